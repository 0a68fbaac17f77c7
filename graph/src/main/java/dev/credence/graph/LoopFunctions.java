package dev.credence.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Loops and choices over tensors; import them with those of [Tensors].
///
/// Steps are functions of tensors, called once to record what they do. They may use any tensor from
/// outside; what does not vary from step to step is computed once.
public class LoopFunctions extends IncompleteAndBesselFunctions {
    protected LoopFunctions() {}

    /// One step of a scan.
    @FunctionalInterface
    public interface ScanStep {
        /// From the carries and the elements of the sequences to the new carries and rows.
        Step apply(List<Tensor> carries, List<Tensor> elements);
    }

    /// What a step gives.
    ///
    /// @param carries the new carries, each of the type of the old one
    /// @param rows what is stacked along a new first axis
    /// @param until ends the loop after this step where it is true; a bool scalar
    /// @param updates the values of shared variables after the step
    /// @param where the line that made it, for errors
    public record Step(
            List<Tensor> carries,
            List<Tensor> rows,
            Optional<Tensor> until,
            Map<Shared, Tensor> updates,
            Optional<SourceLine> where) {
        public Step {
            carries = List.copyOf(carries);
            rows = List.copyOf(rows);
            updates = Collections.unmodifiableMap(new LinkedHashMap<>(updates));
        }

        public static Step of(List<Tensor> carries, List<Tensor> rows) {
            return new Step(carries, rows, Optional.empty(), Map.of(), SourceLine.here());
        }

        /// A step with carries only.
        public static Step of(Tensor... carries) {
            return of(List.of(carries), List.of());
        }

        /// The same carries, with these rows.
        public Step stacking(Tensor... stacked) {
            return new Step(carries, List.of(stacked), until, updates, where);
        }

        /// The same step, the last if the condition holds.
        public Step until(Tensor condition) {
            return new Step(carries, rows, Optional.of(condition), updates, where);
        }

        /// The same step, after which a shared variable has another value.
        ///
        /// Wherever the step depends on the variable, it gets the value after the step before. The
        /// variable itself changes when a function is called that is told so by
        /// [CompileOptions#withUpdates] with [ScanResult#updates].
        public Step updating(Shared variable, Tensor value) {
            return updating(Map.of(variable, value));
        }

        /// As [#updating(Shared, Tensor)] for several variables, such as the updates of a loop
        /// within the step.
        public Step updating(Map<Shared, Tensor> values) {
            var all = new LinkedHashMap<>(updates);
            all.putAll(values);
            return new Step(carries, rows, until, all, where);
        }

        /// The error of a step with another number of carries.
        GraphException wrong(String what, int expected) {
            return new GraphException(
                            "a step of a %s must give %d carries, not %d"
                                    .formatted(what, expected, carries.size()))
                    .at(where);
        }
    }

    /// What a scan gives.
    ///
    /// @param carries the carries after the last step
    /// @param rows the stacked rows, in the order of the sequences; those of steps not done are
    ///   zero
    /// @param steps the number of steps done, an int64 scalar
    /// @param updates the values of shared variables after the last step
    public record ScanResult(
            List<Tensor> carries, List<Tensor> rows, Tensor steps, Map<Shared, Tensor> updates) {
        /// The first carry after the last step.
        public Tensor carry() {
            return carries.getFirst();
        }

        /// The first of the stacked rows.
        public Tensor stacked() {
            return rows.getFirst();
        }
    }

    /// Applies a step to the elements of sequences along their first axes, handing carries on.
    ///
    /// Past values of a carry are carries too: a step from `(x2, x1)` to `(x1, x)` looks back by
    /// two.
    ///
    /// @param initial the carries at the start, whose types they keep
    /// @param sequences tensors of one first length, at least one
    /// @throws GraphException if a carry changes its type or the lengths differ
    public static ScanResult scan(ScanStep step, List<Tensor> initial, List<Tensor> sequences) {
        return Loops.over(step, initial, sequences, false);
    }

    /// As [#scan(ScanStep, List, List)], visiting the last elements first; rows keep the order of
    /// the sequences.
    public static ScanResult scanReversed(
            ScanStep step, List<Tensor> initial, List<Tensor> sequences) {
        return Loops.over(step, initial, sequences, true);
    }

    /// Applies a step without elements so many times.
    public static ScanResult scan(ScanStep step, List<Tensor> initial, int steps) {
        return Loops.times(step, initial, StepCount.asked(steps).number());
    }

    /// A loop to be described piece by piece: with lags, backwards, with a truncated gradient, with
    /// checkpoints.
    public static Loop loop() {
        return Loop.empty();
    }

    /// One step of a counted loop.
    @FunctionalInterface
    public interface CountedStep {
        /// From the number of the step, an int64 scalar from 0, and the carries to the new carries.
        List<Tensor> apply(Tensor number, List<Tensor> carries);
    }

