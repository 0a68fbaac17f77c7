package dev.credence.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Puts a [Scan] together piece by piece: each leaf of the body with what it stands for.
final class ScanAssembly {
    private final List<Tensor> carries = new ArrayList<>();
    private final List<Tensor> initial = new ArrayList<>();
    private final List<Tensor> next = new ArrayList<>();
    private final List<Tensor> elements = new ArrayList<>();
    private final List<Tensor> sequences = new ArrayList<>();
    private final List<Tensor> invariantLeaves = new ArrayList<>();
    private final List<Tensor> invariants = new ArrayList<>();
    private final List<Tensor> rows = new ArrayList<>();
    private Optional<Tensor> until = Optional.empty();

    void carry(Tensor leaf, Tensor start, Tensor after) {
        carries.add(leaf);
        initial.add(start);
        next.add(after);
    }

    void sequence(Tensor leaf, Tensor sequence) {
        elements.add(leaf);
        sequences.add(sequence);
    }

    void invariant(Tensor leaf, Tensor value) {
        invariantLeaves.add(leaf);
        invariants.add(value);
    }

    void row(Tensor row) {
        rows.add(row);
    }

    void until(Tensor condition) {
        until = Optional.of(condition);
    }

    int carries() {
        return carries.size();
    }

    /// How many nodes the body has.
    int size() {
        return GraphWalk.topological(results()).size();
    }

    /// The leaves that the new carries, the rows and the condition depend on.
    Set<Tensor> usedLeaves() {
        Set<Tensor> leaves = Collections.newSetFromMap(new IdentityHashMap<>());
        leaves.addAll(GraphWalk.leaves(results()));
        return leaves;
    }

    private List<Tensor> results() {
        var results = new ArrayList<>(next);
        results.addAll(rows);
        until.ifPresent(results::add);
        return results;
    }

    /// The inputs of the node.
    List<Tensor> operands(Tensor length, Tensor steps) {
        var operands = new ArrayList<>(List.of(length, steps));
        operands.addAll(initial);
        operands.addAll(sequences);
        operands.addAll(invariants);
        return operands;
    }

    /// The op, keeping the histories of the given carries.
    Scan op(List<Integer> recorded, boolean reversed) {
        var leaves = new ArrayList<>(carries);
        leaves.addAll(elements);
        leaves.addAll(invariantLeaves);
        var body = InnerGraph.of(leaves, results());
        return new Scan(
                body, carries.size(), elements.size(), recorded, until.isPresent(), reversed);
    }

    /// The scan with all histories.
    Apply apply(Tensor length, Tensor steps, boolean reversed) {
        var all = IntStream.range(0, carries.size()).boxed().toList();
        return new Apply(op(all, reversed), operands(length, steps));
    }
}
