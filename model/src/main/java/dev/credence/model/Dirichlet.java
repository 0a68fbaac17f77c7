package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The Dirichlet distribution over probability vectors, with concentrations `a` along the last
/// axis.
public record Dirichlet(Tensor a) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("a", a);
    }

    @Override
    public Dirichlet withParameters(List<Tensor> parameters) {
        return new Dirichlet(parameters.getFirst());
    }

    @Override
    public Support support() {
        return Support.SIMPLEX;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("a", a));
    }

    @Override
    public Tensor supportPoint() {
        return a.div(expandDims(sum(a, -1), -1));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var normaliser = lgamma(sum(a, -1)).minus(sum(lgamma(a), -1));
        return sum(a.minus(1).times(log(value)), -1).plus(normaliser);
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(supportPoint());
    }

    @Override
    public Optional<Tensor> variance() {
        var mean = supportPoint();
        var total = expandDims(sum(a, -1), -1);
        return Optional.of(mean.times(constant(1).minus(mean)).div(total.plus(1)));
    }

    /// Gamma variables over their sum, kept in logs so that small concentrations do not vanish.
    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var logs = Draws.logGamma(key, shape, a);
        var weights = exp(logs.minus(expandDims(max(logs, -1), -1)));
        return weights.div(expandDims(sum(weights, -1), -1));
    }
}
