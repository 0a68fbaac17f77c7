package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The Weibull distribution with shape `alpha` and scale `beta`: of times until a failure.
public record Weibull(Tensor alpha, Tensor beta) implements Distribution {
    private static final double LOG_2 = StrictMath.log(2);

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("alpha", alpha, "beta", beta);
    }

    @Override
    public Weibull withParameters(List<Tensor> parameters) {
        return new Weibull(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.NONNEGATIVE;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("alpha", alpha), Condition.positive("beta", beta));
    }

    /// The median.
    @Override
    public Tensor supportPoint() {
        return beta.times(pow(constant(LOG_2), reciprocal(alpha)));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var z = value.div(beta);
        return log(alpha.div(beta)).plus(xlogy(alpha.minus(1), z)).minus(pow(z, alpha));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return Optional.of(
                checked(log1mexp(pow(maximum(value, constant(0)).div(beta), alpha).unaryMinus())));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(
                checked(beta.times(pow(log1p(p.unaryMinus()).unaryMinus(), reciprocal(alpha)))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(moment(1));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(moment(2).minus(square(moment(1))));
    }

    private Tensor moment(int power) {
        var mean = exp(lgamma(reciprocal(alpha).times(power).plus(1)));
        return mean.times(power == 1 ? beta : square(beta));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return beta.times(pow(Draws.exponential(key, shape), reciprocal(alpha)));
    }
}
