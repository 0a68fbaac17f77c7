package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a step of a loop does, recorded once and made into as many loops as are needed.
///
/// @param carries what is handed on; the last of them stand for the shared variables in `updated`
/// @param elements the leaves that stand for elements of the sequences
/// @param outside what comes from outside, and the leaves that stand for it
/// @param rows what is stacked
/// @param until what ends the loop
/// @param updated the shared variables that have another value after each step
record RecordedStep(
        List<Carry> carries,
        List<Tensor> elements,
        Closure outside,
        List<Tensor> rows,
        Optional<Tensor> until,
        List<Shared> updated) {

    /// What is handed from one step to the next.
    ///
    /// @param leaf what stands for it in the step
    /// @param start its value before the first step
    /// @param next its value after a step
    record Carry(Tensor leaf, Tensor start, Tensor next) {}

    /// Calls a step.
    ///
    /// @throws GraphException if the step does not fit; the message ends with the line in the step
    static RecordedStep of(
            LoopFunctions.ScanStep step, List<Tensor> initial, List<Tensor> sequences) {
        var leaves = new ArrayList<Tensor>();
        for (var x : initial) leaves.add(new Input(x.name(), x.type()));
        var elements = sequences.stream().map(RecordedStep::element).toList();
        var made = step.apply(List.copyOf(leaves), elements);
        if (made.carries().size() != initial.size()) throw made.wrong("scan", initial.size());

        var updated = List.copyOf(made.updates().keySet());
        var starts = new ArrayList<>(initial);
        var results = new ArrayList<>(made.carries());
        Map<Tensor, Tensor> variables = new IdentityHashMap<>();
        for (var variable : updated) {
            starts.add(variable);
            results.add(made.updates().get(variable));
            leaves.add(new Input(variable.name(), variable.type()));
            variables.put(variable, leaves.getLast());
        }
        int count = starts.size();
        results.addAll(made.rows());
        made.until().ifPresent(results::add);
        check(made, starts, results);
        var own = new ArrayList<>(leaves);
        own.addAll(elements);
        var closed = Closure.invariants(GraphWalk.substitute(results, variables), own);
        var carries = new ArrayList<Carry>();
        for (int i = 0; i < count; i++)
            carries.add(new Carry(leaves.get(i), starts.get(i), closed.outputs().get(i)));
        return new RecordedStep(
                carries,
                elements,
                closed,
                closed.outputs().subList(count, count + made.rows().size()),
                made.until().map(_ -> closed.outputs().getLast()),
                updated);
    }

    private static Tensor element(Tensor sequence) {
        if (sequence.rank() == 0) {
            throw new GraphException(
                            "a scan goes along the first axis of its sequences, '%s' is a scalar"
                                    .formatted(sequence))
                    .at(SourceLine.here());
        }
        return new Input(sequence.name(), Scan.element(sequence.type()));
    }

    private static void check(LoopFunctions.Step made, List<Tensor> starts, List<Tensor> results) {
        for (int i = 0; i < starts.size(); i++) {
            var start = starts.get(i);
            var next = results.get(i);
            if (start.type().unified(next.type()).isEmpty())
                throw Scan.changed(i, start.name(), start.type(), next)
                        .at(next.owner().flatMap(Apply::where))
                        .at(made.where());
        }
        if (made.until().isEmpty()) return;
        var until = made.until().get();
        if (until.dtype() != DType.BOOL || until.rank() != 0) {
            throw new GraphException(
                            "a scan ends where a bool scalar is true, '%s' is %s"
                                    .formatted(until, until.type()))
                    .at(until.owner().flatMap(Apply::where))
                    .at(made.where());
        }
    }

    /// The carries before the first step.
    List<Tensor> starts() {
        return carries.stream().map(Carry::start).toList();
    }

    /// The same step without an end.
    RecordedStep endless() {
        return new RecordedStep(carries, elements, outside, rows, Optional.empty(), updated);
    }

    /// The same step with one more carry: whether the last step was the end.
    RecordedStep telling() {
        var no = new Constant(NdArray.scalar(false));
        var more = new ArrayList<>(carries);
        more.add(new Carry(new Input("ended", no.type()), no, until.orElseThrow()));
        return new RecordedStep(more, elements, outside, rows, until, updated);
    }

    /// The first `steps` steps of a loop along sequences of some length; the carries of its result
    /// are all, those for shared variables included.
    LoopFunctions.ScanResult loop(
            List<Tensor> starts,
            List<Tensor> sequences,
            StepCount length,
            Tensor steps,
            boolean reversed) {
        var assembly = new ScanAssembly();
        for (int i = 0; i < carries.size(); i++)
            assembly.carry(carries.get(i).leaf(), starts.get(i), carries.get(i).next());
        for (int i = 0; i < elements.size(); i++)
            assembly.sequence(elements.get(i), sequences.get(i));
        for (int i = 0; i < outside.captured().size(); i++)
            assembly.invariant(outside.inputs().get(i), outside.captured().get(i));
        rows.forEach(assembly::row);
        until.ifPresent(assembly::until);
        var outputs = assembly.apply(length.length(), steps, reversed).outputs();
        int firstRow = 2 * carries.size();
        return new LoopFunctions.ScanResult(
                outputs.subList(0, carries.size()),
                outputs.subList(firstRow, firstRow + rows.size()),
                until.isPresent() ? outputs.getLast() : steps,
                Map.of());
    }
}
