package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A place where equal nodes are one node: applying the same op to the same inputs twice gives the
/// same tensors.
///
/// Merging common sub-expressions is then no pass but a property. Constants of up to 64 elements
/// merge by value, larger ones by identity.
final class Arena {
    private static final int MERGE_BY_VALUE = 64;

    private final Map<Key, Apply> interned = new HashMap<>();
    private final Set<Apply> members = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<NdArray, Constant> constants = new HashMap<>();

    /// Inputs compare by identity, since tensors do.
    private record Key(Op op, List<Tensor> inputs) {}

    /// An arena of nodes that are known to differ from each other.
    static Arena of(Collection<Apply> nodes) {
        var arena = new Arena();
        for (var node : nodes) {
            arena.interned.put(new Key(node.op(), node.inputs()), node);
            arena.members.add(node);
            for (var x : node.inputs()) if (x instanceof Constant c) arena.constant(c);
        }
        return arena;
    }

    /// The one node that applies `op` to these inputs, which must be of this arena.
    Apply apply(Op op, List<Tensor> inputs) {
        return interned.computeIfAbsent(
                new Key(op, List.copyOf(inputs)),
                k -> {
                    var made = new Apply(k.op(), k.inputs());
                    members.add(made);
                    return made;
                });
    }

    /// The one constant of that value.
    Constant constant(Constant c) {
        return c.value().size() > MERGE_BY_VALUE ? c : constants.computeIfAbsent(c.value(), v -> c);
    }

    /// The tensor of this arena that is equal to `x`, which was built on tensors of this arena.
    Tensor intern(Tensor x) {
        if (!(x instanceof Output o)) return imported(x, Map.of());
        if (members.contains(o.apply())) return x;
        Map<Tensor, Tensor> mapped = new IdentityHashMap<>();
        for (var node : GraphWalk.topological(List.of(x), y -> members.contains(y.apply())))
            importNode(node, mapped);
        return imported(x, mapped);
    }

    /// Imports tensors with all they depend on.
    ///
    /// @param replacements leaves or nodes to be replaced on the way, by tensors of this arena
    List<Tensor> importAll(
            Collection<? extends Tensor> outputs,
            Map<? extends Tensor, ? extends Tensor> replacements) {
        Map<Tensor, Tensor> mapped = new IdentityHashMap<>();
        mapped.putAll(replacements);
        for (var node : GraphWalk.topological(outputs, replacements.keySet()))
            importNode(node, mapped);
        return outputs.stream().<Tensor>map(t -> imported(t, mapped)).toList();
    }

    private void importNode(Apply node, Map<Tensor, Tensor> mapped) {
        var inputs = new ArrayList<Tensor>(node.inputs().size());
        for (var x : node.inputs()) inputs.add(imported(x, mapped));
        var copy = SourceLine.inherit(node.where(), () -> apply(node.op(), inputs));
        for (int i = 0; i < copy.outputs().size(); i++) {
            var old = node.outputs().get(i);
            var made = copy.outputs().get(i);
            if (made.name().isEmpty() && !old.name().isEmpty()) made.named(old.name());
            mapped.putIfAbsent(old, made);
        }
    }

    private Tensor imported(Tensor x, Map<Tensor, Tensor> mapped) {
        var found = mapped.get(x);
        if (found != null) return found;
        return x instanceof Constant c ? constant(c) : x;
    }
}
