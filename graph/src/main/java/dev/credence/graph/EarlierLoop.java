package dev.credence.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A loop whose rows and histories another loop goes over, so that both see the same numbers in a
/// step.
///
/// @param node the earlier loop
/// @param meanings what tensors of the later body are in the earlier one, if it computes them
record EarlierLoop(Apply node, Map<Tensor, Tensor> meanings) {

    /// @param varying what in the body of the later loop depends on its carries
    static Optional<EarlierLoop> of(Scan scan, Apply later, Set<Tensor> varying) {
        for (var s : scan.sequences(later.inputs())) {
            if (s instanceof Output o && o.apply().op() instanceof Scan first) {
                var node = o.apply();
                var steps = first.until() ? node.outputs().getLast() : node.input(1);
                boolean sameSteps = node.input(0) == later.input(0) && steps == later.input(1);
                if (sameSteps && o.index() >= first.carries())
                    return Optional.of(
                            new EarlierLoop(node, meanings(scan, later, first, node, varying)));
            }
        }
        return Optional.empty();
    }

    private static Map<Tensor, Tensor> meanings(
            Scan scan, Apply later, Scan first, Apply node, Set<Tensor> varying) {
        Map<Tensor, Tensor> invariants = new IdentityHashMap<>();
        Map<Tensor, Tensor> sequences = new IdentityHashMap<>();
        int invariant = first.carries() + first.sequences();
        for (int i = first.carries(); i < first.body().inputs().size(); i++)
            (i < invariant ? sequences : invariants)
                    .put(node.input(Scan.LEADING + i), first.body().inputs().get(i));
        int next = first.carries();
        for (int i : first.recorded())
            sequences.put(node.outputs().get(next++), first.body().inputs().get(i));
        for (int i = 0; i < first.stacked(); i++)
            sequences.put(
                    node.outputs().get(next++), first.body().outputs().get(first.carries() + i));

        var arena = new Arena();
        var own = arena.importAll(first.body().outputs(), Map.of());
        var computed = LoopSteps.cone(own);
        Map<Tensor, Tensor> meanings = new IdentityHashMap<>();
        var leaves = scan.body().inputs();
        for (int i = scan.carries(); i < leaves.size(); i++) {
            boolean isElement = i < scan.carries() + scan.sequences();
            var operands = isElement ? sequences : invariants;
            var found = operands.get(later.input(Scan.LEADING + i));
            if (found != null)
                meanings.put(leaves.get(i), arena.importAll(List.of(found), Map.of()).getFirst());
        }
        for (var n : scan.body().graph().nodes()) {
            boolean known =
                    !varying.contains(n.output())
                            && n.inputs().stream()
                                    .allMatch(
                                            x -> x instanceof Constant || meanings.containsKey(x));
            if (!known) continue;
            var inputs =
                    n.inputs().stream()
                            .map(x -> x instanceof Constant c ? arena.constant(c) : meanings.get(x))
                            .toList();
            var made = arena.apply(n.op(), inputs, n.where());
            for (int i = 0; i < made.outputs().size(); i++)
                if (computed.contains(made.outputs().get(i)))
                    meanings.put(n.outputs().get(i), made.outputs().get(i));
        }
        return meanings;
    }

    /// Whether the earlier loop computes a tensor of the later body in the same step. What loops
    /// inside compute is computed again, since it may be kept out of memory on purpose.
    boolean has(Tensor x) {
        return x instanceof Output o
                && !(o.apply().op() instanceof Scan)
                && meanings.containsKey(x);
    }

    /// The earlier loop keeping rows of some tensors.
    ///
    /// @param rows the rows
    /// @param replaced what stands for its outputs
    record Keeping(List<Tensor> rows, Map<Tensor, Tensor> replaced) {}

    Keeping keeping(List<Tensor> tensors) {
        var scan = (Scan) node.op();
        var body = scan.body();
        var results = new ArrayList<>(body.outputs().subList(0, scan.carries() + scan.stacked()));
        tensors.forEach(x -> results.add(meanings.get(x)));
        if (scan.until()) results.add(body.outputs().getLast());
        var op = scan.with(InnerGraph.of(body.inputs(), results));
        var outputs = new Apply(op, node.inputs(), node.where()).outputs();
        int rows = scan.carries() + scan.recorded().size() + scan.stacked();
        var before = node.outputs();
        var same = new ArrayList<>(outputs.subList(0, rows));
        if (scan.until()) same.add(outputs.getLast());
        return new Keeping(
                outputs.subList(rows, rows + tensors.size()), LoopChange.between(before, same));
    }
}
