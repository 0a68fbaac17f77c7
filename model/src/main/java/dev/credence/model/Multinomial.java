package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Indexing;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// How often each of K outcomes occurs in `n` trials, with probabilities `p` along the last axis.
public record Multinomial(Tensor n, Tensor p) implements Distribution {
    private static final double TOLERANCE = 1e-6;

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("n", n, "p", p);
    }

    @Override
    public Multinomial withParameters(List<Tensor> parameters) {
        return new Multinomial(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.counts(n);
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                new Condition(n.ge(0), "n >= 0"),
                Condition.probability("p", p),
                new Condition(abs(sum(p, -1).minus(1)).le(TOLERANCE), "sum(p) = 1"));
    }

    @Override
    public Tensor supportPoint() {
        return expected(n, p);
    }

    /// Integers near `n p` whose sum is `n`: the steps of the rounded cumulative sums.
    static Tensor expected(Tensor n, Tensor p) {
        var sums = round(expandDims(n, -1).times(Categorical.cumulative(p)));
        int last = sums.rank() - 1;
        var first = slice(sums, last, 0, 1, 1);
        var steps = slice(sums, last, 1, Indexing.Range.END, 1).minus(slice(sums, last, 0, -1, 1));
        return cast(concatenate(last, first, steps), DType.INT64);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var outcomes = xlogy(value, p).minus(lgamma(value.plus(1)));
        return lgamma(n.plus(1)).plus(sum(outcomes, -1));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(expandDims(n, -1).times(p));
    }

    @Override
    public Optional<Tensor> variance() {
        var counts = expandDims(n, -1).times(p);
        return Optional.of(counts.times(constant(1).minus(p)));
    }

    /// Each count is binomial given those before it.
    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        int last = p.rank() - 1;
        int outcomes = p.shape().dim(last);
        if (outcomes == Shape.UNKNOWN) {
            throw new ModelException(
                    "Multinomial: draws need the number of outcomes when the graph is built, but p has the shape %s"
                            .formatted(p.shape()));
        }
        var events = slice(shape, 0, 0, -1, 1);
        var counts = new Tensor[outcomes];
        var left = cast(broadcastTo(n, events), DType.INT64);
        Tensor probability = constant(1);
        for (int k = 0; k < outcomes - 1; k++) {
            var share = slice(p, last, k);
            var ratio = select(share.lt(probability), share.div(probability), constant(1));
            counts[k] = Draws.binomial(Draws.fold(key, k), events, left, ratio);
            left = left.minus(counts[k]);
            probability = probability.minus(share);
        }
        counts[outcomes - 1] = left;
        for (int k = 0; k < outcomes; k++) counts[k] = expandDims(counts[k], -1);
        return concatenate(counts[0].rank() - 1, counts);
    }
}
