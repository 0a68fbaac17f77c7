package dev.credence.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// One run of rules over a graph: settles each node after the nodes below it, until no rule applies
/// anywhere.
///
/// Rules look down only, so a node whose inputs are settled and to which no rule applies stays as
/// it is, and every node is visited a bounded number of times. What a rule builds is settled in the
/// same way before the nodes above go on.
final class RewritePass {
    /// Replacements allowed for each node; a normal graph needs less than one.
    private static final int BUDGET_PER_NODE = 20;

    private final Arena arena;
    private final RuleIndex rules;
    private final Map<Tensor, Tensor> replaced;
    private final Map<Apply, State> states;
    private final ArrayDeque<Apply> stack = new ArrayDeque<>();
    private final List<RewriteLog.Entry> entries = new ArrayList<>();
    private int budget;

    private enum State {
        /// Its inputs, or what replaces it, are being settled.
        WAITING,
        SETTLED
    }

    private RewritePass(Arena arena, RuleIndex rules, int nodes) {
        this.arena = arena;
        this.rules = rules;
        this.replaced = new IdentityHashMap<>(nodes);
        this.states = new IdentityHashMap<>(2 * nodes);
        this.budget = 1000 + BUDGET_PER_NODE * nodes;
    }

    /// The graph after rewriting, with what was done added to its log.
    static Graph run(Graph graph, RuleIndex rules) {
        var pass = new RewritePass(Arena.of(graph.nodes()), rules, graph.nodes().size());
        try {
            var outputs = new ArrayList<Tensor>(graph.outputs().size());
            for (var y : graph.outputs()) outputs.add(pass.settle(y));
            var stopped =
                    pass.budget > 0 ? RewriteLog.StopReason.SETTLED : RewriteLog.StopReason.BUDGET;
            return Graph.rewritten(graph, outputs, new RewriteLog(pass.entries, stopped));
        } catch (Cycle c) {
            return Graph.rewritten(
                    graph,
                    graph.outputs(),
                    new RewriteLog(pass.entries, RewriteLog.StopReason.CYCLE));
        }
    }

    /// Two rules that undo each other.
    private static final class Cycle extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private Tensor settle(Tensor x) {
        request(x);
        while (!stack.isEmpty()) {
            var node = stack.peek();
            if (states.get(node) == State.SETTLED) stack.pop();
            else if (replaced.containsKey(node.output())) settleReplacement(node);
            else if (inputsSettled(node)) step(node);
        }
        return resolve(x);
    }

    /// Puts the node behind `x` on the stack unless it is settled; false if it was not.
    private boolean request(Tensor x) {
        if (!(resolve(x) instanceof Output o)) return true;
        var state = states.get(o.apply());
        if (state == State.SETTLED) return true;
        if (state == State.WAITING) throw new Cycle();
        stack.push(o.apply());
        return false;
    }

    private void settleReplacement(Apply node) {
        boolean done = true;
        for (var y : node.outputs()) done &= request(y);
        if (done) stack.pop();
    }

    private boolean inputsSettled(Apply node) {
        boolean done = true;
        for (var x : node.inputs()) done &= request(x);
        if (!done) states.put(node, State.WAITING);
        return done;
    }

    /// A node with settled inputs: takes these in, then tries the rules.
    private void step(Apply node) {
        SourceLine.inherit(
                node.where(),
                () -> {
                    if (!takeInputs(node) && !applyRules(node)) {
                        states.put(node, State.SETTLED);
                        stack.pop();
                    }
                    return null;
                });
    }

    private boolean takeInputs(Apply node) {
        boolean changed = false;
        var inputs = new ArrayList<Tensor>(node.inputs().size());
        for (var x : node.inputs()) {
            var now = resolve(x);
            changed |= now != x;
            inputs.add(now);
        }
        if (!changed) return false;
        var copy = arena.apply(node.op(), inputs, node.where());
        for (int i = 0; i < copy.outputs().size(); i++)
            replace(node.outputs().get(i), copy.outputs().get(i));
        return true;
    }

    private boolean applyRules(Apply node) {
        for (var rule : rules.at(node.op())) {
            if (budget <= 0) return false;
            var made = rule.rewriteAll(node);
            if (made.isEmpty()) continue;
            var after = made.get().stream().map(arena::intern).toList();
            if (!isProgress(rule, node, after)) continue;
            budget--;
            entries.add(new RewriteLog.Entry(rule, node.output(), after.getFirst()));
            for (int i = 0; i < after.size(); i++) replace(node.outputs().get(i), after.get(i));
            return true;
        }
        return false;
    }

    /// Whether all outputs are replaced by others that know as much of their types.
    private boolean isProgress(Rewriter rule, Apply node, List<Tensor> after) {
        boolean progress = true;
        for (int i = 0; i < after.size() && progress; i++) {
            var before = node.outputs().get(i);
            progress = resolve(after.get(i)) != before;
            if (progress && TypeFit.contradicts(after.get(i).type(), before.type()))
                throw typeChanged(rule, before, after.get(i));
            progress &= TypeFit.fits(after.get(i).type(), before.type());
        }
        return progress;
    }

    private static IllegalStateException typeChanged(Rewriter rule, Tensor before, Tensor after) {
        return new IllegalStateException(
                "the rewrite '%s' changes the type %s of %s to %s; a replacement keeps dtype and shape"
                        .formatted(
                                rule.equation(), before.type(), MathText.of(before), after.type()));
    }

    private void replace(Tensor old, Tensor now) {
        replaced.put(old, now);
        if (!old.name().isEmpty() && now.name().isEmpty() && now instanceof Output)
            now.named(old.name());
    }

    /// What stands for `x` now.
    private Tensor resolve(Tensor x) {
        var next = replaced.get(x);
        if (next == null) return x;
        var last = next;
        for (var n = replaced.get(last); n != null; n = replaced.get(last)) last = n;
        for (var y = x; next != null && next != last; y = next, next = replaced.get(y))
            replaced.put(y, last);
        return last;
    }
}
