package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The Wald (inverse Gaussian) distribution with mean `mu` and shape `lam`, shifted by `alpha`: of
/// the time a diffusion with drift takes to reach a level.
public record Wald(Tensor mu, Tensor lam, Tensor alpha) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu, "lam", lam, "alpha", alpha);
    }

    @Override
    public Wald withParameters(List<Tensor> parameters) {
        return new Wald(parameters.get(0), parameters.get(1), parameters.get(2));
    }

    @Override
    public Support support() {
        return Support.interval(alpha, constant(Double.POSITIVE_INFINITY));
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("mu", mu), Condition.positive("lam", lam));
    }

    @Override
    public Tensor supportPoint() {
        return alpha.plus(Parameters.broadcast(mu, lam, alpha));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var x = value.minus(alpha);
        var exponent = lam.times(square(x.minus(mu).div(mu))).div(x).times(0.5);
        return log(lam).times(0.5)
                .minus(log(x).times(1.5))
                .minus(exponent)
                .minus(Normal.LOG_SQRT_2_PI);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var above = value.gt(alpha);
        var x = select(above, value.minus(alpha), mu);
        var root = sqrt(lam.div(x));
        var first = Normal.logPhi(root.times(x.div(mu).minus(1)));
        var second =
                Normal.logPhi(root.times(x.div(mu).plus(1)).unaryMinus())
                        .plus(lam.div(mu).times(2));
        var logcdf = logAddExp(first, second);
        return Optional.of(checked(select(above, logcdf, constant(Double.NEGATIVE_INFINITY))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(Parameters.broadcast(mu.plus(alpha), lam));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(Parameters.broadcast(mu.times(square(mu)).div(lam), alpha));
    }

    /// Of the two values that one squared normal variable allows (Michael, Schucany and Haas 1976);
    /// the smaller is written without a difference.
    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var r = square(Draws.normal(Draws.fold(key, 0), shape)).times(mu).div(lam.times(2));
        var part = reciprocal(r.plus(1).plus(sqrt(r.times(r.plus(2)))));
        var u = Draws.uniform(Draws.fold(key, 1), shape);
        return alpha.plus(mu.times(select(u.le(reciprocal(part.plus(1))), part, reciprocal(part))));
    }
}
