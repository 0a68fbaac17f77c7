package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A mixture of distributions of one family, for example `mixture(w, normal(mu, sigma))`: the last
/// axis of the weights and of the family's parameters counts the components.
///
/// @param w the weights, which sum to one along the last axis
/// @param components a distribution of numbers whose last batch axis is as long as that of `w`
public record Mixture(Tensor w, Distribution components) implements Distribution {
    public Mixture {
        int rank = components.supportPoint().rank();
        if (components.eventRank() > 0 || rank == 0 || w.rank() == 0) {
            throw new ModelException(
                    "Mixture: the weights and %s need a last axis of components; theirs have rank %d and %d"
                            .formatted(components.name(), w.rank(), rank));
        }
    }

    @Override
    public String name() {
        return components.name() + "Mixture";
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        var parameters = new LinkedHashMap<>(Parameters.of("w", w));
        parameters.putAll(components.parameters());
        return parameters;
    }

    @Override
    public Mixture withParameters(List<Tensor> parameters) {
        var rest = parameters.subList(1, parameters.size());
        return new Mixture(parameters.getFirst(), components.withParameters(rest));
    }

    /// That of the components unless they differ in their bounds.
    @Override
    public Support support() {
        return GeneralMixture.union(List.of(components.support()));
    }

    @Override
    public List<Condition> conditions() {
        return Parameters.and(GeneralMixture.weights(w), components.conditions());
    }

    @Override
    public Tensor supportPoint() {
        var mean = sum(w.times(components.supportPoint()), -1);
        return support().isDiscrete() ? cast(round(mean), dtype()) : mean;
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return logSumExp(log(w).plus(components.logpGuarded(expandDims(value, -1))), -1);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return components
                .logcdf(expandDims(value, -1))
                .map(logcdf -> checked(logSumExp(log(w).plus(logcdf), -1)));
    }

    @Override
    public Optional<Tensor> mean() {
        return components.mean().map(means -> sum(w.times(means), -1));
    }

    @Override
    public Optional<Tensor> variance() {
        if (components.mean().isEmpty() || components.variance().isEmpty()) return Optional.empty();
        var means = components.mean().orElseThrow();
        var centred = means.minus(expandDims(sum(w.times(means), -1), -1));
        var spread = components.variance().orElseThrow().plus(square(centred));
        return Optional.of(sum(w.times(spread), -1));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var component = new Categorical(w).draw(Draws.fold(key, 0), shape);
        var count = Extent.of(w).lengths().getLast();
        var every = concatenate(0, shape, stack(count));
        var draws = components.draw(Draws.fold(key, 1), every);
        return cast(Categorical.pick(draws, component), dtype());
    }
}