    /// The carries after so many steps.
    public static List<Tensor> forLoop(int steps, CountedStep step, List<Tensor> initial) {
        StepCount.asked(steps);
        var numbers = new Constant(ShapeValues.constant(IntStream.range(0, steps).toArray()));
        ScanStep numbered = (c, e) -> Step.of(step.apply(e.getFirst(), c), List.of());
        return scan(numbered, initial, List.of(numbers)).carries();
    }

    /// As [#forLoop(int, CountedStep, List)] for a number of steps that is an int64 scalar.
    public static List<Tensor> forLoop(Tensor steps, CountedStep step, List<Tensor> initial) {
        var zero = StepCount.of(0).number();
        var one = StepCount.of(1).number();
        var starts = new ArrayList<>(initial);
        starts.add(zero);
        ScanStep counting =
                (c, _) -> {
                    var made = step.apply(c.getLast(), c.subList(0, initial.size()));
                    if (made.size() != initial.size())
                        throw Step.of(made, List.of()).wrong("scan", initial.size());
                    var next = new ArrayList<>(made);
                    next.add(Tensors.add(c.getLast(), one));
                    return Step.of(next, List.of());
                };
        return Loops.times(counting, starts, Loops.wholeNumber(steps))
                .carries()
                .subList(0, initial.size());
    }

    /// The carries once a condition no longer holds, at once if it does not hold at the start.
    ///
    /// @param condition a bool scalar of the carries
    /// @param most how many steps are made at most
    public static List<Tensor> whileLoop(
            Function<List<Tensor>, Tensor> condition,
            UnaryOperator<List<Tensor>> step,
            List<Tensor> initial,
            int most) {
        ScanStep checked =
                (c, _) -> {
                    var next = step.apply(c);
                    var more = Loops.bool(condition.apply(next), "whileLoop");
                    return Step.of(next, List.of()).until(not(more));
                };
        return ifElse(condition.apply(initial), scan(checked, initial, most).carries(), initial);
    }

    /// The function of each entry of the first axis, stacked.
    public static Tensor map(UnaryOperator<Tensor> function, Tensor sequence) {
        ScanStep step = (_, x) -> Step.of().stacking(function.apply(x.getFirst()));
        return scan(step, List.of(), List.of(sequence)).stacked();
    }

    /// The entries of the first axis for which a condition holds, a bool scalar. Their number
    /// depends on values.
    public static Tensor filter(UnaryOperator<Tensor> condition, Tensor sequence) {
        return filter(x -> condition.apply(x.getFirst()), List.of(sequence)).getFirst();
    }

    /// The entries of the first axes of several sequences at the positions where a condition on
    /// them holds. Their number depends on values.
    ///
    /// @param condition a bool scalar of one entry of each sequence
    public static List<Tensor> filter(
            Function<List<Tensor>, Tensor> condition, List<Tensor> sequences) {
        ScanStep asking = (_, x) -> Step.of().stacking(Loops.bool(condition.apply(x), "filter"));
        var kept = Nonzero.of(scan(asking, List.of(), sequences).stacked()).getFirst();
        return sequences.stream().map(x -> Tensors.gather(x, kept, 0)).toList();
    }

    /// The function of what was found so far and the next entry of the first axis, from the first
    /// entry to the last, starting with `initial`.
    public static Tensor foldLeft(
            BinaryOperator<Tensor> function, Tensor initial, Tensor sequence) {
        return scan(folding(function), List.of(initial), List.of(sequence)).carry();
    }

    /// As [#foldLeft], from the last entry to the first.
    public static Tensor foldRight(
            BinaryOperator<Tensor> function, Tensor initial, Tensor sequence) {
        return scanReversed(folding(function), List.of(initial), List.of(sequence)).carry();
    }

    /// As [#foldLeft], starting with the first entry of the sequence, of which there must be one.
    public static Tensor reduce(BinaryOperator<Tensor> function, Tensor sequence) {
        var rest = Tensors.slice(sequence, 0, 1, Indexing.Range.END, 1);
        return foldLeft(function, Tensors.slice(sequence, 0, 0), rest);
    }

    private static ScanStep folding(BinaryOperator<Tensor> function) {
        return (found, x) -> Step.of(function.apply(found.getFirst(), x.getFirst()));
    }

    /// One of two tensors by a bool scalar; only the chosen one is computed.
    ///
    /// What both sides or the condition need is computed before; what is needed elsewhere too is
    /// computed there once more. To choose element by element use [#select].
    ///
    /// @throws GraphException if the sides have different types
    public static Tensor ifElse(Tensor condition, Tensor yes, Tensor no) {
        return Loops.choose(condition, List.of(yes), List.of(no)).getFirst();
    }

    /// As [#ifElse(Tensor, Tensor, Tensor)] with several tensors on each side.
    public static List<Tensor> ifElse(Tensor condition, List<Tensor> yes, List<Tensor> no) {
        return Loops.choose(condition, yes, no);
    }
}
