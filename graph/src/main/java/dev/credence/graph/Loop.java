package dev.credence.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A loop being described: what it goes over, what it carries, and how; [#run] builds it.
///
/// Each method gives a new description. Lags are written as in the field: `-1` is the value before,
/// `0` the element at hand, `1` the next one.
public final class Loop {
    private final List<Tapped> sequences;
    private final List<Tapped> carries;
    private final Optional<Tensor> steps;
    private final boolean backwards;
    private final OptionalInt truncated;
    private final boolean checkpoints;
    private final Optional<List<Tensor>> outside;

    /// A tensor of which a step sees several entries.
    private record Tapped(Tensor tensor, List<Integer> lags, boolean plain) {
        int least() {
            return lags.stream().mapToInt(lag -> lag).min().orElse(0);
        }

        int most() {
            return lags.stream().mapToInt(lag -> lag).max().orElse(0);
        }
    }

    private Loop(
            List<Tapped> sequences,
            List<Tapped> carries,
            Optional<Tensor> steps,
            boolean backwards,
            OptionalInt truncated,
            boolean checkpoints,
            Optional<List<Tensor>> outside) {
        this.sequences = List.copyOf(sequences);
        this.carries = List.copyOf(carries);
        this.steps = steps;
        this.backwards = backwards;
        this.truncated = truncated;
        this.checkpoints = checkpoints;
        this.outside = outside;
    }

    static Loop empty() {
        return new Loop(
                List.of(),
                List.of(),
                Optional.empty(),
                false,
                OptionalInt.empty(),
                false,
                Optional.empty());
    }

    /// Goes over tensors along their first axes.
    public Loop over(Tensor... more) {
        var all = new ArrayList<>(sequences);
        for (var x : more) all.add(new Tapped(x, List.of(0), true));
        return new Loop(all, carries, steps, backwards, truncated, checkpoints, outside);
    }

    /// Goes over a tensor of which a step sees an entry for each lag, in that order; the loop is as
    /// much shorter as lags reach beyond the ends.
    public Loop overTaps(Tensor sequence, int... lags) {
        if (lags.length == 0) throw noLags("a sequence");
        var all = new ArrayList<>(sequences);
        all.add(new Tapped(sequence, boxed(lags), false));
        return new Loop(all, carries, steps, backwards, truncated, checkpoints, outside);
    }

    /// Hands on tensors, which keep their types.
    public Loop carry(Tensor... starts) {
        var all = new ArrayList<>(carries);
        for (var x : starts) all.add(new Tapped(x, List.of(-1), true));
        return new Loop(sequences, all, steps, backwards, truncated, checkpoints, outside);
    }

    /// Hands on the last values of something: a step sees one for each lag, in that order, and
    /// gives one new value.
    ///
    /// @param first the values before the loop along the first axis, the oldest first; as many as
    ///   the longest lag reaches back
    /// @throws GraphException if there are too few or too many, or a lag is not negative
    public Loop carryTaps(Tensor first, int... lags) {
        if (lags.length == 0) throw noLags("a carry");
        var tapped = new Tapped(first, boxed(lags), false);
        int known = first.rank() == 0 ? 0 : first.shape().dim(0);
        boolean fits = tapped.most() < 0 && known == -tapped.least();
        if (!fits) {
            throw new GraphException(
                            "a carry with lags %s needs lags below 0 and %d values to start with, not %s of shape %s"
                                    .formatted(
                                            tapped.lags(),
                                            Math.max(1, -tapped.least()),
                                            first,
                                            first.shape()))
                    .at(SourceLine.here());
        }
        var all = new ArrayList<>(carries);
        all.add(tapped);
        return new Loop(sequences, all, steps, backwards, truncated, checkpoints, outside);
    }

    private static GraphException noLags(String what) {
        return new GraphException(what + " with lags needs at least one lag").at(SourceLine.here());
    }

    private static List<Integer> boxed(int... lags) {
        return Arrays.stream(lags).boxed().toList();
    }

    /// Makes so many steps; needed only where there is no sequence. Of longer sequences it visits
    /// the first elements, or the last if it goes [backwards][#backwards].
    public Loop steps(int count) {
        return steps(StepCount.asked(count).number());
    }

    /// As [#steps(int)], the number an int64 scalar.
    ///
    /// Rows of a number that depends on values, and gradients of such a loop, are interpreted
    /// rather than compiled, since their shapes are not known before.
    public Loop steps(Tensor count) {
        return new Loop(
                sequences,
                carries,
                Optional.of(Loops.wholeNumber(count)),
                backwards,
                truncated,
                checkpoints,
                outside);
    }

    /// Visits the last elements first; rows keep the order of the sequences.
    public Loop backwards() {
        return new Loop(sequences, carries, steps, true, truncated, checkpoints, outside);
    }

    /// Lets gradients flow through the last so many steps only. Where a condition ends the loop its
    /// steps are made twice, since which are the last is known only at the end.
    public Loop truncateGradient(int last) {
        if (last < 1) {
            throw new GraphException(
                            "the gradient of a loop goes through at least 1 step, not %d"
                                    .formatted(last))
                    .at(SourceLine.here());
        }
        return new Loop(
                sequences, carries, steps, backwards, OptionalInt.of(last), checkpoints, outside);
    }

    /// Keeps the carries of one step in `√n` only for gradients, which compute those between once
    /// more: memory for `2 √n` steps instead of `n`, for one forward pass more.
    public Loop checkpoints() {
        return new Loop(sequences, carries, steps, backwards, truncated, true, outside);
    }

    /// Refuses steps that use anything from outside but these tensors and constants.
    public Loop strict(Tensor... allowed) {
        return new Loop(
                sequences,
                carries,
                steps,
                backwards,
                truncated,
                checkpoints,
                Optional.of(List.of(allowed)));
    }

    /// The loop of a step, which gets the carries, then the elements, each with all its lags.
    public LoopFunctions.ScanResult run(LoopFunctions.ScanStep step) {
        var starts = new ArrayList<Tensor>();
        for (var c : carries) {
            if (c.plain()) starts.add(c.tensor());
            else for (int i = 0; i < -c.least(); i++) starts.add(Tensors.slice(c.tensor(), 0, i));
        }
        LoopFunctions.ScanStep inner = (values, elements) -> stepped(step, values, elements);
        var elements = elements();
        var made =
                LoopSegments.of(checked(inner), starts, elements, steps, backwards, checkpoints)
                        .run(truncated);
        return new LoopFunctions.ScanResult(
                lastValues(made.carries()), made.rows(), made.steps(), made.updates());
    }

    /// The sequences of all lags, of one length.
    private List<Tensor> elements() {
        int least = sequences.stream().mapToInt(Tapped::least).min().orElse(0);
        int most = sequences.stream().mapToInt(Tapped::most).max().orElse(0);
        var elements = new ArrayList<Tensor>();
        for (var s : sequences) {
            for (int lag : s.lags()) {
                int from = lag - least;
                int cut = most - lag;
                boolean all = from == 0 && cut == 0;
                int stop = cut == 0 ? Indexing.Range.END : -cut;
                elements.add(all ? s.tensor() : Tensors.slice(s.tensor(), 0, from, stop, 1));
            }
        }
        return elements;
    }

    /// Shifts the values that a carry with lags remembers.
    private LoopFunctions.Step stepped(
            LoopFunctions.ScanStep step, List<Tensor> values, List<Tensor> elements) {
        var seen = new ArrayList<Tensor>();
        int at = 0;
        for (var c : carries) {
            int kept = c.plain() ? 1 : -c.least();
            for (int lag : c.lags()) seen.add(values.get(at + kept + lag));
            at += kept;
        }
        var made = step.apply(List.copyOf(seen), elements);
        if (made.carries().size() != carries.size()) throw made.wrong("loop", carries.size());
        var next = new ArrayList<Tensor>();
        at = 0;
        for (int i = 0; i < carries.size(); i++) {
            int kept = carries.get(i).plain() ? 1 : -carries.get(i).least();
            next.addAll(values.subList(at + 1, at + kept));
            next.add(made.carries().get(i));
            at += kept;
        }
        return new LoopFunctions.Step(
                next, made.rows(), made.until(), made.updates(), made.where());
    }

    private List<Tensor> lastValues(List<Tensor> values) {
        var last = new ArrayList<Tensor>();
        int at = -1;
        for (var c : carries) {
            at += c.plain() ? 1 : -c.least();
            last.add(values.get(at));
        }
        return last;
    }

    private LoopFunctions.ScanStep checked(LoopFunctions.ScanStep step) {
        if (outside.isEmpty()) return step;
        var allowed = outside.get();
        return (values, elements) -> {
            var made = step.apply(values, elements);
            var results = new ArrayList<>(made.carries());
            results.addAll(made.rows());
            made.until().ifPresent(results::add);
            results.addAll(made.updates().values());
            Set<Tensor> own = LoopSteps.set();
            own.addAll(made.updates().keySet());
            own.addAll(values);
            own.addAll(elements);
            own.addAll(allowed);
            for (var node : GraphWalk.topological(results, (Output o) -> own.contains(o)))
                for (var x : node.inputs())
                    if (isLeaf(x) && !own.contains(x))
                        throw notAllowed(x, allowed).at(node.where());
            for (var y : results)
                if (isLeaf(y) && !own.contains(y)) throw notAllowed(y, allowed).at(made.where());
            return made;
        };
    }

    private static boolean isLeaf(Tensor x) {
        return x instanceof Input || x instanceof Shared;
    }

    private static GraphException notAllowed(Tensor x, List<Tensor> allowed) {
        return new GraphException(
                "a step of a strict loop uses '%s', which is not among %s".formatted(x, allowed));
    }
}
