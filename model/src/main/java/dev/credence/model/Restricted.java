package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.SequencedMap;

/// A density cut off outside a smaller support and not normalised anew.
///
/// @param base the density
/// @param support the smaller support, for example [Support#ORDERED]
record Restricted(Distribution base, Support support) implements Distribution {
    @Override
    public String name() {
        return base.name();
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return base.parameters();
    }

    @Override
    public Distribution withParameters(List<Tensor> parameters) {
        return new Restricted(base.withParameters(parameters), support);
    }

    @Override
    public int eventRank() {
        return Math.max(base.eventRank(), support.eventRank());
    }

    @Override
    public List<Condition> conditions() {
        return base.conditions();
    }

    @Override
    public Tensor supportPoint() {
        return base.supportPoint();
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var logp = base.logpInside(value);
        for (int rank = base.eventRank(); rank < eventRank(); rank++) {
            logp = sum(logp, logp.rank() - 1);
        }
        return logp;
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        throw new ModelException(
                "%s restricted to %s values has no draws; sample it with NUTS"
                        .formatted(base.name(), support));
    }
}
