package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The absolute value of a Cauchy variable with location 0 and scale `beta`.
public record HalfCauchy(Tensor beta) implements Distribution {
    private static final double LOG_2_OVER_PI = StrictMath.log(2 / Math.PI);

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("beta", beta);
    }

    @Override
    public HalfCauchy withParameters(List<Tensor> parameters) {
        return new HalfCauchy(parameters.getFirst());
    }

    @Override
    public Support support() {
        return Support.NONNEGATIVE;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("beta", beta));
    }

    @Override
    public Tensor supportPoint() {
        return beta;
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return constant(LOG_2_OVER_PI).minus(log(beta)).minus(log1p(square(value.div(beta))));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var z = maximum(value.div(beta), constant(0));
        var near = log(arctan(minimum(z, constant(1))).times(2 / Math.PI));
        var far = log1p(arctan(reciprocal(maximum(z, constant(1)))).times(-2 / Math.PI));
        return Optional.of(checked(select(z.lt(1), near, far)));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(beta.times(tan(p.times(Math.PI / 2)))));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return beta.times(tan(Draws.uniform(key, shape).times(Math.PI / 2)));
    }
}
