package dev.credence.jvm;

import java.util.*;

public final class Dump {
    static void dump(List<List<Code>> methods) {
        for (var m : methods) {
            System.err.println("=== method");
            list(m, 1);
        }
    }

    static void list(List<Code> l, int d) {
        for (var c : l) {
            String p = "  ".repeat(d);
            switch (c) {
                case Code.Loop x -> {
                    System.err.println(
                            p + "for " + e(x.index()) + " < " + e(x.end()) + " step " + x.step());
                    list(x.body(), d + 1);
                }
                case Code.Let x -> System.err.println(p + e(x.local()) + " = " + e(x.value()));
                case Code.Accumulate x ->
                        System.err.println(p + e(x.local()) + " " + x.fold() + "= " + e(x.value()));
                case Code.Store x ->
                        System.err.println(
                                p + s(x.slot()) + "[" + e(x.index()) + "] = " + e(x.value()));
                case Code.Fold x ->
                        System.err.println(
                                p
                                        + s(x.slot())
                                        + "["
                                        + e(x.index())
                                        + "] "
                                        + x.fold()
                                        + "= "
                                        + e(x.value()));
                case Code.Run x -> System.err.println(p + e(x.call()));
                default -> System.err.println(p + c);
            }
        }
    }

    static String s(Slot s) {
        return s.table().name().charAt(0) + "" + s.index();
    }

    static String e(Expr e) {
        return switch (e) {
            case Expr.Local l -> l.kind().name().charAt(0) + "" + l.id();
            case Expr.Real r -> "" + r.value();
            case Expr.Count c -> "" + c.value();
            case Expr.Index i -> {
                var b = new StringBuilder("" + i.offset());
                for (var t : i.terms()) b.append("+" + t.stride() + "*" + e(t.index()));
                yield b.toString();
            }
            case Expr.Load l -> s(l.slot()) + "[" + e(l.index()) + "]";
            case Expr.Array a -> s(a.slot());
            case Expr.Scalar q ->
                    q.function()
                            + "("
                            + String.join(", ", q.inputs().stream().map(Dump::e).toList())
                            + ")";
            case Expr.Invoke i ->
                    i.routine().name()
                            + "("
                            + String.join(", ", i.arguments().stream().map(Dump::e).toList())
                            + ")";
            case Expr.Passing p -> "K";
            default -> e.toString();
        };
    }
}
