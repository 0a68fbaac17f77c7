package dev.credence.graph;

import dev.credence.array.DType;

import java.util.List;
import java.util.Optional;

/// Gathers the constant factors and signs of nested products and quotients in one coefficient in
/// front.
///
/// A coefficient is moved out of an operand only if that has the shape of the result, since
/// otherwise more elements would have to be multiplied than before. What is multiplied is not
/// rearranged, so that it stays shared.
final class Coefficients implements Rewriter {
    @Override
    public String equation() {
        return "c * (d * x) = (c * d) * x, x / c = (1 / c) * x";
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
                Elementwise.RECIPROCAL,
                Elementwise.SQUARE);
    }

    /// A tensor as coefficient times rest.
    ///
    /// @param rest empty for a constant
    private record Scaled(double coefficient, Optional<Tensor> rest) {
        static Scaled of(Tensor x, Shape shape) {
            var value = UniformValue.of(x);
            if (value.isPresent()) return new Scaled(value.getAsDouble(), Optional.empty());
            var plain = new Scaled(1, Optional.of(x));
            if (!x.shape().equals(shape) || !(Lifting.op(x) instanceof Elementwise f)) return plain;
            return switch (f) {
                case NEGATE -> new Scaled(-1, Optional.of(Lifting.inputs(x).getFirst()));
                case MULTIPLY -> {
                    var in = Lifting.inputs(x);
                    var left = UniformValue.of(in.get(0));
                    var right = UniformValue.of(in.get(1));
                    if (left.isPresent())
                        yield new Scaled(left.getAsDouble(), Optional.of(in.get(1)));
                    if (right.isPresent())
                        yield new Scaled(right.getAsDouble(), Optional.of(in.get(0)));
                    yield plain;
                }
                case DIVIDE -> {
                    var in = Lifting.inputs(x);
                    var left = UniformValue.of(in.get(0));
                    yield left.isEmpty()
                            ? plain
                            : new Scaled(
                                    left.getAsDouble(), Optional.of(Tensors.reciprocal(in.get(1))));
                }
                default -> plain;
            };
        }

        boolean isPlain() {
            return coefficient == 1 && rest.isPresent();
        }

        boolean isConstant() {
            return rest.isEmpty();
        }
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        if (node.output().dtype() != DType.FLOAT64) return Optional.empty();
        var shape = node.output().shape();
        var x = Scaled.of(node.input(0), shape);
        double c = x.coefficient;
        return switch ((Elementwise) node.op()) {
            case MULTIPLY -> product(x, Scaled.of(node.input(1), shape), node);
            case DIVIDE -> quotient(x, Scaled.of(node.input(1), shape), node);
            case NEGATE -> x.isPlain() ? Optional.empty() : build(-c, x.rest, node);
            case RECIPROCAL ->
                    x.isPlain()
                            ? Optional.empty()
                            : build(1 / c, x.rest.map(Tensors::reciprocal), node);
            case SQUARE ->
                    x.isPlain()
                            ? Optional.empty()
                            : build(c * c, x.rest.map(Tensors::square), node);
            default -> throw new AssertionError(node);
        };
    }

    private static Optional<Tensor> product(Scaled x, Scaled y, Apply node) {
        boolean done = x.isPlain() && y.isPlain();
        boolean canonical = x.isConstant() && y.isPlain() || x.isPlain() && y.isConstant();
        if (done || canonical) return Optional.empty();
        var rest =
                x.rest.isPresent() && y.rest.isPresent()
                        ? Optional.of(Tensors.multiply(x.rest.get(), y.rest.get()))
                        : x.rest.or(() -> y.rest);
        return build(x.coefficient * y.coefficient, rest, node);
    }

    private static Optional<Tensor> quotient(Scaled x, Scaled y, Apply node) {
        if (y.isPlain() && (x.isPlain() || x.isConstant())) return Optional.empty();
        double c = x.coefficient / y.coefficient;
        if (y.isConstant()) return build(c, x.rest, node);
        var below = y.rest.get();
        return build(
                c,
                Optional.of(
                        x.rest.map(above -> Tensors.divide(above, below))
                                .orElseGet(() -> Tensors.reciprocal(below))),
                node);
    }

    /// `c * rest`, unless the coefficient has left the normal numbers.
    private static Optional<Tensor> build(double c, Optional<Tensor> rest, Apply node) {
        if (!(Math.abs(c) >= Double.MIN_NORMAL) || Double.isInfinite(c)) return Optional.empty();
        return TypeFit.fit(scaled(c, rest), node);
    }

    /// `c * rest` in the shortest form.
    static Tensor scaled(double c, Optional<Tensor> rest) {
        if (rest.isEmpty()) return Tensors.constant(c);
        var x = rest.get();
        if (c == 1) return x;
        if (c == -1) return Tensors.negate(x);
        return Lifting.op(x) == Elementwise.RECIPROCAL
                ? Tensors.divide(Tensors.constant(c), Lifting.inputs(x).getFirst())
                : Tensors.multiply(Tensors.constant(c), x);
    }
}
