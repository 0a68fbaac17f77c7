package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.SequencedMap;

/// The gamma distribution with shape `alpha` and rate `beta`, mean `alpha / beta`.
public record Gamma(Tensor alpha, Tensor beta) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("alpha", alpha, "beta", beta);
    }

    @Override
    public Gamma withParameters(List<Tensor> parameters) {
        return new Gamma(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("alpha", alpha), Condition.positive("beta", beta));
    }

    @Override
    public Tensor supportPoint() {
        return alpha.div(beta);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return LogGamma.density(alpha, value.times(beta)).plus(log(beta));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return exp(Draws.logGamma(key, shape, alpha)).div(beta);
    }
}
