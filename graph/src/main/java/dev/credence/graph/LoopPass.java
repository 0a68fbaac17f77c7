package dev.credence.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Rewrites the inner graphs of loops and choices, computes outside of a loop what is the same in
/// each step, and drops what nobody asks for.
final class LoopPass {
    private final UnaryOperator<Graph> inner;
    private final boolean drop;
    private final Arena arena = new Arena();
    private final Map<Tensor, Tensor> mapped = new IdentityHashMap<>();
    private final Map<Apply, TrimmedScan> trimmed = new IdentityHashMap<>();
    private RewriteLog log = RewriteLog.NONE;

    private LoopPass(UnaryOperator<Graph> inner, boolean drop) {
        this.inner = inner;
        this.drop = drop;
    }

    static boolean concerns(Graph graph) {
        for (var node : graph.nodes())
            if (node.op() instanceof Scan || node.op() instanceof IfElse) return true;
        return false;
    }

    /// The graph with rewritten loops.
    ///
    /// @param inner rewrites an inner graph
    /// @param drop whether to drop histories and all else that no output depends on; gradients are
    ///   not to be taken after that
    static Graph run(Graph graph, UnaryOperator<Graph> inner, boolean drop) {
        var pass = new LoopPass(inner, drop);
        var wanted = pass.wanted(graph);
        for (var node : graph.nodes()) {
            if (node.outputs().stream().anyMatch(wanted::contains))
                SourceLine.inherit(
                        node.where(),
                        () -> {
                            pass.rebuild(node);
                            return null;
                        });
        }
        return Graph.rewritten(graph, graph.outputs().stream().map(pass::find).toList(), pass.log);
    }

    /// The tensors on which the outputs depend, once scans are trimmed.
    private Set<Tensor> wanted(Graph graph) {
        Set<Tensor> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
        wanted.addAll(graph.outputs());
        for (var node : graph.nodes().reversed()) {
            if (node.outputs().stream().noneMatch(wanted::contains)) continue;
            if (drop && node.op() instanceof Scan s) {
                var small = TrimmedScan.of(s, node, wanted);
                trimmed.put(node, small);
                note(s, small, node);
                wanted.addAll(small.operands());
            } else {
                wanted.addAll(node.inputs());
            }
        }
        return wanted;
    }

    /// What of a scan goes, in the log.
    private void note(Scan before, TrimmedScan small, Apply node) {
        var after = small.op();
        var first = small.outputs().keySet().stream().min(Integer::compare).orElseThrow();
        var y = node.outputs().get(first);
        if (after.recorded().size() < before.recorded().size()) note(LoopRewrite.LAST, y, y);
        boolean less =
                after.carries() < before.carries()
                        || after.stacked() < before.stacked()
                        || after.sequences() < before.sequences();
        if (less) note(LoopRewrite.UNUSED, y, y);
    }

    private void note(LoopRewrite rule, Tensor before, Tensor after) {
        var entry = new RewriteLog.Entry(rule, before, after);
        log = log.then(new RewriteLog(List.of(entry), RewriteLog.StopReason.SETTLED));
    }

    private Tensor find(Tensor x) {
        return x instanceof Constant c ? arena.constant(c) : mapped.getOrDefault(x, x);
    }

    private void rebuild(Apply node) {
        var small = trimmed.get(node);
        var operands =
                (small == null ? node.inputs() : small.operands())
                        .stream().map(this::find).toList();
        var made =
                switch (small == null ? node.op() : small.op()) {
                    case Scan s -> scan(s, operands, node.where());
                    case IfElse c -> choice(c, operands, node.where());
                    default -> arena.apply(node.op(), operands, node.where());
                };
        for (int i = 0; i < node.outputs().size(); i++) {
            var at = small == null ? Integer.valueOf(i) : small.outputs().get(i);
            if (at == null) continue;
            var before = node.outputs().get(i);
            var after = made.outputs().get(at);
            if (after.name().isEmpty() && !before.name().isEmpty()) after.named(before.name());
            mapped.put(before, after);
        }
    }

