package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The number of successes in `n` trials of probability `sigmoid(eta)`: the form for regressions.
public record BinomialLogit(Tensor n, Tensor eta) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("n", n, "eta", eta);
    }

    @Override
    public BinomialLogit withParameters(List<Tensor> parameters) {
        return new BinomialLogit(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.integers(constant(0), n);
    }

    @Override
    public List<Condition> conditions() {
        return List.of(new Condition(n.ge(0), "n >= 0"));
    }

    @Override
    public String name() {
        return "Binomial";
    }

    @Override
    public Tensor supportPoint() {
        return cast(round(n.times(sigmoid(eta))), DType.INT64);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return LogGamma.choose(n, value).plus(eta.times(value)).minus(n.times(softplus(eta)));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return new Binomial(n, sigmoid(eta)).logcdf(value);
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(n.times(sigmoid(eta)));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(n.times(sigmoid(eta)).times(sigmoid(eta.unaryMinus())));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return Draws.binomial(key, shape, n, sigmoid(eta));
    }
}
