package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The Cauchy distribution with location `alpha` and scale `beta`.
public record Cauchy(Tensor alpha, Tensor beta) implements Distribution {
    private static final double LOG_PI = StrictMath.log(Math.PI);

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("alpha", alpha, "beta", beta);
    }

    @Override
    public Cauchy withParameters(List<Tensor> parameters) {
        return new Cauchy(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("beta", beta));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(alpha, beta);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var z = value.minus(alpha).div(beta);
        return constant(-LOG_PI).minus(log(beta)).minus(log1p(square(z)));
    }

    /// Far below the location `1/2 + arctan(z) / pi` would cancel; there it is `arctan2(1, -z) /
    /// pi`.
    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var z = value.minus(alpha).div(beta);
        var lower = log(arctan2(constant(1), minimum(z, constant(0)).unaryMinus()).div(Math.PI));
        var upper = log1p(arctan2(constant(1), maximum(z, constant(0))).div(-Math.PI));
        return Optional.of(checked(select(z.lt(0), lower, upper)));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(alpha.plus(beta.times(tan(p.minus(0.5).times(Math.PI))))));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return alpha.plus(beta.times(tan(Draws.uniform(key, shape).minus(0.5).times(Math.PI))));
    }
}
