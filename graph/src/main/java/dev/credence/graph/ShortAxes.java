package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Splits loops over batches of small problems, such as forward algorithms with a few states, along
/// the short axes: all that is done for one state is then done for the whole batch at once.
final class ShortAxes {
    /// More nodes in a body than these would be too much code.
    private static final int MOST = 400;

    private final SplitAxes split = new SplitAxes(this::loop);
    private final List<RewriteLog.Entry> entries = new ArrayList<>();

    /// The graph with split loops, or the graph itself if there are none.
    static Graph run(Graph graph) {
        boolean known =
                graph.nodes().stream()
                        .flatMap(n -> n.outputs().stream())
                        .allMatch(y -> y.shape().isKnown());
        if (!known || graph.nodes().stream().noneMatch(ShortAxes::concerns)) return graph;
        var pass = new ShortAxes();
        graph.nodes().forEach(pass.split::visit);
        if (pass.entries.isEmpty()) return graph;
        var outputs = graph.outputs().stream().map(pass.split::whole).toList();
        var log = new RewriteLog(pass.entries, RewriteLog.StopReason.SETTLED);
        return Graph.rewritten(graph, new Arena().importAll(outputs, Map.of()), log);
    }

    private static boolean concerns(Apply node) {
        return node.op() instanceof Scan s
                && LoopSteps.isKnown(s)
                && LoopSteps.carryLeaves(s).stream()
                        .anyMatch(x -> !SplitAxes.shortAxes(x.shape()).isEmpty());
    }

    /// The outputs of a split loop.
    private Optional<List<SplitAxes.Parts>> loop(Apply node) {
        if (!concerns(node)) return Optional.empty();
        var scan = (Scan) node.op();
        var body = new SplitAxes(_ -> Optional.empty());
        var leaves = scan.body().inputs();
        var inner = new ArrayList<List<Tensor>>();
        for (int i = 0; i < scan.carries() + scan.sequences(); i++) {
            var leaf = leaves.get(i);
            var axes = SplitAxes.shortAxes(leaf.shape());
            if (axes.isEmpty()) {
                inner.add(List.of(leaf));
                continue;
            }
            var parts = body.parts(leaf, axes).parts();
            var own = new ArrayList<Tensor>();
            for (var p : parts) own.add(new Input(leaf.name(), p.type()));
            body.put(leaf, new SplitAxes.Parts(axes, own));
            inner.add(own);
        }
        scan.body().graph().nodes().forEach(body::visit);
        return rebuilt(scan, node, body, inner);
    }

    private Optional<List<SplitAxes.Parts>> rebuilt(
            Scan scan, Apply node, SplitAxes body, List<List<Tensor>> inner) {
        var leaves = scan.body().inputs();
        var results = scan.body().outputs();
        var assembly = new ScanAssembly();
        var axes = new ArrayList<List<Integer>>();
        var recorded = new ArrayList<Integer>();
        for (int i = 0; i < scan.carries(); i++) {
            var own = SplitAxes.shortAxes(leaves.get(i).shape());
            var start = split.parts(node.input(Scan.LEADING + i), own).parts();
            var next = body.parts(results.get(i), own).parts();
            for (int k = 0; k < start.size(); k++) {
                if (scan.recorded().contains(i)) recorded.add(assembly.carries());
                assembly.carry(inner.get(i).get(k), start.get(k), next.get(k));
            }
            axes.add(own);
        }
        for (int i : scan.recorded()) axes.add(shifted(axes.get(i)));
        for (int i = 0; i < scan.stacked(); i++) {
            var row = results.get(scan.carries() + i);
            var own = SplitAxes.shortAxes(row.shape());
            body.parts(row, own).parts().forEach(assembly::row);
            axes.add(shifted(own));
        }
        if (scan.until()) assembly.until(body.whole(results.getLast()));
        if (body.joins() > 0 || assembly.size() > MOST) return Optional.empty();
        for (int i = scan.carries(); i < inner.size(); i++) {
            var own = shifted(SplitAxes.shortAxes(leaves.get(i).shape()));
            var parts = split.parts(node.input(Scan.LEADING + i), own).parts();
            for (int k = 0; k < parts.size(); k++)
                assembly.sequence(inner.get(i).get(k), parts.get(k));
        }
        for (int i = inner.size(); i < leaves.size(); i++)
            assembly.invariant(leaves.get(i), split.whole(node.input(Scan.LEADING + i)));
        var outputs =
                new Apply(
                                assembly.op(recorded, scan.reversed()),
                                assembly.operands(
                                        split.whole(node.input(0)), split.whole(node.input(1))),
                                node.where())
                        .outputs();
        entries.add(
                new RewriteLog.Entry(LoopRewrite.SHORT_AXES, node.output(), outputs.getFirst()));
        return Optional.of(grouped(node, scan, outputs, axes));
    }

    private static List<Integer> shifted(List<Integer> axes) {
        return axes.stream().map(a -> a + 1).toList();
    }

    private static List<SplitAxes.Parts> grouped(
            Apply node, Scan scan, List<Tensor> outputs, List<List<Integer>> axes) {
        var grouped = new ArrayList<SplitAxes.Parts>();
        int next = 0;
        for (int i = 0; i < axes.size(); i++) {
            int count = 1;
            for (int axis : axes.get(i)) count *= node.outputs().get(i).shape().dim(axis);
            grouped.add(new SplitAxes.Parts(axes.get(i), outputs.subList(next, next + count)));
            next += count;
        }
        if (scan.until()) grouped.add(new SplitAxes.Parts(List.of(), List.of(outputs.getLast())));
        return grouped;
    }
}
