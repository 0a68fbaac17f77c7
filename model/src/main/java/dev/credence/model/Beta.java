package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The beta distribution on (0, 1) with density proportional to `x^(alpha - 1) (1 - x)^(beta - 1)`.
public record Beta(Tensor alpha, Tensor beta) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("alpha", alpha, "beta", beta);
    }

    @Override
    public Beta withParameters(List<Tensor> parameters) {
        return new Beta(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.UNIT_INTERVAL;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("alpha", alpha), Condition.positive("beta", beta));
    }

    @Override
    public Tensor supportPoint() {
        return alpha.div(alpha.plus(beta));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var logs =
                alpha.minus(1)
                        .times(log(value))
                        .plus(beta.minus(1).times(log1p(value.unaryMinus())));
        return logs.plus(lgamma(alpha.plus(beta))).minus(lgamma(alpha)).minus(lgamma(beta));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var x = LogProbability.positive(value);
        var inside = select(x.lt(1), x, constant(0.5));
        var logcdf = LogProbability.of(betainc(alpha, beta, inside), betaincc(alpha, beta, inside));
        var below = select(value.lt(1), logcdf, constant(0));
        return Optional.of(checked(LogProbability.onPositive(value, below)));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(betaincinv(alpha, beta, p)));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(alpha.div(alpha.plus(beta)));
    }

    @Override
    public Optional<Tensor> variance() {
        var total = alpha.plus(beta);
        return Optional.of(alpha.times(beta).div(square(total)).div(total.plus(1)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var one = Draws.logGamma(Draws.fold(key, 0), shape, alpha);
        var two = Draws.logGamma(Draws.fold(key, 1), shape, beta);
        return sigmoid(one.minus(two));
    }
}
