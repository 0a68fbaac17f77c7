package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The Pareto distribution: a power law with exponent `-alpha - 1` above the smallest value `m`.
public record Pareto(Tensor alpha, Tensor m) implements Distribution {
    private static final double LOG_2 = StrictMath.log(2);

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("alpha", alpha, "m", m);
    }

    @Override
    public Pareto withParameters(List<Tensor> parameters) {
        return new Pareto(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.interval(m, constant(Double.POSITIVE_INFINITY));
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("alpha", alpha), Condition.positive("m", m));
    }

    /// The median.
    @Override
    public Tensor supportPoint() {
        return m.times(exp(reciprocal(alpha).times(LOG_2)));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return log(alpha).minus(log(value)).minus(alpha.times(log(value.div(m))));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return Optional.of(
                checked(
                        log1mexp(
                                alpha.times(log(maximum(value.div(m), constant(1))))
                                        .unaryMinus())));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(m.times(exp(log1p(p.unaryMinus()).div(alpha).unaryMinus()))));
    }

    /// Infinite up to `alpha` of one.
    @Override
    public Optional<Tensor> mean() {
        var some = alpha.gt(1);
        var finite = m.times(alpha).div(select(some, alpha.minus(1), constant(1)));
        return Optional.of(select(some, finite, constant(Double.POSITIVE_INFINITY)));
    }

    /// Infinite up to `alpha` of two.
    @Override
    public Optional<Tensor> variance() {
        var some = alpha.gt(2);
        var less = select(some, alpha, constant(3));
        var finite = square(m.div(less.minus(1))).times(less).div(less.minus(2));
        return Optional.of(select(some, finite, constant(Double.POSITIVE_INFINITY)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return m.times(exp(Draws.exponential(key, shape).div(alpha)));
    }
}
