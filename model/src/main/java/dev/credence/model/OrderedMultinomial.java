package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Counts of ordered categories in `n` trials: the [Multinomial] distribution of the probabilities
/// of [OrderedLogistic], for ratings that are given as totals.
public record OrderedMultinomial(Tensor n, Tensor eta, Tensor cutpoints) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("n", n, "eta", eta, "cutpoints", cutpoints);
    }

    @Override
    public OrderedMultinomial withParameters(List<Tensor> parameters) {
        return new OrderedMultinomial(parameters.get(0), parameters.get(1), parameters.get(2));
    }

    @Override
    public Support support() {
        return Support.counts(n);
    }

    @Override
    public List<Condition> conditions() {
        return List.of(new Condition(n.ge(0), "n >= 0"), Cutpoints.ascending(cutpoints));
    }

    /// The log-probabilities of the categories along the last axis.
    private Tensor logs() {
        int last = cutpoints.rank() - 1;
        int count = cutpoints.shape().dim(last);
        if (count == Shape.UNKNOWN) {
            throw new ModelException(
                    "OrderedMultinomial: the number of cutpoints must be known when the graph is built, but their shape is %s"
                            .formatted(cutpoints.shape()));
        }
        var points = cutpoints.rank() == 1 ? cutpoints : expandDims(cutpoints, -2);
        return new OrderedLogistic(expandDims(eta, -1), points).logpInside(arange(count + 1));
    }

    private Multinomial counts() {
        return new Multinomial(n, exp(logs()));
    }

    @Override
    public Tensor supportPoint() {
        return counts().supportPoint();
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var some = value.gt(0);
        var logs = select(some, logs(), constant(0));
        var outcomes = value.times(logs).minus(lgamma(value.plus(1)));
        return lgamma(n.plus(1)).plus(sum(outcomes, -1));
    }

    @Override
    public Optional<Tensor> mean() {
        return counts().mean();
    }

    @Override
    public Optional<Tensor> variance() {
        return counts().variance();
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return counts().draw(key, shape);
    }
}
