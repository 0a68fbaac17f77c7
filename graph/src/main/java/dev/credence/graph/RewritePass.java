package dev.credence.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Rules at work on a graph: settles each node after the nodes below it, until no rule applies
/// anywhere.
///
/// Rules look down only, so a node whose inputs are settled and to which no rule applies stays as
/// it is, and every node is visited a bounded number of times. What a rule builds is settled in the
/// same way before the nodes above go on. A second run with further rules tries only these on what
/// the first has settled and nothing has changed.
final class RewritePass {
    /// Replacements allowed for each node; a normal graph needs less than one.
    private static final int BUDGET_PER_NODE = 20;

    private final Arena arena;
    private final Map<Apply, Visit> visits;
    private final ArrayDeque<Visit> stack = new ArrayDeque<>();
    private int run;

    private RewritePass(Graph graph) {
        this.arena = Arena.of(graph.nodes());
        this.visits = new IdentityHashMap<>(2 * graph.nodes().size());
    }

    /// What a run is to do and has done.
    private static final class Work {
        final RuleIndex rules;
        final RuleIndex further;
        final List<RewriteLog.Entry> entries = new ArrayList<>();
        int budget;

        Work(RuleIndex rules, RuleIndex further, int nodes) {
            this.rules = rules;
            this.further = further;
            this.budget = 1000 + BUDGET_PER_NODE * nodes;
        }

        RewriteLog log(RewriteLog.StopReason stopped) {
            return new RewriteLog(entries, stopped);
        }
    }

    private record Settled(List<Tensor> outputs, RewriteLog log) {}

    /// The graph after rewriting, with what was done added to its log.
    static Graph run(Graph graph, RuleIndex rules) {
        var done = new RewritePass(graph).settled(graph.outputs(), rules, rules);
        return Graph.rewritten(graph, done.outputs, done.log);
    }

    /// The graph after a run with the rules before gradients and one with all that are left then.
    static Graph runBoth(Graph graph, RuleSet rules) {
        var pass = new RewritePass(graph);
        var early = rules.beforeGradients();
        var first = pass.settled(graph.outputs(), early, early);
        boolean complete = first.log.stopped() == RewriteLog.StopReason.SETTLED;
        var further = complete ? rules.specializing() : rules.all();
        var second = pass.settled(first.outputs, rules.all(), further);
        return Graph.rewritten(graph, second.outputs, first.log.then(second.log));
    }

    /// One run.
    ///
    /// @param further the rules for nodes that the run before has settled
    private Settled settled(List<Tensor> outputs, RuleIndex rules, RuleIndex further) {
        run++;
        var work = new Work(rules, further, arena.size());
        try {
            var settled = new ArrayList<Tensor>(outputs.size());
            for (var y : outputs) settled.add(settle(y, work));
            var stopped =
                    work.budget > 0 ? RewriteLog.StopReason.SETTLED : RewriteLog.StopReason.BUDGET;
            return new Settled(settled, work.log(stopped));
        } catch (Cycle c) {
            stack.clear();
            return new Settled(outputs, work.log(RewriteLog.StopReason.CYCLE));
        }
    }

    /// Two rules that undo each other.
    private static final class Cycle extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private Tensor settle(Tensor x, Work work) {
        request(x);
        while (!stack.isEmpty()) {
            var visit = stack.peek();
            if (visit.settled || visit.isReplaced() && replacementSettled(visit)) stack.pop();
            else if (!visit.isReplaced() && inputsSettled(visit)) step(visit, work);
        }
        return resolve(x);
    }

    /// Puts the node behind `x` on the stack unless it is settled; false if it was not.
    private boolean request(Tensor x) {
        if (!(resolve(x) instanceof Output o)) return true;
        var visit = visit(o.apply());
        if (visit.settled) return true;
        if (visit.open) throw new Cycle();
        visit.open = true;
        stack.push(visit);
        return false;
    }

    private boolean replacementSettled(Visit visit) {
        for (var y : visit.node.outputs()) if (!request(y)) return false;
        return true;
    }

    private boolean inputsSettled(Visit visit) {
        var inputs = visit.node.inputs();
        for (; visit.next < inputs.size(); visit.next++)
            if (!request(inputs.get(visit.next))) return false;
        return true;
    }

    /// A node with settled inputs: takes these in, then tries the rules.
    private void step(Visit visit, Work work) {
        SourceLine.inherit(
                visit.node.where(),
                () -> {
                    if (!takeInputs(visit) && !applyRules(visit, work)) {
                        visit.settled = true;
                        stack.pop();
                    }
                    return null;
                });
    }

    private boolean takeInputs(Visit visit) {
        var node = visit.node;
        boolean changed = false;
        var inputs = new ArrayList<Tensor>(node.inputs().size());
        for (var x : node.inputs()) {
            var now = resolve(x);
            changed |= now != x;
            inputs.add(now);
        }
        if (changed) replace(visit, arena.apply(node.op(), inputs, node.where()).outputs());
        return changed;
    }

    private boolean applyRules(Visit visit, Work work) {
        var node = visit.node;
        for (var rule : (visit.known ? work.further : work.rules).at(node.op())) {
            if (work.budget <= 0) return false;
            var made = rule.rewriteAll(node);
            if (made.isEmpty()) continue;
            var after = made.get().stream().map(arena::intern).toList();
            if (!isProgress(rule, node, after)) continue;
            work.budget--;
            work.entries.add(new RewriteLog.Entry(rule, node.output(), after.getFirst()));
            replace(visit, after);
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

    private static void replace(Visit visit, List<Tensor> made) {
        visit.replaced = made.toArray(Tensor[]::new);
        for (int i = 0; i < visit.replaced.length; i++) {
            var old = visit.node.outputs().get(i);
            var now = visit.replaced[i];
            if (!old.name().isEmpty() && now.name().isEmpty() && now instanceof Output)
                now.named(old.name());
        }
    }

    private Visit visit(Apply node) {
        var visit = visits.get(node);
        if (visit == null) visits.put(node, visit = new Visit(node, run));
        else if (visit.run != run) visit.renew(run);
        return visit;
    }

    /// What stands for `x` now.
    private Tensor resolve(Tensor x) {
        var next = replacement(x);
        if (next == x) return x;
        var last = next;
        for (var n = replacement(last); n != last; n = replacement(last)) last = n;
        for (var y = x; next != last; y = next, next = replacement(y)) shorten(y, last);
        return last;
    }

    private Tensor replacement(Tensor x) {
        if (!(x instanceof Output o)) return x;
        var visit = visits.get(o.apply());
        boolean replaced = visit != null && visit.run == run && visit.isReplaced();
        return replaced ? visit.replaced[o.index()] : x;
    }

    private void shorten(Tensor x, Tensor last) {
        if (x instanceof Output o) visits.get(o.apply()).replaced[o.index()] = last;
    }

    /// What is known of a node.
    private static final class Visit {
        private static final Tensor[] NONE = {};

        final Apply node;

        /// The run that the rest is about.
        int run;

        /// Whether the run before has settled it.
        boolean known;

        /// Whether its inputs, or what replaces it, are being settled.
        boolean open;

        boolean settled;

        /// The first input that may not be settled.
        int next;

        /// What stands for its outputs, if others do.
        Tensor[] replaced = NONE;

        Visit(Apply node, int run) {
            this.node = node;
            this.run = run;
        }

        boolean isReplaced() {
            return replaced != NONE;
        }

        void renew(int current) {
            known = settled && run == current - 1;
            run = current;
            open = false;
            settled = false;
            next = 0;
            replaced = NONE;
        }
    }
}
