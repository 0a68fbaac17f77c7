package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Counts with mean `mu` and variance `mu + mu^2 / alpha`: a Poisson distribution whose mean is
/// gamma distributed with shape `alpha`.
public record NegativeBinomial(Tensor mu, Tensor alpha) implements Distribution, ZeroTruncated {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu, "alpha", alpha);
    }

    @Override
    public NegativeBinomial withParameters(List<Tensor> parameters) {
        return new NegativeBinomial(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.NONNEGATIVE_INTEGER;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(new Condition(mu.ge(0), "mu >= 0"), Condition.positive("alpha", alpha));
    }

    @Override
    public Tensor supportPoint() {
        return cast(floor(Parameters.broadcast(mu, alpha)), DType.INT64);
    }

    /// `alpha log(alpha / (alpha + mu))` is written with log1p, and the gamma functions as one,
    /// since for large `alpha` their difference is small.
    @Override
    public Tensor logpInside(Tensor value) {
        var counts = xlogy(value, mu.div(mu.plus(alpha)));
        var none = alpha.times(log1p(mu.div(alpha)));
        return LogGamma.rise(alpha, value).minus(lgamma(value.plus(1))).plus(counts).minus(none);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var count = maximum(floor(value), constant(0)).plus(1);
        var success = mu.div(mu.plus(alpha));
        var logcdf =
                LogProbability.of(betaincc(count, alpha, success), betainc(count, alpha, success));
        return Optional.of(
                checked(select(value.ge(0), logcdf, constant(Double.NEGATIVE_INFINITY))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(Parameters.broadcast(mu, alpha));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(mu.plus(square(mu).div(alpha)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var mean = exp(Draws.logGamma(Draws.fold(key, 0), shape, alpha)).times(mu.div(alpha));
        return Draws.poisson(Draws.fold(key, 1), shape, mean);
    }

    /// The first arrival before time one of a Poisson process whose rate is gamma distributed, then
    /// the others under the rate that this arrival suggests.
    @Override
    public Tensor drawPositive(Tensor key, Tensor shape) {
        var rate = alpha.div(mu);
        var none = expm1(alpha.times(log1p(mu.div(alpha))).unaryMinus());
        var u = Draws.uniform(Draws.fold(key, 0), shape);
        var logSurvival = log1p(u.times(none));
        var first = minimum(rate.times(expm1(logSurvival.div(alpha).unaryMinus())), constant(1));
        var gamma = exp(Draws.logGamma(Draws.fold(key, 1), shape, alpha.plus(1)));
        var rest = gamma.div(rate.plus(first)).times(constant(1).minus(first));
        return Draws.poisson(Draws.fold(key, 2), shape, rest).plus(Extent.integer(1));
    }
}
