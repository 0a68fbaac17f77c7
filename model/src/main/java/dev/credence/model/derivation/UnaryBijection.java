package dev.credence.model.derivation;

import static dev.credence.graph.Elementwise.*;
import static dev.credence.model.Distributions.*;

import dev.credence.graph.Elementwise;
import dev.credence.graph.Tensor;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The monotone functions of one number among the elementwise ops, with their inverses.
///
/// @param function the op
/// @param inverse its inverse
/// @param slope the log of the absolute derivative of the inverse
/// @param image the open interval of its values
/// @param anchor one of its values
/// @param domain the closed interval on which it is defined
/// @param rises whether it preserves order
record UnaryBijection(
        Elementwise function,
        UnaryOperator<Tensor> inverse,
        UnaryOperator<Tensor> slope,
        Interval image,
        double anchor,
        Interval domain,
        boolean rises)
        implements Bijection {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double HALF_PI = Math.PI / 2;
    private static final double LOG_2 = Math.log(2);
    private static final double LOG_10 = Math.log(10);
    private static final double LOG_SQRT_2_PI = 0.9189385332046727;
    private static final double LOG_HALF_SQRT_PI = -0.12078223763524522;

    private record Interval(double low, double high) {}

    private static final Interval ALL = new Interval(-INFINITY, INFINITY);

    /// Of positive numbers, where it rises.
    static final Bijection COSH_OF_POSITIVE =
            new UnaryBijection(
                            COSH,
                            y -> arccosh(y),
                            y -> log(y.minus(1)).plus(log(y.plus(1))).times(-0.5))
                    .between(1, INFINITY, 2)
                    .defined(0, INFINITY);

    private static final Map<Elementwise, UnaryBijection> TABLE =
            Stream.of(
                            new UnaryBijection(NEGATE, y -> y.unaryMinus(), y -> y.times(0))
                                    .falls(),
                            new UnaryBijection(EXP, y -> log(y), y -> log(y).unaryMinus())
                                    .between(0, INFINITY, 1),
                            new UnaryBijection(EXPM1, y -> log1p(y), y -> log1p(y).unaryMinus())
                                    .between(-1, INFINITY, 0),
                            new UnaryBijection(LOG, y -> exp(y), y -> y).defined(0, INFINITY),
                            new UnaryBijection(LOG1P, y -> expm1(y), y -> y).defined(-1, INFINITY),
                            logarithm(Elementwise.LOG2, LOG_2),
                            logarithm(Elementwise.LOG10, LOG_10),
                            new UnaryBijection(SQRT, y -> square(y), y -> log(y.times(2)))
                                    .between(0, INFINITY, 1)
                                    .defined(0, INFINITY),
                            new UnaryBijection(
                                    SINH, y -> arcsinh(y), y -> logCosh(arcsinh(y)).unaryMinus()),
                            new UnaryBijection(
                                            TANH,
                                            y -> arctanh(y),
                                            y -> log1p(square(y).unaryMinus()).unaryMinus())
                                    .between(-1, 1, 0),
                            new UnaryBijection(ARCSINH, y -> sinh(y), y -> logCosh(y)),
                            new UnaryBijection(
                                            ARCCOSH,
                                            y -> cosh(y),
                                            y -> y.plus(log1mexp(y.times(-2))).minus(LOG_2))
                                    .between(0, INFINITY, 1)
                                    .defined(1, INFINITY),
                            new UnaryBijection(ARCTANH, y -> tanh(y), y -> logCosh(y).times(-2))
                                    .defined(-1, 1),
                            new UnaryBijection(ARCSIN, y -> sin(y), y -> log(cos(y)))
                                    .between(-HALF_PI, HALF_PI, 0)
                                    .defined(-1, 1),
                            new UnaryBijection(ARCCOS, y -> cos(y), y -> log(sin(y)))
                                    .between(0, Math.PI, 1)
                                    .defined(-1, 1)
                                    .falls(),
                            new UnaryBijection(ARCTAN, y -> tan(y), y -> log(cos(y)).times(-2))
                                    .between(-HALF_PI, HALF_PI, 0),
                            new UnaryBijection(
                                            ERF,
                                            y -> erfinv(y),
                                            y -> square(erfinv(y)).plus(LOG_HALF_SQRT_PI))
                                    .between(-1, 1, 0),
                            new UnaryBijection(
                                            ERFC,
                                            y -> erfcinv(y),
                                            y -> square(erfcinv(y)).plus(LOG_HALF_SQRT_PI))
                                    .between(0, 2, 1)
                                    .falls(),
                            new UnaryBijection(ERFCX, ScaledTail::inverse, ScaledTail::logSlope)
                                    .between(0, INFINITY, 1)
                                    .falls(),
                            new UnaryBijection(
                                            ERFINV,
                                            y -> erf(y),
                                            y -> square(y).plus(LOG_HALF_SQRT_PI).unaryMinus())
                                    .defined(-1, 1),
                            new UnaryBijection(
                                            ERFCINV,
                                            y -> erfc(y),
                                            y -> square(y).plus(LOG_HALF_SQRT_PI).unaryMinus())
                                    .defined(0, 2)
                                    .falls(),
                            new UnaryBijection(
                                            NDTR,
                                            y -> ndtri(y),
                                            y -> square(ndtri(y)).times(0.5).plus(LOG_SQRT_2_PI))
                                    .between(0, 1, 0.5),
                            new UnaryBijection(
                                            NDTRI,
                                            y -> ndtr(y),
                                            y -> square(y).times(-0.5).minus(LOG_SQRT_2_PI))
                                    .defined(0, 1),
                            new UnaryBijection(
                                            LOG_NDTR,
                                            y -> ndtriExp(y),
                                            y ->
                                                    square(ndtriExp(y))
                                                            .times(0.5)
                                                            .plus(y)
                                                            .plus(LOG_SQRT_2_PI))
                                    .between(-INFINITY, 0, -1),
                            new UnaryBijection(
                                            SOFTPLUS,
                                            y -> y.plus(log1mexp(y.unaryMinus())),
                                            y -> log1mexp(y.unaryMinus()).unaryMinus())
                                    .between(0, INFINITY, 1),
                            new UnaryBijection(
                                            SIGMOID,
                                            y -> logit(y),
                                            y -> log(y).plus(log1p(y.unaryMinus())).unaryMinus())
                                    .between(0, 1, 0.5),
                            new UnaryBijection(
                                            LOGIT,
                                            y -> sigmoid(y),
                                            y ->
                                                    softplus(y)
                                                            .plus(softplus(y.unaryMinus()))
                                                            .unaryMinus())
                                    .defined(0, 1),
                            new UnaryBijection(
                                            LOG1MEXP, y -> log1mexp(y), y -> y.minus(log1mexp(y)))
                                    .between(-INFINITY, 0, -1)
                                    .defined(-INFINITY, 0)
                                    .falls())
                    .collect(Collectors.toMap(UnaryBijection::function, Function.identity()));

    private UnaryBijection(
            Elementwise function, UnaryOperator<Tensor> inverse, UnaryOperator<Tensor> slope) {
        this(function, inverse, slope, ALL, 0, ALL, true);
    }

    private UnaryBijection between(double low, double high, double inside) {
        return new UnaryBijection(
                function, inverse, slope, new Interval(low, high), inside, domain, rises);
    }

    private UnaryBijection defined(double from, double to) {
        return new UnaryBijection(
                function, inverse, slope, image, anchor, new Interval(from, to), rises);
    }

    private UnaryBijection falls() {
        return new UnaryBijection(function, inverse, slope, image, anchor, domain, false);
    }

    private static UnaryBijection logarithm(Elementwise function, double base) {
        return new UnaryBijection(
                        function, y -> exp(y.times(base)), y -> y.times(base).plus(Math.log(base)))
                .defined(0, INFINITY);
    }

    private static Tensor logCosh(Tensor x) {
        return logAddExp(x, x.unaryMinus()).minus(LOG_2);
    }

    /// That of an op, if it is one.
    static Optional<Bijection> of(Elementwise function) {
        return Optional.ofNullable(TABLE.get(function));
    }

    @Override
    public Tensor forward(Tensor x) {
        return elementwise(function, x);
    }

    @Override
    public Tensor backward(Tensor y) {
        return inverse.apply(y);
    }

    @Override
    public Tensor logSlope(Tensor y) {
        return slope.apply(y);
    }

    @Override
    public Tensor contains(Tensor y) {
        var above = image.low == -INFINITY ? not(isNaN(y)) : y.gt(image.low);
        return image.high == INFINITY ? above : and(above, y.lt(image.high));
    }

    @Override
    public Tensor increasing() {
        return Bijection.always(rises);
    }

    @Override
    public double start() {
        return domain.low;
    }

    @Override
    public double end() {
        return domain.high;
    }
}
