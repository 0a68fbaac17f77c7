package dev.credence.graph;

import dev.credence.array.DType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads nested products and quotients as one fraction and cancels common factors.
///
/// Where such a factor is zero, infinite or NaN the left side is NaN and the right side need not
/// be. A fraction in which nothing cancels is left as it was written.
final class Cancellation implements Rewriter {
    /// How deep factors are looked for, which keeps long products linear.
    private static final int DEPTH = 4;

    @Override
    public String equation() {
        return "a * (b / a) = b";
    }

    @Override
    public Stage stage() {
        return Stage.STABILIZE;
    }

    @Override
    public Soundness soundness() {
        return Soundness.STABILIZES;
    }

    @Override
    public List<Object> roots() {
        return List.of(Elementwise.MULTIPLY, Elementwise.DIVIDE);
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        if (node.output().dtype() != DType.FLOAT64) return Optional.empty();
        var fraction = new Fraction();
        fraction.collect(node.output(), false, DEPTH);
        if (!fraction.cancel()) return Optional.empty();
        double c = fraction.coefficient;
        if (!(Math.abs(c) >= Double.MIN_NORMAL) || Double.isInfinite(c)) return Optional.empty();
        return TypeFit.fit(fraction.build(), node);
    }

    /// Factors above and below the line, and the coefficient before it.
    private static final class Fraction {
        private final List<Tensor> above = new ArrayList<>();
        private final List<Tensor> below = new ArrayList<>();
        private double coefficient = 1;

        void collect(Tensor x, boolean inverted, int depth) {
            var value = UniformValue.of(x);
            if (value.isPresent()) {
                double v = value.getAsDouble();
                coefficient = inverted ? coefficient / v : coefficient * v;
            } else if (depth > 0 && Lifting.op(x) instanceof Elementwise f) {
                collect(f, x, inverted, depth - 1);
            } else {
                side(inverted).add(x);
            }
        }

        private void collect(Elementwise f, Tensor x, boolean inverted, int depth) {
            switch (f) {
                case MULTIPLY -> {
                    for (var y : Lifting.inputs(x)) collect(y, inverted, depth);
                }
                case DIVIDE -> {
                    collect(Lifting.inputs(x).get(0), inverted, depth);
                    collect(Lifting.inputs(x).get(1), !inverted, depth);
                }
                case RECIPROCAL -> collect(Lifting.inputs(x).getFirst(), !inverted, depth);
                case NEGATE -> {
                    coefficient = -coefficient;
                    collect(Lifting.inputs(x).getFirst(), inverted, depth);
                }
                case SQUARE -> {
                    side(inverted).add(Lifting.inputs(x).getFirst());
                    side(inverted).add(Lifting.inputs(x).getFirst());
                }
                default -> side(inverted).add(x);
            }
        }

        private List<Tensor> side(boolean inverted) {
            return inverted ? below : above;
        }

        boolean cancel() {
            return !below.isEmpty() && above.removeIf(x -> remove(x, below));
        }

        private static boolean remove(Tensor x, List<Tensor> from) {
            for (int i = 0; i < from.size(); i++) {
                if (Lifting.same(x, from.get(i))) {
                    from.remove(i);
                    return true;
                }
            }
            return false;
        }

        Tensor build() {
            var numerator = product(above);
            if (below.isEmpty()) return Coefficients.scaled(coefficient, numerator);
            var denominator = product(below).orElseThrow();
            var quotient =
                    numerator
                            .map(n -> Tensors.divide(n, denominator))
                            .orElseGet(() -> Tensors.reciprocal(denominator));
            return Coefficients.scaled(coefficient, Optional.of(quotient));
        }

        /// The product, with two equal factors as a square.
        private static Optional<Tensor> product(List<Tensor> factors) {
            var rest = new ArrayList<>(factors);
            Optional<Tensor> result = Optional.empty();
            while (!rest.isEmpty()) {
                var x = rest.removeFirst();
                var factor = remove(x, rest) ? Tensors.square(x) : x;
                result = Optional.of(result.map(r -> Tensors.multiply(r, factor)).orElse(factor));
            }
            return result;
        }
    }
}
