package dev.credence.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A scan without what nobody asks for: histories, rows, carries, sequences and invariants on which
/// no wanted output depends.
///
/// @param op the smaller scan
/// @param operands its inputs, some of those of the scan before
/// @param outputs where the wanted outputs of the scan before are now
record TrimmedScan(Scan op, List<Tensor> operands, Map<Integer, Integer> outputs) {
    /// @param wanted the tensors that are asked for, at least one output of the node among them
    static TrimmedScan of(Scan scan, Apply node, Set<Tensor> wanted) {
        var last = new TreeSet<Integer>();
        var recorded = new TreeSet<Integer>();
        var rows = new TreeSet<Integer>();
        int firstRow = scan.carries() + scan.recorded().size();
        for (int i = 0; i < firstRow + scan.stacked(); i++) {
            if (!wanted.contains(node.outputs().get(i))) continue;
            if (i < scan.carries()) last.add(i);
            else if (i < firstRow) recorded.add(scan.recorded().get(i - scan.carries()));
            else rows.add(i - firstRow);
        }
        var kept = new TreeSet<>(last);
        kept.addAll(recorded);
        var assembly = assemble(scan, node, kept, rows);
        while (keepNeeded(scan, assembly.usedLeaves(), kept))
            assembly = assemble(scan, node, kept, rows);
        addOperands(scan, node, assembly);
        var carries = new ArrayList<>(kept);
        var op = assembly.op(recorded.stream().map(carries::indexOf).toList(), scan.reversed());

        Map<Integer, Integer> outputs = new HashMap<>();
        for (int i : last) outputs.put(i, carries.indexOf(i));
        int next = carries.size();
        for (int i : recorded) outputs.put(scan.carries() + scan.recorded().indexOf(i), next++);
        for (int i : rows) outputs.put(firstRow + i, next++);
        if (scan.until()) outputs.put(node.outputs().size() - 1, next);
        return new TrimmedScan(op, assembly.operands(node.input(0), node.input(1)), outputs);
    }

    private static boolean keepNeeded(Scan scan, Set<Tensor> used, Set<Integer> kept) {
        boolean more = false;
        for (int i = 0; i < scan.carries(); i++)
            if (used.contains(scan.body().inputs().get(i))) more |= kept.add(i);
        return more;
    }

    private static ScanAssembly assemble(
            Scan scan, Apply node, Set<Integer> carries, Set<Integer> rows) {
        var assembly = new ScanAssembly();
        var results = scan.body().outputs();
        for (int i : carries)
            assembly.carry(
                    scan.body().inputs().get(i), node.input(Scan.LEADING + i), results.get(i));
        for (int i : rows) assembly.row(results.get(scan.carries() + i));
        if (scan.until()) assembly.until(results.getLast());
        return assembly;
    }

    private static void addOperands(Scan scan, Apply node, ScanAssembly assembly) {
        var used = assembly.usedLeaves();
        var leaves = scan.body().inputs();
        for (int i = scan.carries(); i < leaves.size(); i++) {
            if (!used.contains(leaves.get(i))) continue;
            var operand = node.input(Scan.LEADING + i);
            if (i < scan.carries() + scan.sequences()) assembly.sequence(leaves.get(i), operand);
            else assembly.invariant(leaves.get(i), operand);
        }
    }
}
