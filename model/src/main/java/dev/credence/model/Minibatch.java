package dev.credence.model;

import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A distribution of which only some of the observations are at hand: its log-density is scaled up
/// to all of them, so that its mean over random batches is that of all.
///
/// @param base the distribution of the observations
/// @param total how many events there are in all
public record Minibatch(Distribution base, Tensor total) implements Distribution {
    @Override
    public String name() {
        return base.name() + "Minibatch";
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        var parameters = new LinkedHashMap<>(base.parameters());
        parameters.put("total size", total);
        return parameters;
    }

    @Override
    public boolean parametersBroadcast() {
        return base.parametersBroadcast();
    }

    @Override
    public Minibatch withParameters(List<Tensor> parameters) {
        int own = parameters.size() - 1;
        return new Minibatch(base.withParameters(parameters.subList(0, own)), parameters.get(own));
    }

    @Override
    public Support support() {
        return base.support();
    }

    @Override
    public int eventRank() {
        return base.eventRank();
    }

    @Override
    public List<Condition> conditions() {
        return Parameters.and(new Condition(total.gt(0), "total size > 0"), base.conditions());
    }

    @Override
    public Tensor supportPoint() {
        return base.supportPoint();
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return scaled(base.logpInside(value));
    }

    @Override
    public Tensor logpGuarded(Tensor value) {
        return scaled(base.logpGuarded(value));
    }

    private Tensor scaled(Tensor logp) {
        Tensor count = Extent.integer(1);
        for (var length : Extent.of(logp).lengths()) count = count.times(length);
        return logp.times(Tensors.divide(total, count));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return base.logcdf(value);
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return base.icdf(p);
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return base.draw(key, shape);
    }
}
