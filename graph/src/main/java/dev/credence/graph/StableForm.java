package dev.credence.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Puts what is to be differentiated into numerically safe form first, since the gradient of a
/// formula that overflows does so too.
///
/// The tensors that a gradient speaks of may be any nodes. They stay nodes of their own: no rewrite
/// sees what is behind them, and each has a counterpart.
final class StableForm {
    private final Map<Tensor, Tensor> counterparts = new IdentityHashMap<>();

    /// What stands for the outputs of kept nodes, and for kept constants, while rules are applied.
    private final Map<Tensor, Tensor> leaves = new IdentityHashMap<>();

    /// What has become of each settled tensor, once the leaves are nodes again.
    private final Map<Tensor, Tensor> built = new IdentityHashMap<>();

    private StableForm() {}

    /// The safe form of `outputs`; empty if no rule makes them safer than they are written.
    ///
    /// @param kept the tensors that the gradient speaks of
    static Optional<StableForm> of(
            List<? extends Tensor> outputs, Collection<? extends Tensor> kept) {
        var form = new StableForm();
        var nodes = form.keep(outputs, kept);
        var free = outputs.stream().filter(y -> !form.leaves.containsKey(y)).toList();
        var settled = form.settled(free, nodes);
        boolean safer =
                settled.log().entries().stream()
                        .anyMatch(e -> e.stage() == Rewriter.Stage.STABILIZE);
        if (!safer) return Optional.empty();
        int at = free.size();
        for (var node : nodes) {
            int inputs = node.inputs().size();
            int end = at + inputs + node.outputs().size();
            form.rebuild(
                    node,
                    settled.outputs().subList(at, at + inputs),
                    settled.outputs().subList(at + inputs, end));
            at = end;
        }
        for (int i = 0; i < free.size(); i++)
            form.counterparts.put(free.get(i), form.build(settled.outputs().get(i)));
        return Optional.of(form);
    }

    /// Gives leaves to what is kept; the nodes behind that, each after those it depends on.
    private List<Apply> keep(List<? extends Tensor> outputs, Collection<? extends Tensor> kept) {
        Set<Apply> owners = Collections.newSetFromMap(new IdentityHashMap<>());
        for (var x : kept) {
            if (x instanceof Output o) owners.add(o.apply());
            if (x instanceof Constant) built.put(leaf(x), x);
        }
        if (owners.isEmpty()) return List.of();
        var nodes = GraphWalk.topological(outputs).stream().filter(owners::contains).toList();
        for (var node : nodes) node.outputs().forEach(this::leaf);
        return nodes;
    }

    private Tensor leaf(Tensor x) {
        var leaf = new Input(x.name(), x.type());
        leaves.put(x, leaf);
        return leaf;
    }

    /// The free outputs, then the inputs and outputs of each kept node, all in safe form.
    private Graph settled(List<? extends Tensor> free, List<Apply> nodes) {
        var wanted = new ArrayList<Tensor>(free);
        for (var node : nodes) wanted.addAll(node.inputs());
        var arena = new Arena();
        var imported = arena.importAll(wanted, leaves);
        var parts = new ArrayList<>(imported.subList(0, free.size()));
        int at = free.size();
        for (var node : nodes) {
            var inputs = imported.subList(at, at + node.inputs().size());
            parts.addAll(inputs);
            parts.addAll(arena.apply(node.op(), inputs, node.where()).outputs());
            at += inputs.size();
        }
        return Rewriting.canonicalizeAndStabilize(Graph.imported(List.of(), parts));
    }

    /// Makes the counterparts of a kept node's outputs, which nothing else may share: by the node
    /// that rules have made of it if there is one, else by its own op.
    private void rebuild(Apply node, List<Tensor> inputs, List<Tensor> outputs) {
        var owner = outputs.getFirst().owner().filter(a -> a.outputs().equals(outputs));
        var op = owner.map(Apply::op).orElse(node.op());
        var operands = owner.map(Apply::inputs).orElse(inputs).stream().map(this::build).toList();
        var fresh = new Apply(op, operands, node.where());
        for (int i = 0; i < outputs.size(); i++) {
            var old = node.outputs().get(i);
            var now = fresh.outputs().get(i);
            built.put(leaves.get(old), now.named(old.name()));
            counterparts.put(old, now);
        }
    }

    /// A settled tensor with nodes in place of the leaves that stand for them.
    private Tensor build(Tensor x) {
        if (built.isEmpty()) return x;
        for (var node : GraphWalk.topological(List.of(x), built::containsKey)) {
            var inputs = node.inputs().stream().map(i -> built.getOrDefault(i, i)).toList();
            var now =
                    inputs.equals(node.inputs())
                            ? node
                            : new Apply(node.op(), inputs, node.where());
            for (int i = 0; i < node.outputs().size(); i++) {
                var y = node.outputs().get(i);
                built.put(y, now.outputs().get(i).named(y.name()));
            }
        }
        return built.getOrDefault(x, x);
    }

    /// What is to be differentiated in place of `x`, or `x` itself where there is nothing else.
    Tensor counterpart(Tensor x) {
        return counterparts.getOrDefault(x, x);
    }
}
