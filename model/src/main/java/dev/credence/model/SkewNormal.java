package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The skew normal distribution with location `mu`, scale `sigma` and slant `alpha`: the normal one
/// where `alpha` is 0 (Azzalini 1985).
public record SkewNormal(Tensor mu, Tensor sigma, Tensor alpha) implements Distribution {
    private static final double LOG_2 = StrictMath.log(2);
    private static final double LOG_HALF = -LOG_2;

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu, "sigma", sigma, "alpha", alpha);
    }

    @Override
    public SkewNormal withParameters(List<Tensor> parameters) {
        return new SkewNormal(parameters.get(0), parameters.get(1), parameters.get(2));
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
        return Parameters.broadcast(mu, sigma, alpha);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var z = value.minus(mu).div(sigma);
        return new Normal(mu, sigma)
                .logpInside(value)
                .plus(Normal.logPhi(alpha.times(z)))
                .plus(LOG_2);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var z = value.minus(mu).div(sigma);
        var below = SkewNormalTail.logBelow(z, alpha);
        var above = SkewNormalTail.logBelow(z.unaryMinus(), alpha.unaryMinus());
        var small = below.lt(LOG_HALF);
        var right =
                log1p(exp(select(small, constant(Double.NEGATIVE_INFINITY), above)).unaryMinus());
        return Optional.of(checked(select(small, below, right)));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(mu.plus(sigma.times(slant()).times(Math.sqrt(2 / Math.PI))));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(
                Parameters.broadcast(
                        square(sigma).times(constant(1).minus(square(slant()).times(2 / Math.PI))),
                        mu));
    }

    private Tensor slant() {
        return alpha.div(sqrt(square(alpha).plus(1)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var half = abs(Draws.normal(Draws.fold(key, 0), shape)).times(alpha);
        var sum = half.plus(Draws.normal(Draws.fold(key, 1), shape));
        return mu.plus(sigma.times(sum.div(sqrt(square(alpha).plus(1)))));
    }
}
