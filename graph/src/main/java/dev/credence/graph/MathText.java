package dev.credence.graph;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes a tensor as one line of mathematics, for example `log(x + y)`.
///
/// Named tensors below the top are written by their names, padding and repeating of axes is not
/// written, and what is too deep or too long ends in `…`.
public final class MathText {
    private static final int DEPTH = 24;
    private static final int LENGTH = 400;

    private final int limit;
    private int written;

    private MathText(int limit) {
        this.limit = limit;
    }

    /// The text of a tensor's definition; a leaf is its name or value.
    public static String of(Tensor x) {
        return of(x, LENGTH);
    }

    /// The text in about so many characters at most.
    static String of(Tensor x, int limit) {
        return new MathText(limit).top(x);
    }

    private String top(Tensor x) {
        return x instanceof Output o ? node(o, 0, Priority.OR) : leaf(x);
    }

    /// How tightly an operator binds.
    private enum Priority {
        OR,
        AND,
        COMPARISON,
        SUM,
        PRODUCT,
        SIGN,
        POWER,
        CALL
    }

    private String text(Tensor x, int depth, Priority outer) {
        if (!x.name().isEmpty()) return count(x.name());
        if (!(x instanceof Output o)) return leaf(x);
        if (depth > DEPTH || written > limit) return "…";
        return node(o, depth, outer);
    }

    private String leaf(Tensor x) {
        if (x instanceof Constant c && x.name().isEmpty()) {
            if (c.value().size() == 1) return count(number(c));
            return count(c.value().size() <= 4 ? c.value().toString() : "<constant>");
        }
        return count(x.toString());
    }

    private static String number(Constant c) {
        return switch (c.dtype()) {
            case BOOL -> Boolean.toString(c.value().booleans()[0]);
            case INT32, INT64 -> Long.toString((long) c.value().element(0));
            case FLOAT32, FLOAT64 -> {
                double v = c.value().element(0);
                yield v == Math.rint(v) && Math.abs(v) < 1e15
                        ? Long.toString((long) v)
                        : c.value().reshape().toString();
            }
        };
    }

    private String count(String s) {
        written += s.length();
        return s;
    }

    private String node(Output y, int depth, Priority outer) {
        var node = y.apply();
        return switch (node.op()) {
            case Elementwise f -> elementwise(f, node, depth, outer);
            case View.DimShuffle d when isTranspose(d, node) ->
                    text(node.input(0), depth + 1, Priority.CALL) + ".T";
            case View.DimShuffle d when keepsOrder(d) -> text(node.input(0), depth + 1, outer);
            case View.BroadcastTo _ -> text(node.input(0), depth + 1, outer);
            case View.Reshape r when r.rank() == 0 -> text(node.input(0), depth + 1, outer);
            case View.Reshape _ -> call("reshape", node.inputs().subList(0, 1), depth);
            case Reduction r -> reduction(r, node, depth);
            case Indexing.Slice s ->
                    text(node.input(0), depth + 1, Priority.CALL) + index(s.axis(), s.range());
            case Indexing.Gather g when g.axis() == 0 ->
                    "%s[%s]"
                            .formatted(
                                    text(node.input(0), depth + 1, Priority.CALL),
                                    text(node.input(1), depth + 1, Priority.OR));
            case LinearAlgebra.MatMul _, BatchMatMul _ ->
                    infix(" @ ", Priority.PRODUCT, Priority.SIGN, node, depth, outer);
            case Check _, SpecifyShape _ -> text(node.input(0), depth + 1, outer);
            default -> {
                var name = node.op() + (y.index() == 0 ? "" : "." + y.index());
                yield call(name, node.inputs(), depth);
            }
        };
    }

    private static boolean isTranspose(View.DimShuffle d, Apply node) {
        return node.input(0).rank() == 2 && d.order().equals(List.of(1, 0));
    }

    /// Whether axes are added or dropped only.
    private static boolean keepsOrder(View.DimShuffle d) {
        var kept = d.order().stream().filter(a -> a >= 0).toList();
        return kept.equals(kept.stream().sorted().toList());
    }

    static String index(int axis, Indexing.Range range) {
        boolean one = range.step() == 1 && range.stop() == range.start() + 1;
        return "[%s%s]".formatted(":, ".repeat(axis), one ? range.start() : range);
    }

    private String reduction(Reduction r, Apply node, int depth) {
        var name = r.toString().substring(0, r.toString().indexOf('{')).toLowerCase(Locale.ROOT);
        var x = text(node.input(0), depth + 1, Priority.OR);
        boolean all = r.axes().size() == node.input(0).rank() && !r.keepDims();
        return all ? "%s(%s)".formatted(name, x) : "%s(%s, axis=%s)".formatted(name, x, r.axes());
    }

    private String elementwise(Elementwise f, Apply node, int depth, Priority outer) {
        return switch (f) {
            case ADD -> infix(" + ", Priority.SUM, Priority.SUM, node, depth, outer);
            case SUBTRACT -> infix(" - ", Priority.SUM, Priority.PRODUCT, node, depth, outer);
            case MULTIPLY -> infix(" * ", Priority.PRODUCT, Priority.PRODUCT, node, depth, outer);
            case DIVIDE -> infix(" / ", Priority.PRODUCT, Priority.SIGN, node, depth, outer);
            case POWER -> infix(" ^ ", Priority.CALL, Priority.POWER, node, depth, outer);
            case NEGATE -> {
                var x = "-" + text(node.input(0), depth + 1, Priority.SIGN);
                yield outer.compareTo(Priority.SIGN) >= 0 ? "(" + x + ")" : x;
            }
            case EQUAL -> compare(" == ", node, depth, outer);
            case NOT_EQUAL -> compare(" != ", node, depth, outer);
            case LESS -> compare(" < ", node, depth, outer);
            case LESS_EQUAL -> compare(" <= ", node, depth, outer);
            case GREATER -> compare(" > ", node, depth, outer);
            case GREATER_EQUAL -> compare(" >= ", node, depth, outer);
            case AND -> infix(" and ", Priority.AND, Priority.COMPARISON, node, depth, outer);
            case OR -> infix(" or ", Priority.OR, Priority.AND, node, depth, outer);
            case NOT -> call("not", node.inputs(), depth);
            default -> call(f.toString(), node.inputs(), depth);
        };
    }

    private String compare(String operator, Apply node, int depth, Priority outer) {
        return infix(operator, Priority.COMPARISON, Priority.SUM, node, depth, outer);
    }

    private String infix(
            String operator, Priority mine, Priority right, Apply node, int depth, Priority outer) {
        var text =
                text(node.input(0), depth + 1, mine)
                        + count(operator)
                        + text(node.input(1), depth + 1, right);
        return outer.compareTo(mine) > 0 ? "(" + text + ")" : text;
    }

    private String call(String name, List<Tensor> arguments, int depth) {
        count(name);
        return arguments.stream()
                .map(x -> text(x, depth + 1, Priority.OR))
                .collect(Collectors.joining(", ", name + "(", ")"));
    }
}
