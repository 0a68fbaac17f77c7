package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rewrites sums of exponentials so that they neither overflow nor vanish: the largest exponent is
/// subtracted first.
///
/// The shift is the largest exponent rounded up, which serves as well and has no derivative, so
/// gradients do not go through the maximum; where it is infinite the largest finite number is
/// subtracted, which changes nothing there.
abstract sealed class MaxShift implements Rewriter {
    @Override
    public final Stage stage() {
        return Stage.STABILIZE;
    }

    @Override
    public final Soundness soundness() {
        return Soundness.STABILIZES;
    }

    /// Whether something like the largest exponent is subtracted already.
    static boolean isShifted(Tensor exponent) {
        return containsShift(exponent, 4);
    }

    private static boolean containsShift(Tensor x, int depth) {
        if (depth == 0 || !(Lifting.op(x) instanceof Elementwise f)) return false;
        return switch (f) {
            case ADD, SUBTRACT, NEGATE ->
                    Lifting.inputs(x).stream().anyMatch(y -> containsShift(y, depth - 1));
            case MAXIMUM, MINIMUM ->
                    Lifting.inputs(x).stream()
                            .anyMatch(y ->
                                    Lifting.op(y) == Elementwise.CEIL
                                            || containsShift(y, depth - 1));
            default -> false;
        };
    }

    /// A sum whose terms are exponentials, or products with one.
    ///
    /// @param sum the reduction
    /// @param exponent what the exponential is taken of
    /// @param weight the other factor, if there is one
    private record Exponentials(Reduction sum, Tensor exponent, Optional<Tensor> weight) {
        static Optional<Exponentials> of(Tensor x) {
            if (!(x instanceof Output o
                    && o.apply().op() instanceof Reduction sum
                    && sum.kind() == Reduction.Kind.SUM)) return Optional.empty();
            var terms = o.apply().input(0);
            if (Lifting.op(terms) == Elementwise.EXP)
                return unshifted(sum, Lifting.inputs(terms).getFirst(), Optional.empty());
            if (Lifting.op(terms) != Elementwise.MULTIPLY) return Optional.empty();
            var factors = Lifting.inputs(terms);
            for (int i = 0; i < 2; i++) {
                if (Lifting.op(factors.get(i)) == Elementwise.EXP) {
                    var exponent = Lifting.inputs(factors.get(i)).getFirst();
                    return unshifted(sum, exponent, Optional.of(factors.get(1 - i)));
                }
            }
            return Optional.empty();
        }

        private static Optional<Exponentials> unshifted(
                Reduction sum, Tensor exponent, Optional<Tensor> weight) {
            return isShifted(exponent) || subtractsMaximum(exponent, sum)
                    ? Optional.empty()
                    : Optional.of(new Exponentials(sum, exponent, weight));
        }

        /// Whether the largest exponent has been subtracted, as users do it.
        private static boolean subtractsMaximum(Tensor exponent, Reduction sum) {
            if (Lifting.op(exponent) != Elementwise.SUBTRACT) return false;
            var operands = Lifting.inputs(exponent);
            var below = operands.get(1);
            while (below instanceof Output o
                    && (o.apply().op() instanceof View || o.apply().op() instanceof StopGradient))
                below = o.apply().input(0);
            return below.owner().stream()
                    .anyMatch(a ->
                            a.op() instanceof Reduction r
                                    && r.kind() == Reduction.Kind.MAX
                                    && r.axes().equals(sum.axes())
                                    && Lifting.same(a.input(0), operands.getFirst()));
        }

        Tensor shift() {
            var largest =
                    new Apply(
                                    new Reduction(Reduction.Kind.MAX, sum.axes(), true),
                                    List.of(exponent))
                            .output();
            return finite(Tensors.ceil(largest));
        }

        /// The nearest finite number. A selection would say it more plainly, but the JIT makes no
        /// vector code of that.
        private static Tensor finite(Tensor x) {
            return Tensors.maximum(
                    Tensors.minimum(x, Tensors.constant(Double.MAX_VALUE)),
                    Tensors.constant(-Double.MAX_VALUE));
        }

