package dev.credence.graph;

import dev.credence.array.DType;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Adds up two constants that are added or subtracted one after the other.
///
/// Constants are not moved past other terms, since the order of such sums is often what keeps their
/// digits, as in `(t - 2450000) - t0`; and two constants stay apart where their sum would lose a
/// small one.
final class ConstantTerms implements Rewriter {
    @Override
    public String equation() {
        return "(x + c) + d = x + (c + d)";
    }

    @Override
    public Stage stage() {
        return Stage.CANONICALIZE;
    }

    @Override
    public Soundness soundness() {
        return Soundness.STABILIZES;
    }

    @Override
    public List<Object> roots() {
        return List.of(Elementwise.ADD, Elementwise.SUBTRACT);
    }

    /// A tensor as rest plus constant, or minus rest plus constant.
    private record Offset(Tensor rest, boolean negative, double constant) {
        static Optional<Offset> of(Tensor x) {
            boolean minus = Lifting.op(x) == Elementwise.SUBTRACT;
            if (!minus && Lifting.op(x) != Elementwise.ADD) return Optional.empty();
            var left = Lifting.inputs(x).get(0);
            var right = Lifting.inputs(x).get(1);
            var first = UniformValue.of(left);
            var second = UniformValue.of(right);
            if (first.isPresent() == second.isPresent()) return Optional.empty();
            return Optional.of(
                    first.isPresent()
                            ? new Offset(right, minus, first.getAsDouble())
                            : new Offset(left, false, signed(second, minus)));
        }

        private static double signed(OptionalDouble value, boolean minus) {
            return minus ? -value.getAsDouble() : value.getAsDouble();
        }
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        if (node.output().dtype() != DType.FLOAT64) return Optional.empty();
        var outer = Offset.of(node.output());
        if (outer.isEmpty()) return Optional.empty();
        var inner = Offset.of(outer.get().rest());
        if (inner.isEmpty()) return Optional.empty();
        double c = outer.get().negative() ? -inner.get().constant() : inner.get().constant();
        double d = outer.get().constant();
        if (!isSafe(c, d)) return Optional.empty();
        boolean negative = outer.get().negative() ^ inner.get().negative();
        var constant = Tensors.constant(c + d);
        var x = inner.get().rest();
        return TypeFit.fit(
                negative ? Tensors.subtract(constant, x) : Tensors.add(x, constant), node);
    }

    /// Whether `x + (c + d)` is as accurate as `(x + c) + d` for every `x`: the sum of the
    /// constants is exact, or its error small beside the second one.
    private static boolean isSafe(double c, double d) {
        double sum = c + d;
        double part = sum - c;
        double error = (c - (sum - part)) + (d - part);
        return Double.isFinite(sum) && (error == 0 || Math.abs(d) >= Math.abs(sum) / 8);
    }
}
