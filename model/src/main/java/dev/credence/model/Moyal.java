package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The Moyal distribution with location `mu` and scale `sigma`: of the energy that a fast particle
/// loses in matter, as an approximation.
public record Moyal(Tensor mu, Tensor sigma) implements Distribution {
    private static final double LOG_2 = StrictMath.log(2);
    private static final double SQRT_HALF = Math.sqrt(0.5);

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu, "sigma", sigma);
    }

    @Override
    public Moyal withParameters(List<Tensor> parameters) {
        return new Moyal(parameters.get(0), parameters.get(1));
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
        return z.plus(exp(z.unaryMinus()))
                .times(-0.5)
                .minus(log(sigma))
                .minus(Normal.LOG_SQRT_2_PI);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var root = exp(mu.minus(value).div(sigma).times(0.5));
        var lower = Normal.logPhi(maximum(root, constant(1)).unaryMinus()).plus(LOG_2);
        var upper = log1p(erf(minimum(root, constant(1)).times(SQRT_HALF)).unaryMinus());
        return Optional.of(checked(select(root.gt(1), lower, upper)));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        var root = erfinv(constant(1).minus(p)).div(SQRT_HALF);
        return Optional.of(checked(mu.minus(sigma.times(log(square(root))))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(mu.plus(sigma.times(Gumbel.EULER + Math.log(2))));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(Parameters.broadcast(square(sigma).times(Math.PI * Math.PI / 2), mu));
    }

    /// Minus the log of a squared normal variable.
    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return mu.minus(sigma.times(log(square(Draws.normal(key, shape)))));
    }
}
