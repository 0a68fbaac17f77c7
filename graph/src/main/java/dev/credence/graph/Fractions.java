package dev.credence.graph;

import dev.credence.array.DType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads nested products and quotients as one fraction, cancels common factors and gathers
/// constants and signs in one coefficient.
///
/// A fraction in which nothing cancels and nothing gathers is left as it was written.
final class Fractions implements Rewriter {
    /// How many factors are looked at, which keeps long products linear.
    private static final int FACTORS = 10;

    @Override
    public String equation() {
        return "a * (b / a) = b, c * (d * x) = (c * d) * x";
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
        return List.of(
                Elementwise.MULTIPLY,
                Elementwise.DIVIDE,
                Elementwise.NEGATE,
                Elementwise.RECIPROCAL);
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        if (node.output().dtype() != DType.FLOAT64) return Optional.empty();
        var fraction = new Fraction();
        fraction.collect(node.output(), false);
        boolean cancelled = fraction.cancel();
        if (!cancelled && fraction.coefficients < 2) return Optional.empty();
        double c = fraction.coefficient;
        if (c == 0 || !Double.isFinite(c)) return Optional.empty();
        return TypeFit.fit(fraction.build(), node);
    }

    /// Factors above and below the line, and the coefficient before it.
    private static final class Fraction {
        private final List<Tensor> above = new ArrayList<>();
        private final List<Tensor> below = new ArrayList<>();
        private double coefficient = 1;
        private int coefficients;

        void collect(Tensor x, boolean inverted) {
            var value = UniformValue.of(x);
            if (value.isPresent()) gather(value, inverted);
            else if (above.size() + below.size() >= FACTORS) side(inverted).add(x);
            else if (Lifting.op(x) instanceof Elementwise f) collect(f, x, inverted);
            else side(inverted).add(x);
        }

        private void gather(OptionalDouble value, boolean inverted) {
            double v = value.getAsDouble();
            coefficient = inverted ? coefficient / v : coefficient * v;
            coefficients++;
        }

        private void collect(Elementwise f, Tensor x, boolean inverted) {
            switch (f) {
                case MULTIPLY -> Lifting.inputs(x).forEach(y -> collect(y, inverted));
                case DIVIDE -> {
                    collect(Lifting.inputs(x).get(0), inverted);
                    collect(Lifting.inputs(x).get(1), !inverted);
                }
                case RECIPROCAL -> collect(Lifting.inputs(x).getFirst(), !inverted);
                case NEGATE -> {
                    gather(OptionalDouble.of(-1), false);
                    collect(Lifting.inputs(x).getFirst(), inverted);
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
            return above.removeIf(x -> {
                for (int i = 0; i < below.size(); i++) {
                    if (Lifting.same(x, below.get(i))) {
                        below.remove(i);
                        return true;
                    }
                }
                return false;
            });
        }

        Tensor build() {
            var numerator = product(above);
            if (below.isEmpty()) return times(coefficient, numerator);
            var denominator = product(below).orElseThrow();
            if (numerator.isPresent())
                return times(
                        coefficient, Optional.of(Tensors.divide(numerator.get(), denominator)));
            return Math.abs(coefficient) == 1
                    ? times(coefficient, Optional.of(Tensors.reciprocal(denominator)))
                    : Tensors.divide(Tensors.constant(coefficient), denominator);
        }

        private static Tensor times(double c, Optional<Tensor> x) {
            if (x.isEmpty()) return Tensors.constant(c);
            if (c == 1) return x.get();
            return c == -1
                    ? Tensors.negate(x.get())
                    : Tensors.multiply(Tensors.constant(c), x.get());
        }

        /// The product, with two equal factors as a square.
        private static Optional<Tensor> product(List<Tensor> factors) {
            var rest = new ArrayList<>(factors);
            Optional<Tensor> result = Optional.empty();
            while (!rest.isEmpty()) {
                var x = rest.removeFirst();
                int twin = -1;
                for (int i = 0; i < rest.size() && twin < 0; i++)
                    if (Lifting.same(x, rest.get(i))) twin = i;
                if (twin >= 0) rest.remove(twin);
                var factor = twin >= 0 ? Tensors.square(x) : x;
                result = Optional.of(result.map(r -> Tensors.multiply(r, factor)).orElse(factor));
            }
            return result;
        }
    }
}
