package dev.credence.model;

import static dev.credence.graph.Tensors.*;
import static dev.credence.graph.arrays.ArrayFunctions.all;

import dev.credence.array.DType;
import dev.credence.graph.Indexing;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.SequencedMap;

/// A path of states 0 to K - 1 along the last axis, each of which depends on the one before.
///
/// @param initial the probabilities of the first state, a vector of length K
/// @param transition the probabilities of the next state, a row for each state, K by K
public record DiscreteMarkovChain(Tensor initial, Tensor transition) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("initial", initial, "transition", transition);
    }

    @Override
    public DiscreteMarkovChain withParameters(List<Tensor> parameters) {
        return new DiscreteMarkovChain(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return new Categorical(initial).support();
    }

    @Override
    public int eventRank() {
        return 1;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                rows("initial", initial),
                Condition.probability("initial", initial),
                rows("transition", transition),
                Condition.probability("transition", transition));
    }

    private static Condition rows(String name, Tensor p) {
        return new Condition(abs(sum(p, -1).minus(1)).le(1e-6), "sum(%s) = 1".formatted(name));
    }

    @Override
    public Tensor supportPoint() {
        return Extent.integer(0);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        int last = value.rank() - 1;
        var first = gather(log(initial), cast(slice(value, last, 0), DType.INT64), 0);
        var from = cast(slice(value, last, 0, -1, 1), DType.INT64);
        var to = cast(slice(value, last, 1, Indexing.Range.END, 1), DType.INT64);
        var count = Extent.of(initial).lengths().getFirst();
        var steps = gather(reshape(log(transition), -1), from.times(count).plus(to), 0);
        return first.plus(sum(steps, -1));
    }

    @Override
    public Tensor logpGuarded(Tensor value) {
        var inside = support().contains(value);
        var path = logpInside(select(inside, value, supportPoint()));
        return select(all(inside, -1), path, constant(Double.NEGATIVE_INFINITY));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        int last = shape.shape().dim(0) - 1;
        var u = Draws.uniform(key, shape);
        var first = Categorical.below(initial, slice(u, last, 0));
        var rest = slice(u, last, 1, Indexing.Range.END, 1);
        var order = new Integer[last + 1];
        for (int i = 1; i <= last; i++) order[i] = i - 1;
        order[0] = last;
        ScanStep step =
                (state, e) -> {
                    var next =
                            Categorical.below(
                                    gather(transition, state.getFirst(), 0), e.getFirst());
                    return Step.of(next).stacking(next);
                };
        var path = scan(step, List.of(first), List.of(dimShuffle(rest, order))).stacked();
        var back = new Integer[last + 1];
        for (int i = 0; i < last; i++) back[i] = i + 1;
        back[last] = 0;
        return concatenate(last, expandDims(first, last), dimShuffle(path, back));
    }
}
