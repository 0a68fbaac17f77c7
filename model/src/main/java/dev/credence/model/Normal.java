package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The normal distribution with mean `mu` and standard deviation `sigma`.
public record Normal(Tensor mu, Tensor sigma) implements Distribution {
    static final double LOG_SQRT_2_PI = 0.9189385332046727;
    private static final double SQRT_HALF = Math.sqrt(0.5);

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu, "sigma", sigma);
    }

    @Override
    public Normal withParameters(List<Tensor> parameters) {
        return new Normal(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("sigma", sigma));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(mu, sigma);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var z = value.minus(mu).div(sigma);
        return square(z).times(-0.5).minus(log(sigma)).minus(LOG_SQRT_2_PI);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return Optional.of(checked(logPhi(value.minus(mu).div(sigma))));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(mu.plus(sigma.times(ndtri(p)))));
    }

    /// The log of the standard normal distribution function, accurate in both tails; each side is
    /// clamped to its own range so that the other's gradient stays finite.
    static Tensor logPhi(Tensor z) {
        var low = minimum(z, constant(-1));
        var high = maximum(z, constant(-1));
        var left = log(erfcx(low.times(-SQRT_HALF)).times(0.5)).minus(square(low).times(0.5));
        var right = log1p(erfc(high.times(SQRT_HALF)).times(-0.5));
        return select(z.lt(-1), left, right);
    }

    /// The log of the standard normal probability between `a` and the larger `b`, taken in the
    /// lower tail, where the two keep their digits.
    static Tensor logPhiBetween(Tensor a, Tensor b) {
        var mirrored = a.gt(0);
        var low = logPhi(select(mirrored, b.unaryMinus(), a));
        var high = logPhi(select(mirrored, a.unaryMinus(), b));
        return high.plus(log1mexp(low.minus(high)));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(Parameters.broadcast(mu, sigma));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(Parameters.broadcast(square(sigma), mu));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return mu.plus(sigma.times(Draws.normal(key, shape)));
    }
}
