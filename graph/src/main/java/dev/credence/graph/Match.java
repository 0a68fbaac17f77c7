package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.List;

/// Matches a pattern against a node, remembers what its wildcards stand for, and builds the other
/// side from that.
final class Match {
    private final List<Input> wildcards = new ArrayList<>(3);
    private final List<Tensor> values = new ArrayList<>(3);

    /// Pairs of pattern and tensor that are still to be matched.
    private record Open(Tensor pattern, Tensor tensor, Open rest) {}

    boolean matches(Tensor pattern, Apply node) {
        var root = ((Output) pattern).apply();
        return solveInputs(root, node.inputs(), null);
    }

    /// What the wildcard stands for.
    Tensor bound(Input wildcard) {
        return values.get(wildcards.indexOf(wildcard));
    }

    /// Matches all open pairs, trying both orders of inputs that commute; a failed attempt leaves
    /// no binding behind.
    private boolean solve(Open open) {
        if (open == null) return true;
        return switch (open.pattern) {
            case Input wildcard -> bind(wildcard, open.tensor, open.rest);
            case Constant c ->
                    UniformValue.is(open.tensor, c.value().item())
                            && accepts(c.dtype(), open.tensor.dtype())
                            && solve(open.rest);
            case Output p -> {
                if (p.apply().op() != Lifting.op(open.tensor)) yield false;
                yield solveInputs(p.apply(), Lifting.inputs(open.tensor), open.rest);
            }
            case Shared s -> throw new AssertionError(s);
        };
    }

    private boolean solveInputs(Apply pattern, List<Tensor> inputs, Open rest) {
        var straight = rest;
        for (int i = inputs.size() - 1; i >= 0; i--)
            straight = new Open(pattern.input(i), inputs.get(i), straight);
        if (solve(straight)) return true;
        if (!pattern.op().commutes()) return false;
        return solve(
                new Open(
                        pattern.input(0),
                        inputs.get(1),
                        new Open(pattern.input(1), inputs.get(0), rest)));
    }

    private boolean bind(Input wildcard, Tensor tensor, Open rest) {
        int known = wildcards.indexOf(wildcard);
        if (known >= 0) return Lifting.same(values.get(known), tensor) && solve(rest);
        if (!accepts(wildcard.dtype(), tensor.dtype())) return false;
        wildcards.add(wildcard);
        values.add(tensor);
        if (solve(rest)) return true;
        wildcards.removeLast();
        values.removeLast();
        return false;
    }

    /// Rules are written for float64 and hold for other numbers where the ops do.
    private static boolean accepts(DType pattern, DType actual) {
        return (pattern == DType.BOOL) == (actual == DType.BOOL);
    }

    /// The graph of a pattern with every wildcard replaced by what it stands for.
    Tensor instantiate(Tensor pattern) {
        return switch (pattern) {
            case Input wildcard -> bound(wildcard);
            case Constant c -> constant(c);
            case Output p ->
                    Tensors.elementwise(
                            (Elementwise) p.apply().op(), instantiated(p.apply().inputs()));
            case Shared s -> throw new AssertionError(s);
        };
    }

    private Tensor[] instantiated(List<Tensor> patterns) {
        var built = new Tensor[patterns.size()];
        for (int i = 0; i < built.length; i++) built[i] = instantiate(patterns.get(i));
        return built;
    }

    private Constant constant(Constant c) {
        boolean integers = false;
        for (var v : values) integers |= v.dtype().isInteger();
        if (!integers || c.dtype() != DType.FLOAT64) return c;
        return Constant.ofNumber(NdArray.scalar((long) c.value().item()));
    }
}
