package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Inverts distribution functions by bisection, where no formula does.
final class Quantile {
    private static final int STEPS = 64;
    private static final double LARGEST = 0x1p53;
    private static final double FARTHEST = 700;

    /// What rounding may take from a distribution function of counts.
    private static final double ROUNDING = 1e-14;

    private Quantile() {}

    /// Empty for vectors and where the distribution function is not known.
    static Optional<Tensor> of(Distribution d, Tensor p) {
        boolean known = d.eventRank() == 0 && d.logcdf(d.supportPoint()).isPresent();
        if (!known) return Optional.empty();
        return switch (d.support()) {
            case Support.NonNegativeInteger s ->
                    Optional.of(count(d, p, constant(0), constant(LARGEST)));
            case Support.IntegerRange s -> Optional.of(count(d, p, s.lower(), s.upper()));
            case Support.Real s -> Optional.of(number(d, p, y -> sinh(y)));
            default ->
                    d.support().isDiscrete()
                            ? Optional.empty()
                            : d.support().transform().map(t -> number(d, p, t::backward));
        };
    }

    private static Tensor zeros(Distribution d, Tensor p) {
        return cast(Parameters.broadcast(p, d.supportPoint()), DType.FLOAT64).times(0);
    }

    /// The smallest integer below or at which lies the probability `p`.
    private static Tensor count(Distribution d, Tensor p, Tensor lower, Tensor upper) {
        var enough = p.times(1 - ROUNDING);
        var zeros = zeros(d, p);
        var low = zeros.plus(maximum(lower, constant(-LARGEST)).minus(1));
        var high = zeros.plus(minimum(upper, constant(LARGEST)));
        var ends =
                forLoop(
                        STEPS,
                        (k, bracket) -> {
                            var middle = floor(bracket.get(0).plus(bracket.get(1)).times(0.5));
                            var below = exp(d.logcdf(middle).orElseThrow()).lt(enough);
                            return List.of(
                                    select(below, middle, bracket.get(0)),
                                    select(below, bracket.get(1), middle));
                        },
                        List.of(low, high));
        return cast(ends.get(1), DType.INT64);
    }

    /// Bisection on the way from `-FARTHEST` to `FARTHEST`, then a step of Newton's, which also
    /// gives the derivatives.
    private static Tensor number(Distribution d, Tensor p, UnaryOperator<Tensor> backward) {
        var logp = log(p);
        var zeros = zeros(d, p);
        var ends =
                forLoop(
                        STEPS,
                        (k, bracket) -> {
                            var middle = bracket.get(0).plus(bracket.get(1)).times(0.5);
                            var x = backward.apply(middle);
                            var below = d.logcdf(x).orElseThrow().lt(logp);
                            return List.of(
                                    select(below, middle, bracket.get(0)),
                                    select(below, bracket.get(1), middle));
                        },
                        List.of(zeros.minus(FARTHEST), zeros.plus(FARTHEST)));
        var x = stopGradient(backward.apply(ends.get(1)));
        var logcdf = d.logcdf(x).orElseThrow();
        var step = logp.minus(logcdf).times(exp(logcdf.minus(d.logpGuarded(x))));
        return x.plus(select(isFinite(step), step, constant(0)));
    }
}
