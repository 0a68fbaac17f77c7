package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The number of successes in `n` trials whose common probability is beta distributed.
public record BetaBinomial(Tensor n, Tensor alpha, Tensor beta) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("n", n, "alpha", alpha, "beta", beta);
    }

    @Override
    public BetaBinomial withParameters(List<Tensor> parameters) {
        return new BetaBinomial(parameters.get(0), parameters.get(1), parameters.get(2));
    }

    @Override
    public Support support() {
        return Support.integers(constant(0), n);
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                new Condition(n.ge(0), "n >= 0"),
                Condition.positive("alpha", alpha),
                Condition.positive("beta", beta));
    }

    @Override
    public Tensor supportPoint() {
        return cast(round(n.times(alpha.div(alpha.plus(beta)))), DType.INT64);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var failures = n.minus(value);
        var ratio =
                LogGamma.rise(alpha, value)
                        .plus(LogGamma.rise(beta, failures))
                        .minus(LogGamma.rise(alpha.plus(beta), n));
        return LogGamma.choose(n, value).plus(ratio);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return Optional.of(checked(CountSums.logcdf(this, n, value)));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(n.times(alpha.div(alpha.plus(beta))));
    }

    @Override
    public Optional<Tensor> variance() {
        var total = alpha.plus(beta);
        var single = alpha.times(beta).div(square(total)).div(total.plus(1));
        return Optional.of(n.times(single).times(total.plus(n)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var up = Draws.logGamma(Draws.fold(key, 0), shape, alpha);
        var down = Draws.logGamma(Draws.fold(key, 1), shape, beta);
        return Draws.binomial(Draws.fold(key, 2), shape, n, sigmoid(up.minus(down)));
    }
}
