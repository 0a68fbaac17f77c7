package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Builds loops in segments: the first of two without gradients, or many of which only the starts
/// are kept.
record LoopSegments(LoopFunctions.ScanStep step, boolean backwards, boolean checkpoints) {

    LoopFunctions.ScanResult run(
            List<Tensor> starts, List<Tensor> sequences, Optional<Integer> steps) {
        if (checkpoints) return checkpointed(starts, sequences, steps);
        return plain(starts, sequences, steps);
    }

    private LoopFunctions.ScanResult plain(
            List<Tensor> starts, List<Tensor> sequences, Optional<Integer> steps) {
        if (sequences.isEmpty() && steps.isPresent()) return Loops.times(step, starts, steps.get());
        var visited = sequences;
        if (steps.isPresent())
            visited = sequences.stream().map(x -> part(x, 0, steps.get())).toList();
        return Loops.over(step, starts, visited, backwards);
    }

    /// The elements that are visited from one step to another; at most [Indexing.Range#END].
    private Tensor part(Tensor x, int from, int to) {
        if (!backwards) return Tensors.slice(x, 0, from, to, 1);
        int start = to == Indexing.Range.END ? 0 : -to;
        return Tensors.slice(x, 0, start, from == 0 ? Indexing.Range.END : -from, 1);
    }

    /// Only the last steps let gradients through.
    LoopFunctions.ScanResult truncated(
            List<Tensor> starts, List<Tensor> sequences, Optional<Integer> steps, int last) {
        int count = count(sequences, steps, "the gradient of a loop is truncated");
        int early = Math.max(0, count - last);
        if (early == 0) return run(starts, sequences, steps);
        var first =
                plain(
                        starts,
                        sequences.stream().map(x -> part(x, 0, early)).toList(),
                        sequences.isEmpty() ? Optional.of(early) : Optional.empty());
        refuseUntil(first, "a truncated gradient");
        var second =
                run(
                        first.carries().stream().map(Tensors::stopGradient).toList(),
                        sequences.stream().map(x -> part(x, early, count)).toList(),
                        sequences.isEmpty() ? Optional.of(count - early) : Optional.empty());
        var rows = new ArrayList<Tensor>();
        for (int i = 0; i < first.rows().size(); i++) {
            var before = Tensors.stopGradient(first.rows().get(i));
            rows.add(joined(before, second.rows().get(i)));
        }
        return new LoopFunctions.ScanResult(second.carries(), rows, Tensors.constant((long) count));
    }

    private Tensor joined(Tensor first, Tensor second) {
        return backwards
                ? Tensors.concatenate(0, second, first)
                : Tensors.concatenate(0, first, second);
    }

    /// A loop of loops: gradients compute the steps of an inner one again from its start.
    private LoopFunctions.ScanResult checkpointed(
            List<Tensor> starts, List<Tensor> sequences, Optional<Integer> steps) {
        int count = count(sequences, steps, "a loop has checkpoints");
        int size = Math.max(1, (int) Math.sqrt(count));
        int whole = count / size;
        int covered = whole * size;
        if (whole < 2) return plain(starts, sequences, steps);
        LoopFunctions.ScanStep segment =
                (carries, elements) -> {
                    var inner =
                            plain(
                                    carries,
                                    elements,
                                    elements.isEmpty() ? Optional.of(size) : Optional.empty());
                    refuseUntil(inner, "checkpoints");
                    return LoopFunctions.Step.of(inner.carries(), inner.rows());
                };
        var blocks =
                sequences.stream().map(x -> segmented(part(x, 0, covered), whole, size)).toList();
        var outer =
                sequences.isEmpty()
                        ? Loops.times(segment, starts, whole)
                        : Loops.over(segment, starts, blocks, backwards);
        var rows = outer.rows().stream().map(r -> flat(r, covered)).toList();
        if (covered == count)
            return new LoopFunctions.ScanResult(
                    outer.carries(), rows, Tensors.constant((long) count));
        var rest =
                plain(
                        outer.carries(),
                        sequences.stream().map(x -> part(x, covered, count)).toList(),
                        sequences.isEmpty() ? Optional.of(count - covered) : Optional.empty());
        var all = new ArrayList<Tensor>();
        for (int i = 0; i < rows.size(); i++) all.add(joined(rows.get(i), rest.rows().get(i)));
        return new LoopFunctions.ScanResult(rest.carries(), all, Tensors.constant((long) count));
    }

    private static Tensor segmented(Tensor x, int segments, int size) {
        var dims = new int[x.rank() + 1];
        dims[0] = segments;
        dims[1] = size;
        for (int axis = 1; axis < x.rank(); axis++) dims[axis + 1] = x.shape().dim(axis);
        return Tensors.reshape(x, dims);
    }

    private static Tensor flat(Tensor rows, int count) {
        var dims = new int[rows.rank() - 1];
        dims[0] = count;
        for (int axis = 2; axis < rows.rank(); axis++) dims[axis - 1] = rows.shape().dim(axis);
        return Tensors.reshape(rows, dims);
    }

    private static int count(List<Tensor> sequences, Optional<Integer> steps, String why) {
        int known =
                sequences.stream()
                        .mapToInt(x -> x.shape().dim(0))
                        .filter(d -> d != Shape.UNKNOWN)
                        .findFirst()
                        .orElse(Shape.UNKNOWN);
        if (steps.isPresent())
            return known == Shape.UNKNOWN ? steps.get() : Math.min(known, steps.get());
        if (known == Shape.UNKNOWN) {
            throw new GraphException(
                            "%s, so the number of steps must be known; the sequences are %s"
                                    .formatted(why, sequences.stream().map(Tensor::type).toList()))
                    .at(SourceLine.here());
        }
        return known;
    }

    private static void refuseUntil(LoopFunctions.ScanResult made, String what) {
        if (made.steps() instanceof Output o && o.apply().op() instanceof Scan) {
            throw new GraphException(
                            "a loop that ends at a condition cannot have %s".formatted(what))
                    .at(SourceLine.here());
        }
    }
}
