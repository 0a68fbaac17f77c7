package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The generalised gamma distribution: `lam` times the `1/p`-th power of a gamma variable of shape
/// `alpha / p`. Exponential, gamma, Weibull, half-normal and chi variables are special cases.
public record GeneralizedGamma(Tensor alpha, Tensor p, Tensor lam) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("alpha", alpha, "p", p, "lam", lam);
    }

    @Override
    public GeneralizedGamma withParameters(List<Tensor> parameters) {
        return new GeneralizedGamma(parameters.get(0), parameters.get(1), parameters.get(2));
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                Condition.positive("alpha", alpha),
                Condition.positive("p", p),
                Condition.positive("lam", lam));
    }

    /// The mode of the logarithm.
    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(lam.times(exp(log(alpha.div(p)).div(p))), alpha, p);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var z = log(value).minus(log(lam));
        return log(p).plus(alpha.times(z))
                .minus(log(value))
                .minus(exp(p.times(z)))
                .minus(lgamma(alpha.div(p)));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var x = LogProbability.positive(value);
        var inside = Gamma.logcdf(alpha.div(p), exp(p.times(log(x).minus(log(lam)))));
        return Optional.of(checked(LogProbability.onPositive(value, inside)));
    }

    @Override
    public Optional<Tensor> icdf(Tensor q) {
        return Optional.of(checked(lam.times(exp(log(gammaincinv(alpha.div(p), q)).div(p)))));
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
        var ratio = lgamma(alpha.plus(power).div(p)).minus(lgamma(alpha.div(p)));
        return exp(ratio.plus(log(lam).times(power)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return lam.times(exp(Draws.logGamma(key, shape, alpha.div(p)).div(p)));
    }
}
