package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The sum of a normal variable with mean `mu` and standard deviation `sigma` and an exponential
/// one with mean `nu`: for reaction times.
public record ExGaussian(Tensor mu, Tensor sigma, Tensor nu) implements Distribution {
    private static final double SQRT_HALF = Math.sqrt(0.5);

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu, "sigma", sigma, "nu", nu);
    }

    @Override
    public ExGaussian withParameters(List<Tensor> parameters) {
        return new ExGaussian(parameters.get(0), parameters.get(1), parameters.get(2));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("sigma", sigma), Condition.positive("nu", nu));
    }

    @Override
    public Tensor supportPoint() {
        return mu.plus(Parameters.broadcast(nu, mu, sigma));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return logRatio(value).minus(log(nu));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var below = Normal.logPhi(value.minus(mu).div(sigma));
        return Optional.of(checked(below.plus(log1mexp(logRatio(value).minus(below)))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(Parameters.broadcast(mu.plus(nu), sigma));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(Parameters.broadcast(square(sigma).plus(square(nu)), mu));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return mu.plus(sigma.times(Draws.normal(Draws.fold(key, 0), shape)))
                .plus(nu.times(Draws.exponential(Draws.fold(key, 1), shape)));
    }

    /// The log of `nu` times the density. In the lower tail the squares of the exponent cancel
    /// against those of the normal distribution function, so they are taken out of both; each side
    /// is clamped to its own range.
    private Tensor logRatio(Tensor value) {
        var z = value.minus(mu).div(sigma);
        var rate = sigma.div(nu);
        var w = z.minus(rate);
        var low = minimum(w, constant(-1));
        var left = log(erfcx(low.times(-SQRT_HALF)).times(0.5)).minus(square(z).times(0.5));
        var right =
                Normal.logPhi(maximum(w, constant(-1)))
                        .plus(square(rate).times(0.5))
                        .minus(z.times(rate));
        return select(w.lt(-1), left, right);
    }
}