        Tensor terms(Tensor shift) {
            var e = Tensors.exp(Tensors.subtract(exponent, shift));
            return weight.map(w -> Tensors.multiply(w, e)).orElse(e);
        }

        /// The shift with the axes of the sum.
        Tensor reduced(Tensor shift) {
            if (sum.keepDims()) return shift;
            var order = new ArrayList<Integer>();
            for (int axis = 0; axis < shift.rank(); axis++)
                if (!sum.axes().contains(axis)) order.add(axis);
            return new Apply(new View.DimShuffle(order), List.of(shift)).output();
        }

        Tensor sumOf(Tensor terms) {
            return new Apply(sum, List.of(terms)).output();
        }
    }

    /// `log(sum(exp(x)))`, also with weights.
    static final class LogSumExp extends MaxShift {
        @Override
        public String equation() {
            return "log(sum(exp(x))) = m + log(sum(exp(x - m))), m = ceil(max(x))";
        }

        @Override
        public List<Object> roots() {
            return List.of(Elementwise.LOG);
        }

        @Override
        public Optional<Tensor> rewrite(Apply node) {
            return Exponentials.of(node.input(0))
                    .flatMap(s -> {
                        var shift = s.shift();
                        var log = Tensors.log(s.sumOf(s.terms(shift)));
                        return TypeFit.fit(Tensors.add(log, s.reduced(shift)), node);
                    });
        }
    }

    /// Exponentials divided by their sum, also as a product with a quotient, which is how gradients
    /// come.
    static final class Softmax extends MaxShift {
        @Override
        public String equation() {
            return "exp(x) / sum(exp(x)) = exp(x - m) / sum(exp(x - m)), m = ceil(max(x))";
        }

        @Override
        public List<Object> roots() {
            return List.of(Elementwise.DIVIDE, Elementwise.MULTIPLY);
        }

        @Override
        public Optional<Tensor> rewrite(Apply node) {
            if (node.op() == Elementwise.DIVIDE)
                return normalized(node.input(0), node.input(1))
                        .flatMap(softmax -> TypeFit.fit(softmax, node));
            for (int i = 0; i < 2; i++) {
                var scaled = product(node.input(i), node.input(1 - i));
                if (scaled.isPresent()) return TypeFit.fit(scaled.get(), node);
            }
            return Optional.empty();
        }

        /// `exp(x) * (g / sum(exp(x)))`.
        private static Optional<Tensor> product(Tensor exponentials, Tensor quotient) {
            if (Lifting.op(quotient) == Elementwise.RECIPROCAL)
                return normalized(exponentials, Lifting.inputs(quotient).getFirst());
            if (Lifting.op(quotient) != Elementwise.DIVIDE) return Optional.empty();
            var parts = Lifting.inputs(quotient);
            return normalized(exponentials, parts.get(1))
                    .map(softmax -> Tensors.multiply(parts.get(0), softmax));
        }

        private static Optional<Tensor> normalized(Tensor exponentials, Tensor sum) {
            if (Lifting.op(exponentials) != Elementwise.EXP) return Optional.empty();
            var exponent = Lifting.inputs(exponentials).getFirst();
            var arranged = sum.owner().filter(a -> a.op() instanceof View.DimShuffle);
            return Exponentials.of(arranged.map(a -> a.input(0)).orElse(sum))
                    .map(s -> {
                        var shift = s.shift();
                        var terms = s.terms(shift);
                        boolean own = s.weight().isEmpty() && Lifting.same(s.exponent(), exponent);
                        var above =
                                own
                                        ? terms
                                        : Tensors.exp(
                                                exponent.minus(
                                                        arranged(s.reduced(shift), arranged)));
                        return Tensors.divide(above, arranged(s.sumOf(terms), arranged));
                    });
        }

        private static Tensor arranged(Tensor x, Optional<Apply> like) {
            return like.map(a -> new Apply(a.op(), List.of(x)).output()).orElse(x);
        }
    }

    /// `log(sum(exp(x)))` over some axes, in the stable form from the start.
    static Tensor logSumExp(Tensor x, Reduction sum) {
        var e = new Exponentials(sum, x, Optional.empty());
        var shift = e.shift();
        return Tensors.add(Tensors.log(e.sumOf(e.terms(shift))), e.reduced(shift));
    }
}
