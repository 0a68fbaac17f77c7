package dev.credence.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Makes one loop of two that make the same steps and do not need each other: what both go over is
/// read once, and what both compute is computed once.
final class LoopMerge {
    private final Scan first;
    private final Apply a;
    private final Scan second;
    private final Apply b;

    /// Leaves of the second body that are the same as leaves of the first.
    private final Map<Tensor, Tensor> same = new IdentityHashMap<>();

    private LoopMerge(Apply a, Apply b) {
        this.first = (Scan) a.op();
        this.a = a;
        this.second = (Scan) b.op();
        this.b = b;
    }

    /// The first two loops of a graph that can be merged.
    static Optional<LoopChange> of(Graph graph) {
        var scans = graph.nodes().stream().filter(n -> n.op() instanceof Scan).toList();
        for (int i = 0; i < scans.size(); i++) {
            for (int j = i + 1; j < scans.size(); j++) {
                if (!fit(scans.get(i), scans.get(j))) continue;
                return Optional.of(new LoopMerge(scans.get(i), scans.get(j)).change());
            }
        }
        return Optional.empty();
    }

    private static boolean fit(Apply a, Apply b) {
        var first = (Scan) a.op();
        var second = (Scan) b.op();
        boolean alike =
                !first.until()
                        && !second.until()
                        && first.reversed() == second.reversed()
                        && a.input(0) == b.input(0)
                        && a.input(1) == b.input(1)
                        && first.sequences() > 0
                        && second.sequences() > 0;
        return alike && a.outputs().stream().noneMatch(LoopSteps.cone(b.inputs())::contains);
    }

    private LoopChange change() {
        match(LoopSteps.elementLeaves(second), second.sequences(b.inputs()), first.carries());
        match(
                LoopSteps.invariantLeaves(second),
                second.invariants(b.inputs()),
                first.carries() + first.sequences());
        matchCarries();
        var results = GraphWalk.substitute(second.body().outputs(), same);
        var assembly = new ScanAssembly();
        var recorded = new ArrayList<Integer>();
        add(assembly, first, a, first.body().outputs());
        recorded.addAll(first.recorded());
        var places = new ArrayList<Integer>();
        for (int i = 0; i < second.carries(); i++) {
            var leaf = second.body().inputs().get(i);
            var known = same.get(leaf);
            int at = known == null ? assembly.carries() : first.body().inputs().indexOf(known);
            places.add(at);
            if (known == null) assembly.carry(leaf, b.input(Scan.LEADING + i), results.get(i));
            if (second.recorded().contains(i) && !recorded.contains(at)) recorded.add(at);
        }
        results.subList(second.carries(), results.size()).forEach(assembly::row);
        addRest(assembly, second, b);
        recorded.sort(null);
        var outputs =
                new Apply(
                                assembly.op(recorded, first.reversed()),
                                assembly.operands(a.input(0), a.input(1)),
                                a.where())
                        .outputs();
        return LoopChange.of(
                LoopRewrite.MERGE, replaced(outputs, recorded, places, assembly.carries()));
    }

    private void match(List<Tensor> leaves, List<Tensor> operands, int from) {
        for (int i = 0; i < leaves.size(); i++) {
            for (int k = from; k < first.body().inputs().size(); k++) {
                boolean element = k < first.carries() + first.sequences();
                boolean wanted = element == (from == first.carries());
                if (wanted && a.input(Scan.LEADING + k) == operands.get(i))
                    same.put(leaves.get(i), first.body().inputs().get(k));
            }
        }
    }

    /// Carries are the same if they start so, and are so after a step in which they were.
    private void matchCarries() {
        Map<Integer, Integer> pairs = new TreeMap<>();
        for (int j = 0; j < second.carries(); j++)
            for (int i = 0; i < first.carries(); i++)
                if (a.input(Scan.LEADING + i) == b.input(Scan.LEADING + j)) pairs.putIfAbsent(j, i);
        while (true) {
            pairs.forEach((j, i) ->
                    same.put(second.body().inputs().get(j), first.body().inputs().get(i)));
            var arena = new Arena();
            var own = arena.importAll(first.body().outputs(), Map.of());
            var other =
                    arena.importAll(GraphWalk.substitute(second.body().outputs(), same), Map.of());
            var wrong =
                    pairs.entrySet().stream()
                            .filter(p -> own.get(p.getValue()) != other.get(p.getKey()))
                            .map(Map.Entry::getKey)
                            .toList();
            if (wrong.isEmpty()) return;
            for (int j : wrong) {
                pairs.remove(j);
                same.remove(second.body().inputs().get(j));
            }
        }
    }

    private static void add(ScanAssembly assembly, Scan scan, Apply node, List<Tensor> results) {
        for (int i = 0; i < scan.carries(); i++)
            assembly.carry(
                    scan.body().inputs().get(i), node.input(Scan.LEADING + i), results.get(i));
        results.subList(scan.carries(), results.size()).forEach(assembly::row);
        for (int i = scan.carries(); i < scan.body().inputs().size(); i++) {
            var leaf = scan.body().inputs().get(i);
            var operand = node.input(Scan.LEADING + i);
            if (i < scan.carries() + scan.sequences()) assembly.sequence(leaf, operand);
            else assembly.invariant(leaf, operand);
        }
    }

    private void addRest(ScanAssembly assembly, Scan scan, Apply node) {
        Set<Tensor> known = same.keySet();
        for (int i = scan.carries(); i < scan.body().inputs().size(); i++) {
            var leaf = scan.body().inputs().get(i);
            if (known.contains(leaf)) continue;
            var operand = node.input(Scan.LEADING + i);
            if (i < scan.carries() + scan.sequences()) assembly.sequence(leaf, operand);
            else assembly.invariant(leaf, operand);
        }
    }

    private Map<Tensor, Tensor> replaced(
            List<Tensor> outputs, List<Integer> recorded, List<Integer> places, int carries) {
        Map<Tensor, Tensor> replaced = new IdentityHashMap<>();
        int rows = carries + recorded.size();
        for (int i = 0; i < first.carries(); i++) replaced.put(a.outputs().get(i), outputs.get(i));
        for (int k = 0; k < first.recorded().size(); k++)
            replaced.put(
                    a.outputs().get(first.carries() + k),
                    outputs.get(carries + recorded.indexOf(first.recorded().get(k))));
        int from = first.carries() + first.recorded().size();
        for (int k = 0; k < first.stacked(); k++)
            replaced.put(a.outputs().get(from + k), outputs.get(rows + k));
        for (int j = 0; j < second.carries(); j++)
            replaced.put(b.outputs().get(j), outputs.get(places.get(j)));
        for (int k = 0; k < second.recorded().size(); k++)
            replaced.put(
                    b.outputs().get(second.carries() + k),
                    outputs.get(carries + recorded.indexOf(places.get(second.recorded().get(k)))));
        from = second.carries() + second.recorded().size();
        for (int k = 0; k < second.stacked(); k++)
            replaced.put(b.outputs().get(from + k), outputs.get(rows + first.stacked() + k));
        return replaced;
    }
}
