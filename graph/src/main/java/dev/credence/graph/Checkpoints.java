package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A loop of loops: gradients keep the carries before each inner loop, and compute its steps again
/// from there.
///
/// @param step the step of the inner loops
/// @param order how elements are visited
/// @param size how many steps an inner loop makes
/// @param whole how many inner loops of that size there are
record Checkpoints(RecordedStep step, VisitOrder order, StepCount size, StepCount whole) {

    static Checkpoints of(RecordedStep step, VisitOrder order) {
        var size = order.count().root().orMore(StepCount.of(1));
        return new Checkpoints(step, order, size, order.count().by(size));
    }

    /// Whether there is nothing to save.
    boolean areIdle() {
        return whole.known().orElse(2) < 2;
    }

    LoopFunctions.ScanResult run(List<Tensor> starts, List<Tensor> sequences) {
        var covered = whole.times(size);
        var zero = StepCount.of(0);
        var count = order.count();
        boolean ends = step.until().isPresent();
        var inner = ends ? step.telling() : step;
        var given = new ArrayList<>(starts);
        if (ends) given.add(inner.starts().getLast());
        var blocks = order.part(sequences, zero, covered).stream().map(this::blocks).toList();
        var outer = outer(inner, given, blocks);
        var carries = outer.carries().subList(0, given.size());
        var rows = outer.rows().stream().map(r -> flat(r, covered)).toList();
        var done = ends ? outer.carries().getLast() : covered.number();
        var rest = count.minus(covered);
        if (!rest.is(0)) {
            var steps =
                    ends
                            ? Tensors.select(carries.getLast(), zero.number(), rest.number())
                            : rest.number();
            var end = order.part(sequences, covered, count);
            var after = inner.loop(carries, end, rest, steps, order.backwards());
            carries = after.carries();
            rows = order.joined(rows, after.rows());
            done = ends ? Tensors.add(done, after.steps()) : count.number();
        }
        return new LoopFunctions.ScanResult(
                carries.subList(0, starts.size()), rows, done, Map.of());
    }

    private LoopFunctions.ScanResult outer(
            RecordedStep inner, List<Tensor> starts, List<Tensor> blocks) {
        boolean ends = inner.until().isPresent();
        var given = new ArrayList<>(starts);
        if (ends) given.add(StepCount.of(0).number());
        LoopFunctions.ScanStep segment =
                (carries, elements) -> {
                    var n = elements.isEmpty() ? size : StepCount.along(elements.getFirst());
                    var own = carries.subList(0, starts.size());
                    var made = inner.loop(own, elements, n, n.number(), order.backwards());
                    if (!ends) return LoopFunctions.Step.of(made.carries(), made.rows());
                    var next = new ArrayList<>(made.carries());
                    next.add(Tensors.add(carries.getLast(), made.steps()));
                    return LoopFunctions.Step.of(next, made.rows()).until(made.carries().getLast());
                };
        return RecordedStep.of(segment, given, blocks)
                .loop(given, blocks, whole, whole.number(), order.backwards());
    }

    private Tensor blocks(Tensor x) {
        var lengths = new ArrayList<>(List.of(whole.number(), size.number()));
        for (int axis = 1; axis < x.rank(); axis++) lengths.add(Contraction.length(x, axis));
        return Contraction.reshaped(x, lengths);
    }

    private static Tensor flat(Tensor rows, StepCount covered) {
        var lengths = new ArrayList<>(List.of(covered.number()));
        for (int axis = 2; axis < rows.rank(); axis++) lengths.add(Contraction.length(rows, axis));
        return Contraction.reshaped(rows, lengths);
    }
}
