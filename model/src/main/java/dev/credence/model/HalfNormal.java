package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The absolute value of a normal variable with mean 0 and standard deviation `sigma`.
public record HalfNormal(Tensor sigma) implements Distribution {
    private static final double LOG_SQRT_2_OVER_PI = 0.5 * StrictMath.log(2 / Math.PI);
    private static final double SQRT_HALF = Math.sqrt(0.5);

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("sigma", sigma);
    }

    @Override
    public HalfNormal withParameters(List<Tensor> parameters) {
        return new HalfNormal(parameters.getFirst());
    }

    @Override
    public Support support() {
        return Support.NONNEGATIVE;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("sigma", sigma));
    }

    @Override
    public Tensor supportPoint() {
        return sigma;
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return square(value.div(sigma)).times(-0.5).minus(log(sigma)).plus(LOG_SQRT_2_OVER_PI);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var z = maximum(value.div(sigma), constant(0)).times(SQRT_HALF);
        var near = log(erf(minimum(z, constant(1))));
        var far = log1p(erfc(maximum(z, constant(1))).unaryMinus());
        return Optional.of(checked(select(z.lt(1), near, far)));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(sigma.times(Math.sqrt(2)).times(erfinv(p))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(sigma.times(Math.sqrt(2 / Math.PI)));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(square(sigma).times(1 - 2 / Math.PI));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return sigma.times(abs(Draws.normal(key, shape)));
    }
}
