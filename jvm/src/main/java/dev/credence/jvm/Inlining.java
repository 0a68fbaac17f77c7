package dev.credence.jvm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts numbers that are used once into the expression that uses them, and drops those never used:
/// less bytecode for the same work.
final class Inlining {
    /// Deeper trees would only deepen the recursion of whoever walks them.
    private static final int DEPTH = 10;

    private final int[] uses;
    private Map<Expr.Local, Code.Let> pending = new LinkedHashMap<>();

    private Inlining(int... uses) {
        this.uses = uses;
    }

    static List<Lowering.Unit> apply(Lowering.Lowered lowered) {
        var uses = new int[lowered.locals()];
        for (var unit : lowered.units()) count(unit.code(), uses);
        var inlining = new Inlining(uses);
        return lowered.units().stream()
                .map(u -> new Lowering.Unit(inlining.list(u.code()), u.divisible()))
                .toList();
    }

    private static void count(List<Code> list, int... uses) {
        for (var code : list) {
            for (var e : code.expressions()) count(e, uses);
            count(code.body(), uses);
        }
    }

    private static void count(Expr e, int... uses) {
        if (e instanceof Expr.Local l) uses[l.id()]++;
        for (var part : e.parts()) count(part, uses);
    }

    private List<Code> list(List<Code> list) {
        var outer = pending;
        pending = new LinkedHashMap<>();
        var out = new ArrayList<Code>(list.size());
        for (var code : list) statement(code, out);
        out.addAll(pending.values());
        pending = outer;
        return out;
    }

    private void statement(Code code, List<Code> out) {
        switch (code) {
            case Code.Let l -> {
                var made = new Code.Let(l.local(), expression(l.value(), out));
                int n = uses[l.local().id()];
                if (n == 1 && depth(made.value()) < DEPTH) pending.put(l.local(), made);
                else if (n > 0) out.add(made);
            }
            case Code.Accumulate a ->
                    out.add(new Code.Accumulate(a.local(), a.fold(), expression(a.value(), out)));
            case Code.Store s -> {
                release(s.index(), out);
                out.add(new Code.Store(s.slot(), s.index(), expression(s.value(), out)));
            }
            case Code.Fold f -> {
                release(f.index(), out);
                var value = expression(f.value(), out);
                out.add(new Code.Fold(f.slot(), f.index(), f.fold(), value));
            }
            case Code.Demand d ->
                    out.add(new Code.Demand(expression(d.condition(), out), d.failure()));
            case Code.Loop l -> {
                flush(out);
                out.add(new Code.Loop(l.index(), l.end(), l.step(), list(l.body())));
            }
            case Code.Lanes l -> {
                flush(out);
                out.add(new Code.Lanes(l.index(), l.end(), l.wide(), list(l.body())));
            }
            case Code.Run _, Code.Perform _ -> {
                flush(out);
                out.add(code);
            }
        }
    }

    private void flush(List<Code> out) {
        out.addAll(pending.values());
        pending.clear();
    }

    private Expr expression(Expr e, List<Code> out) {
        return switch (e) {
            case Expr.Local l -> {
                var let = pending.remove(l);
                yield let == null ? l : let.value();
            }
            case Expr.Scalar s ->
                    new Expr.Scalar(
                            s.function(),
                            s.operands(),
                            s.inputs().stream().map(x -> expression(x, out)).toList());
            case Expr.Given g ->
                    new Expr.Given(
                            g.function(),
                            g.inputs().stream().map(x -> expression(x, out)).toList());
            case Expr.Position p ->
                    new Expr.Position(expression(p.index(), out), p.length(), p.failure());
            case Expr.Narrowed n -> new Expr.Narrowed(expression(n.index(), out));
            case Expr.Load l -> {
                release(l.index(), out);
                yield l;
            }
            case Expr.Invoke i -> {
                release(i, out);
                yield i;
            }
            case Expr.Real _,
                    Expr.Whole _,
                    Expr.Truth _,
                    Expr.Count _,
                    Expr.Index _,
                    Expr.Remaining _,
                    Expr.Array _,
                    Expr.Passing _ ->
                    e;
        };
    }

    /// Defines the locals of an expression that must stay as it is.
    private void release(Expr e, List<Code> out) {
        if (e instanceof Expr.Local l) {
            var let = pending.remove(l);
            if (let != null) out.add(let);
        }
        for (var part : e.parts()) release(part, out);
    }

    private static int depth(Expr e) {
        int depth = 0;
        for (var part : e.parts()) depth = Math.max(depth, depth(part));
        return depth + 1;
    }
}
