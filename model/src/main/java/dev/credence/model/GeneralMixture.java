package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A mixture of listed distributions, which may be of different families.
///
/// @param w the weights, as many as components, which sum to one along the last axis
/// @param components all of counts or all of real numbers
public record GeneralMixture(Tensor w, List<Distribution> components) implements Distribution {
    private static final double TOLERANCE = 1e-6;

    public GeneralMixture {
        components = List.copyOf(components);
        long kinds = components.stream().map(Distribution::dtype).distinct().count();
        boolean numbers = components.stream().allMatch(c -> c.eventRank() == 0);
        if (kinds != 1 || !numbers || w.rank() == 0) {
            throw new ModelException(
                    "GeneralMixture: %s and weights of rank %d do not mix; use a vector of weights and components of numbers of one dtype"
                            .formatted(
                                    components.stream().map(Distribution::name).toList(),
                                    w.rank()));
        }
    }

    static Condition weights(Tensor w) {
        var sums = abs(sum(w, -1).minus(1)).le(TOLERANCE);
        return new Condition(and(w.ge(0), expandDims(sums, -1)), "w >= 0 and sum(w) = 1");
    }

    /// The smallest support that holds all those given and does not depend on parameters.
    static Support union(List<Support> supports) {
        var first = supports.getFirst();
        boolean same = supports.stream().allMatch(first::equals);
        if (same && first.bounds().isEmpty()) return first;
        if (supports.stream().allMatch(Support.Positive.class::isInstance))
            return Support.NONNEGATIVE;
        if (!first.isDiscrete()) return Support.REAL;
        return Support.integers(
                constant(Double.NEGATIVE_INFINITY), constant(Double.POSITIVE_INFINITY));
    }

    /// The weights and each component's parameters, with the component's number before the name.
    @Override
    public SequencedMap<String, Tensor> parameters() {
        var parameters = new LinkedHashMap<>(Parameters.of("w", w));
        for (int k = 0; k < components.size(); k++) {
            for (var p : components.get(k).parameters().entrySet()) {
                parameters.put("%d.%s".formatted(k, p.getKey()), p.getValue());
            }
        }
        return parameters;
    }

    @Override
    public GeneralMixture withParameters(List<Tensor> parameters) {
        var changed = new ArrayList<Distribution>();
        int from = 1;
        for (var component : components) {
            int to = from + component.parameters().size();
            changed.add(component.withParameters(parameters.subList(from, to)));
            from = to;
        }
        return new GeneralMixture(parameters.getFirst(), changed);
    }

    @Override
    public Support support() {
        return union(components.stream().map(Distribution::support).toList());
    }

    @Override
    public List<Condition> conditions() {
        var conditions = components.stream().flatMap(c -> c.conditions().stream()).toList();
        return Parameters.and(weights(w), conditions);
    }

    private Tensor weight(int component) {
        return slice(w, w.rank() - 1, component);
    }

    @Override
    public Tensor supportPoint() {
        Tensor mean = constant(0);
        for (int k = 0; k < components.size(); k++) {
            mean = mean.plus(weight(k).times(components.get(k).supportPoint()));
        }
        return support().isDiscrete() ? cast(round(mean), dtype()) : mean;
    }

    @Override
    public Tensor logpInside(Tensor value) {
        Tensor logp = constant(Double.NEGATIVE_INFINITY);
        for (int k = 0; k < components.size(); k++) {
            var term = log(weight(k)).plus(components.get(k).logpGuarded(value));
            logp = k == 0 ? term : logAddExp(logp, term);
        }
        return logp;
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        Tensor total = constant(Double.NEGATIVE_INFINITY);
        for (int k = 0; k < components.size(); k++) {
            var logcdf = components.get(k).logcdf(value);
            if (logcdf.isEmpty()) return Optional.empty();
            var term = log(weight(k)).plus(logcdf.get());
            total = k == 0 ? term : logAddExp(total, term);
        }
        return Optional.of(checked(total));
    }

    @Override
    public Optional<Tensor> mean() {
        return average(components.stream().map(Distribution::mean).toList());
    }

    @Override
    public Optional<Tensor> variance() {
        if (mean().isEmpty()) return Optional.empty();
        var mean = mean().orElseThrow();
        return average(
                components.stream()
                        .map(c ->
                                c.variance()
                                        .map(v ->
                                                v.plus(square(c.mean().orElseThrow().minus(mean)))))
                        .toList());
    }

    private Optional<Tensor> average(List<Optional<Tensor>> terms) {
        if (!terms.stream().allMatch(Optional::isPresent)) return Optional.empty();
        Tensor total = constant(0);
        for (int k = 0; k < terms.size(); k++) {
            total = total.plus(weight(k).times(terms.get(k).orElseThrow()));
        }
        return Optional.of(total);
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        int count = components.size();
        var chosen = new Categorical(w).draw(Draws.fold(key, count), shape);
        var draw = components.getFirst().draw(Draws.fold(key, 0), shape);
        for (int k = 1; k < count; k++) {
            var other = components.get(k).draw(Draws.fold(key, k), shape);
            draw = select(chosen.eq(k), other, draw);
        }
        return cast(draw, dtype());
    }
}