    private Graph rewritten(List<? extends Tensor> inputs, List<Tensor> outputs) {
        var graph = inner.apply(Graph.of(inputs, outputs));
        log = log.then(graph.log());
        return graph;
    }

    private Apply scan(Scan scan, List<Tensor> operands, Optional<SourceLine> where) {
        var leaves = scan.body().inputs();
        int own = scan.carries() + scan.sequences();
        var given = operands.subList(Scan.LEADING, operands.size());
        var constants = constants(leaves, given, own);
        var body = rewritten(leaves, GraphWalk.substitute(scan.body().outputs(), constants));
        var closed = Closure.invariants(body.outputs(), leaves.subList(0, own));

        var assembly = new ScanAssembly();
        var results = closed.outputs();
        for (int i = 0; i < scan.carries(); i++)
            assembly.carry(leaves.get(i), given.get(i), results.get(i));
        for (int i = scan.carries(); i < own; i++) assembly.sequence(leaves.get(i), given.get(i));
        results.subList(scan.carries(), scan.carries() + scan.stacked()).forEach(assembly::row);
        if (scan.until()) assembly.until(results.getLast());
        var invariants = GraphWalk.substitute(closed.captured(), standing(leaves, given));
        for (int i = 0; i < invariants.size(); i++) {
            var outside = arena.intern(invariants.get(i));
            assembly.invariant(closed.inputs().get(i), outside);
            var inside = closed.captured().get(i);
            if (inside instanceof Output) note(LoopRewrite.HOIST, inside, outside);
        }
        var made =
                arena.apply(
                        assembly.op(scan.recorded(), scan.reversed()),
                        assembly.operands(operands.get(0), operands.get(1)),
                        where);
        if (!constants.isEmpty()) note(LoopRewrite.CONSTANTS, made.output(), made.output());
        return made;
    }

    private Apply choice(IfElse choice, List<Tensor> operands, Optional<SourceLine> where) {
        var leaves = choice.yes().inputs();
        var given = operands.subList(1, operands.size());
        var yes = rewritten(leaves, side(choice.yes(), leaves, given));
        var no = rewritten(leaves, side(choice.no(), leaves, given));
        var results = new ArrayList<>(yes.outputs());
        results.addAll(no.outputs());
        var used = GraphWalk.leaves(results).stream().filter(Input.class::isInstance).toList();
        var standing = standing(leaves, given);
        var inputs = new ArrayList<>(List.of(operands.getFirst()));
        used.forEach(x -> inputs.add(standing.get(x)));
        return arena.apply(
                new IfElse(InnerGraph.of(used, yes.outputs()), InnerGraph.of(used, no.outputs())),
                inputs,
                where);
    }

    /// The outputs of a side in terms of the leaves of the other, with constants put in.
    private static List<Tensor> side(InnerGraph side, List<Tensor> leaves, List<Tensor> given) {
        var arguments = new ArrayList<Tensor>();
        for (int i = 0; i < given.size(); i++)
            arguments.add(given.get(i) instanceof Constant c ? c : leaves.get(i));
        return side.apply(arguments);
    }

    private static Map<Tensor, Tensor> constants(
            List<Tensor> leaves, List<Tensor> given, int from) {
        Map<Tensor, Tensor> found = new IdentityHashMap<>();
        for (int i = from; i < leaves.size(); i++)
            if (given.get(i) instanceof Constant) found.put(leaves.get(i), given.get(i));
        return found;
    }

    private static Map<Tensor, Tensor> standing(List<Tensor> leaves, List<Tensor> given) {
        Map<Tensor, Tensor> standing = new IdentityHashMap<>();
        for (int i = 0; i < leaves.size(); i++) standing.put(leaves.get(i), given.get(i));
        return standing;
    }
}
