package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.array.DType;
import dev.credence.graph.Apply;
import dev.credence.graph.Constant;
import dev.credence.graph.Elementwise;
import dev.credence.graph.Tensor;

import java.util.Optional;

/// The laws of scalar functions of one random number and given ones.
final class ElementwiseRules {
    private ElementwiseRules() {}

    static Optional<Law> law(Derivation derivation, Apply node, Elementwise f) {
        if (f == Elementwise.SELECT) return Choices.selection(derivation, node);
        int count = (int) node.inputs().stream().filter(derivation::isRandom).count();
        boolean twice = count == 2 && node.inputs().size() == 2 && node.input(0) == node.input(1);
        if (count > 1 && !twice) return Optional.empty();
        int at = derivation.isRandom(node.input(0)) ? 0 : 1;
        Derivation.checkNotRepeated(node, node.input(at));
        var x = derivation.law(node.input(at));
        if (twice) return sameTwice(x, node, f);
        if (node.inputs().size() == 1) return ofOne(x, node, f);
        return node.inputs().size() == 2 ? ofTwo(x, node, f, at) : Optional.empty();
    }

    private static Optional<Law> sameTwice(Law x, Apply node, Elementwise f) {
        return switch (f) {
            case ADD -> transformed(x, node, new Affine(constant(2.0), constant(0.0)));
            case MULTIPLY -> power(x, node, constant(2.0));
            default -> Optional.empty();
        };
    }

    private static Optional<Law> ofOne(Law x, Apply node, Elementwise f) {
        return switch (f) {
            case TO_FLOAT64, TO_FLOAT32 -> Optional.of(x);
            case TO_INT64, TO_INT32 ->
                    x.kind() == Law.Kind.INTEGER
                            ? Optional.of(x)
                            : rounded(x, Elementwise.TRUNCATE);
            case TO_BOOL -> EventLaw.of(x, Elementwise.NOT_EQUAL, constant(0.0));
            case NOT ->
                    x.kind() == Law.Kind.INTEGER
                            ? EventLaw.of(x, Elementwise.EQUAL, constant(0.0))
                            : Optional.empty();
            case ABS -> folded(x);
            case SQUARE -> power(x, node, constant(2.0));
            case RECIPROCAL -> transformed(x, node, new PowerFunctions.Odd(-1));
            case COSH ->
                    folded(x).flatMap(y -> transformed(y, node, UnaryBijection.COSH_OF_POSITIVE));
            case FLOOR, CEIL, ROUND, TRUNCATE -> rounded(x, f);
            default -> UnaryBijection.of(f).flatMap(b -> transformed(x, node, b));
        };
    }

    private static Optional<Law> rounded(Law x, Elementwise f) {
        if (x.kind() == Law.Kind.INTEGER) return Optional.of(x);
        boolean known = x.kind() == Law.Kind.CONTINUOUS && x.logcdf(constant(0.5)).isPresent();
        return known ? Optional.of(new RoundedLaw(x, f)) : Optional.empty();
    }

    private static Optional<Law> folded(Law x) {
        if (x.bounds().within(0, Double.POSITIVE_INFINITY)) return Optional.of(x);
        return x.eventRank() == 0 ? Optional.of(new AbsoluteLaw(x)) : Optional.empty();
    }

    /// Of point masses at other numbers than integers nothing is derived.
    private static Optional<Law> transformed(Law x, Apply node, Bijection f) {
        if (x.kind() == Law.Kind.MIXED) return Optional.empty();
        boolean whole =
                node.output().dtype().isInteger()
                        || f instanceof Affine a
                                && Law.isWhole(a.scale())
                                && Law.isWhole(a.shift());
        return Optional.of(new TransformedLaw(x, f, whole));
    }

    private static Optional<Law> ofTwo(Law x, Apply node, Elementwise f, int at) {
        var c = node.input(1 - at);
        boolean left = at == 0;
        return switch (f) {
            case ADD -> transformed(x, node, new Affine(constant(1.0), floating(c)));
            case SUBTRACT ->
                    transformed(
                            x,
                            node,
                            left
                                    ? new Affine(constant(1.0), negative(c))
                                    : new Affine(constant(-1.0), floating(c)));
            case MULTIPLY -> transformed(x, node, new Affine(floating(c), constant(0.0)));
            case DIVIDE ->
                    left
                            ? transformed(x, node, new Affine(reciprocal(c), constant(0.0)))
                            : transformed(x, node, new PowerFunctions.Odd(-1))
                                    .flatMap(y ->
                                            transformed(y, node, new Affine(c, constant(0.0))));
            case POWER ->
                    left
                            ? power(x, node, c)
                            : transformed(x, node, new PowerFunctions.Exponential(c));
            case MAXIMUM -> bounded(x, c, true);
            case MINIMUM -> bounded(x, c, false);
            case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, NOT_EQUAL ->
                    EventLaw.of(x, left ? f : mirrored(f), c);
            default -> Optional.empty();
        };
    }

    private static Tensor floating(Tensor c) {
        return c instanceof Constant k && !c.dtype().isFloating()
                ? new Constant(k.value().cast(DType.FLOAT64))
                : c;
    }

    private static Tensor negative(Tensor c) {
        return c instanceof Constant k
                ? new Constant(Law.floating(k).unaryMinus().eval())
                : c.unaryMinus();
    }

    private static Elementwise mirrored(Elementwise comparison) {
        return switch (comparison) {
            case LESS -> Elementwise.GREATER;
            case LESS_EQUAL -> Elementwise.GREATER_EQUAL;
            case GREATER -> Elementwise.LESS;
            case GREATER_EQUAL -> Elementwise.LESS_EQUAL;
            default -> comparison;
        };
    }

    private static Optional<Law> bounded(Law x, Tensor limit, boolean below) {
        boolean known =
                x.eventRank() == 0 && x.logcdf(limit).isPresent() && x.logBelow(limit).isPresent();
        return known ? Optional.of(new BoundedLaw(x, limit, below)) : Optional.empty();
    }

    private static Optional<Law> power(Law x, Apply node, Tensor exponent) {
        if (exponent instanceof Constant c && c.value().size() == 1) {
            double p = c.value().element(0);
            if (p == 0) return Optional.empty();
            if (p == Math.rint(p) && p % 2 != 0 && Math.abs(p) < 1e9)
                return transformed(x, node, new PowerFunctions.Odd((int) p));
            if (p == Math.rint(p))
                return folded(x)
                        .flatMap(y -> transformed(y, node, new PowerFunctions.Positive(exponent)));
        }
        return transformed(x, node, new PowerFunctions.Positive(exponent));
    }
}
