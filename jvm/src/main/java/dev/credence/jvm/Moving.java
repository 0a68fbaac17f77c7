package dev.credence.jvm;

import dev.credence.graph.Elementwise;
import dev.credence.graph.Indexing;
import dev.credence.graph.InnerGraph;
import dev.credence.graph.Reduction;
import dev.credence.graph.Scan;
import dev.credence.graph.View;

import java.util.Optional;

/// Which inputs and outputs of the step of a loop are parts of larger arrays that begin elsewhere
/// in each step: the elements of its sequences and its rows. The step finds where in an array of
/// integers that is one more input.
///
/// @param bases the place of that array among the inputs
/// @param firstInput the first input that moves; those after it do too, as many as `inputs`
/// @param firstOutput the first output that moves; those after it do too, as many as `outputs`
record Moving(int bases, int firstInput, int inputs, int firstOutput, int outputs) {
    /// The moving parts of a loop, if its step is such that it can find them: with vector code,
    /// which does not mind where a run begins, and without calls.
    static Optional<Moving> of(Scan scan, Settings settings) {
        boolean plain =
                scan.body().graph().nodes().stream()
                        .allMatch(n ->
                                switch (n.op()) {
                                    case Elementwise f -> f.method().isEmpty();
                                    case Reduction _, View _ -> true;
                                    case Indexing.Slice _, Indexing.SetSlice _ -> true;
                                    default -> false;
                                });
        return plain && settings.wide().isPresent() && isWide(scan.body())
                ? Optional.of(
                        new Moving(
                                scan.body().inputs().size(),
                                scan.carries(),
                                scan.sequences(),
                                scan.carries(),
                                scan.stacked()))
                : Optional.empty();
    }

    /// Whether no number of a step is of a kind that is kept in a wider one.
    private static boolean isWide(InnerGraph body) {
        return body.inputs().stream().allMatch(x -> Kind.isOwn(x.dtype()))
                && body.graph().nodes().stream()
                        .flatMap(n -> n.outputs().stream())
                        .allMatch(x -> Kind.isOwn(x.dtype()));
    }

    /// How many bases there are.
    int count() {
        return inputs + outputs;
    }

    /// Where an input finds its base.
    Optional<Slot.Base> input(int index) {
        int at = index - firstInput;
        return at >= 0 && at < inputs ? Optional.of(new Slot.Base(bases, at)) : Optional.empty();
    }

    /// Where an output finds its base.
    Optional<Slot.Base> output(int index) {
        int at = index - firstOutput;
        return at >= 0 && at < outputs
                ? Optional.of(new Slot.Base(bases, inputs + at))
                : Optional.empty();
    }
}
