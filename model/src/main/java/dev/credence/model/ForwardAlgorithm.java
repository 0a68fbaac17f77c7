package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Indexing;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.function.UnaryOperator;

/// Sums over the paths of a Markov chain, and draws them, by the forward algorithm (Rabiner 1989).
///
/// @param initial the log-probabilities of the first state
/// @param transition the log-probabilities of the next one, a row for each state
/// @param weights the log of what each state weighs at each time: time first, states last
record ForwardAlgorithm(Tensor initial, Tensor transition, Tensor weights) {
    /// @param stacked weights with states first and time last
    /// @param inValues replaces random variables in the chain's parameters
    static ForwardAlgorithm of(
            Distribution distribution, Tensor stacked, UnaryOperator<Tensor> inValues) {
        var chain = (DiscreteMarkovChain) distribution;
        int rank = stacked.rank();
        var order = new Integer[rank];
        order[0] = rank - 1;
        for (int i = 1; i < rank - 1; i++) order[i] = i;
        order[rank - 1] = 0;
        return new ForwardAlgorithm(
                log(inValues.apply(chain.initial())),
                log(inValues.apply(chain.transition())),
                dimShuffle(stacked, order));
    }

    private Tensor start() {
        return weights.get(0).plus(initial);
    }

    private Tensor later() {
        return slice(weights, 0, 1, Indexing.Range.END, 1);
    }

    private Tensor forward(Tensor before, Tensor weight) {
        var paths = expandDims(before, -1).plus(transition);
        return logSumExp(paths, paths.rank() - 2).plus(weight);
    }

    /// The log of the sum over all paths.
    Tensor logTotal() {
        ScanStep step = (c, e) -> Step.of(forward(c.getFirst(), e.getFirst()));
        return logSumExp(scan(step, List.of(start()), List.of(later())).carry(), -1);
    }

    /// A path drawn given the weights, time last: forward sums, then states from the last on.
    ///
    /// @param uniform draws of a shape, uniform between 0 and 1, other ones at each call
    Tensor path(UnaryOperator<Tensor> uniform) {
        ScanStep sums =
                (c, e) -> Step.of(forward(c.getFirst(), e.getFirst())).stacking(c.getFirst());
        var forward = scan(sums, List.of(start()), List.of(later()));
        var last = drawn(forward.carry(), uniform.apply(withoutLast(forward.carry())));
        var earlier = forward.stacked();
        ScanStep back =
                (c, e) -> {
                    var toNext = gather(transition.transpose(), c.getFirst(), 0);
                    var state = drawn(e.get(0).plus(toNext), e.get(1));
                    return Step.of(state).stacking(state);
                };
        var sequences = List.of(earlier, uniform.apply(withoutLast(earlier)));
        var rest = scanReversed(back, List.of(last), sequences).stacked();
        var path = concatenate(0, rest, expandDims(last, 0));
        var order = new Integer[path.rank()];
        for (int i = 0; i < order.length; i++) order[i] = (i + 1) % order.length;
        return dimShuffle(path, order);
    }

    private static Tensor withoutLast(Tensor x) {
        return slice(shapeOf(x), 0, 0, -1, 1);
    }

    private static Tensor drawn(Tensor logWeights, Tensor u) {
        return Categorical.below(probabilities(logWeights), u);
    }

    /// Weights along the last axis as probabilities.
    static Tensor probabilities(Tensor logWeights) {
        return exp(logWeights.minus(expandDims(logSumExp(logWeights, -1), -1)));
    }
}
