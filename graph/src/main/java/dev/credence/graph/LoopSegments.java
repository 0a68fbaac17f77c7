package dev.credence.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Builds loops in one piece or in segments: the first of two without gradients, or many of which
/// only the starts are kept.
///
/// @param step what is done
/// @param sequences the elements that are visited
/// @param count how many steps there are at most
/// @param backwards whether the last elements come first
/// @param checkpoints whether gradients keep the starts of segments only
record LoopSegments(
        RecordedStep step,
        List<Tensor> sequences,
        StepCount count,
        boolean backwards,
        boolean checkpoints) {

    /// @throws GraphException if there are no sequences and no number of steps, or the step does
    ///   not fit
    static LoopSegments of(
            LoopFunctions.ScanStep step,
            List<Tensor> initial,
            List<Tensor> sequences,
            Optional<Tensor> steps,
            boolean backwards,
            boolean checkpoints) {
        if (sequences.isEmpty() && steps.isEmpty()) {
            throw new GraphException(
                            "a scan needs a sequence or a number of steps, both are missing")
                    .at(SourceLine.here());
        }
        var count = steps.map(StepCount::new);
        var recorded = RecordedStep.of(step, initial, sequences);
        var visited =
                count.map(n -> sequences.stream().map(x -> begin(x, n, backwards)).toList())
                        .orElse(sequences);
        return new LoopSegments(
                recorded,
                visited,
                count.orElseGet(() -> length(sequences)),
                backwards,
                checkpoints);
    }

    /// The loop, through whose last steps gradients flow, or through all.
    LoopFunctions.ScanResult run(OptionalInt last) {
        boolean flip = backwards && step.until().isPresent();
        var made = flip ? flipped(forwards().made(last)) : made(last);
        return withUpdates(made);
    }

    /// A loop that may end early is recorded from its first element on, since its pullback visits
    /// as many.
    private LoopSegments forwards() {
        return new LoopSegments(step, flipped(sequences), count, false, checkpoints);
    }

    private LoopFunctions.ScanResult made(OptionalInt last) {
        if (last.isEmpty()) return whole(step.starts(), sequences, count);
        var most = StepCount.of(last.getAsInt());
        return step.until().isEmpty() ? truncated(most) : truncatedWhereItEnds(most);
    }

    private static StepCount length(List<Tensor> sequences) {
        return sequences.stream()
                .map(StepCount::along)
                .filter(n -> n.known().isPresent())
                .findFirst()
                .orElseGet(() -> StepCount.along(sequences.getFirst()));
    }

    /// The elements of the first steps.
    private static Tensor begin(Tensor x, StepCount count, boolean backwards) {
        var zero = StepCount.of(0);
        var length = StepCount.along(x);
        var all = count.known().isPresent() ? LongEnough.of(x, count.known().getAsInt()) : x;
        return backwards
                ? StepCount.part(all, length.minus(count).orMore(zero), length)
                : StepCount.part(all, zero, count);
    }

    private static List<Tensor> flipped(List<Tensor> tensors) {
        return tensors.stream().map(x -> Tensors.slice(x, 0, -1, Indexing.Range.END, -1)).toList();
    }

    private static LoopFunctions.ScanResult flipped(LoopFunctions.ScanResult made) {
        return new LoopFunctions.ScanResult(
                made.carries(), flipped(made.rows()), made.steps(), made.updates());
    }

    /// Tells the last values of shared variables from those of other carries.
    private LoopFunctions.ScanResult withUpdates(LoopFunctions.ScanResult made) {
        int own = made.carries().size() - step.updated().size();
        Map<Shared, Tensor> updates = new LinkedHashMap<>();
        for (int i = 0; i < step.updated().size(); i++)
            updates.put(step.updated().get(i), made.carries().get(own + i));
        return new LoopFunctions.ScanResult(
                made.carries().subList(0, own), made.rows(), made.steps(), updates);
    }

    private LoopFunctions.ScanResult plain(
            List<Tensor> starts, List<Tensor> sequences, StepCount count) {
        return step.loop(starts, sequences, count, count.number(), backwards);
    }

    private LoopFunctions.ScanResult whole(
            List<Tensor> starts, List<Tensor> sequences, StepCount count) {
        var segments = Checkpoints.of(step, new VisitOrder(backwards, count));
        return checkpoints && !segments.areIdle()
                ? segments.run(starts, sequences)
                : plain(starts, sequences, count);
    }

    /// Only the last steps let gradients through.
    private LoopFunctions.ScanResult truncated(StepCount last) {
        var zero = StepCount.of(0);
        var early = count.minus(last).orMore(zero);
        if (early.is(0)) return whole(step.starts(), sequences, count);
        var order = new VisitOrder(backwards, count);
        var first = plain(step.starts(), order.part(sequences, zero, early), early);
        var second =
                whole(
                        cutOff(first.carries(), early),
                        order.part(sequences, early, count),
                        count.minus(early));
        var before = first.rows().stream().map(Tensors::stopGradient).toList();
        return new LoopFunctions.ScanResult(
                second.carries(), order.joined(before, second.rows()), count.number(), Map.of());
    }

    /// Likewise where a condition ends the loop: one loop finds the number of steps, one makes all
    /// but the last of them, one makes those.
    private LoopFunctions.ScanResult truncatedWhereItEnds(StepCount last) {
        var given = step.starts().stream().map(Tensors::stopGradient).toList();
        var done = new StepCount(plain(given, sequences, count).steps());
        var early = done.minus(last).orMore(StepCount.of(0));
        var first = step.endless().loop(given, sequences, count, early.number(), false);
        var late = last.orLess(count);
        var at = Tensors.add(Numbers.of(late.length()), early.number());
        var second =
                whole(
                        cutOff(first.carries(), early),
                        sequences.stream().map(x -> Tensors.gather(x, at, 0)).toList(),
                        late);
        var rows = new ArrayList<Tensor>();
        for (int i = 0; i < first.rows().size(); i++)
            rows.add(
                    IndexedPart.of(Tensors.stopGradient(first.rows().get(i)), Index.of(at))
                            .set(second.rows().get(i)));
        return new LoopFunctions.ScanResult(second.carries(), rows, done.number(), Map.of());
    }

    /// The carries that the last steps start from: given ones, unless they are the first steps too.
    private List<Tensor> cutOff(List<Tensor> carries, StepCount early) {
        var cut = new ArrayList<Tensor>();
        for (int i = 0; i < carries.size(); i++) {
            var given = Tensors.stopGradient(carries.get(i));
            boolean always = early.known().isPresent() || !given.dtype().isFloating();
            var none = Tensors.equal(early.number(), StepCount.of(0).number());
            cut.add(always ? given : Tensors.select(none, step.starts().get(i), given));
        }
        return cut;
    }
}
