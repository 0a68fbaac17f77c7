package dev.credence.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Walks over graphs, all without recursion, so that a chain of 100,000 nodes is nothing special.
public final class GraphWalk {
    private GraphWalk() {}

    /// The nodes that the given tensors depend on, each after the nodes it depends on.
    public static List<Apply> topological(Collection<? extends Tensor> outputs) {
        return topological(outputs, _ -> false);
    }

    /// As [#topological(Collection)], not looking behind the tensors in `stops`.
    public static List<Apply> topological(
            Collection<? extends Tensor> outputs, Set<? extends Tensor> stops) {
        return topological(outputs, (Output x) -> stops.contains(x));
    }

    /// A node whose inputs are being visited.
    private static final class Visit {
        final Apply node;
        int next;

        Visit(Apply node) {
            this.node = node;
        }
    }

    /// As [#topological(Collection)], not looking behind tensors for which `stop` holds.
    static List<Apply> topological(Collection<? extends Tensor> outputs, Predicate<Output> stop) {
        var order = new ArrayList<Apply>();
        Set<Apply> met = Collections.newSetFromMap(new IdentityHashMap<>());
        var stack = new ArrayDeque<Visit>();
        for (var output : outputs) {
            meet(output, stop, met, stack);
            while (!stack.isEmpty()) {
                var visit = stack.peek();
                var inputs = visit.node.inputs();
                if (visit.next < inputs.size()) {
                    meet(inputs.get(visit.next++), stop, met, stack);
                } else {
                    stack.pop();
                    order.add(visit.node);
                }
            }
        }
        return order;
    }

    private static void meet(
            Tensor x, Predicate<Output> stop, Set<Apply> met, ArrayDeque<Visit> stack) {
        if (x instanceof Output o && !stop.test(o) && met.add(o.apply()))
            stack.push(new Visit(o.apply()));
    }

    /// The given tensors and all that they depend on, breadth first.
    public static List<Tensor> breadthFirst(Collection<? extends Tensor> outputs) {
        Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        var found = new ArrayList<Tensor>();
        for (var y : outputs) if (seen.add(y)) found.add(y);
        for (int i = 0; i < found.size(); i++) {
            if (!(found.get(i) instanceof Output o)) continue;
            for (var x : o.apply().inputs()) if (seen.add(x)) found.add(x);
        }
        return found;
    }

    /// Which of the tensors in `ends` the roots are or depend on without another one between.
    public static Set<Tensor> reached(Collection<? extends Tensor> roots, Set<Tensor> ends) {
        Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Tensor> found = Collections.newSetFromMap(new IdentityHashMap<>());
        var open = new ArrayDeque<Tensor>(roots);
        while (!open.isEmpty()) {
            var x = open.pop();
            if (!seen.add(x)) continue;
            if (ends.contains(x)) found.add(x);
            else if (x instanceof Output o) open.addAll(o.apply().inputs());
        }
        return found;
    }

    /// The leaves that the given tensors depend on, in the order in which a depth-first walk meets
    /// them.
    public static List<Tensor> leaves(Collection<? extends Tensor> outputs) {
        var found = new ArrayList<Tensor>();
        Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (var output : outputs)
            if (!(output instanceof Output) && seen.add(output)) found.add(output);
        for (var node : topological(outputs)) {
            for (var x : node.inputs()) if (!(x instanceof Output) && seen.add(x)) found.add(x);
        }
        return found;
    }

    /// Copies of the given tensors in which some nodes are replaced; what does not depend on them
    /// is shared.
    ///
    /// @param replacements new tensor by old one; an old one may be a leaf or any node in between
    public static List<Tensor> substitute(
            List<? extends Tensor> outputs, Map<? extends Tensor, ? extends Tensor> replacements) {
        Map<Tensor, Tensor> mapped = new IdentityHashMap<>();
        mapped.putAll(replacements);
        for (var node : topological(outputs, replacements.keySet())) {
            var inputs = new ArrayList<Tensor>(node.inputs().size());
            boolean changed = false;
            for (var x : node.inputs()) {
                var y = mapped.getOrDefault(x, x);
                changed |= x != y;
                inputs.add(y);
            }
            if (!changed) continue;
            var copy = new Apply(node.op(), inputs, node.where());
            for (int i = 0; i < copy.outputs().size(); i++) {
                var old = node.outputs().get(i);
                if (!mapped.containsKey(old))
                    mapped.put(old, copy.outputs().get(i).named(old.name()));
            }
        }
        var copies = new ArrayList<Tensor>(outputs.size());
        for (var y : outputs) copies.add(mapped.getOrDefault(y, y));
        return copies;
    }
}
