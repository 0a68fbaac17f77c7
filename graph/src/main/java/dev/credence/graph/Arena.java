package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A place where equal nodes are one node: applying the same op to the same inputs twice gives the
/// same tensors.
///
/// Merging common sub-expressions is then no pass but a property. Constants of up to 64 elements
/// merge by value, larger ones by identity.
final class Arena {
    private static final int MERGE_BY_VALUE = 64;

    private final Map<Key, Apply> interned;
    private final Map<NdArray, Constant> constants = new HashMap<>();

    Arena() {
        this(0);
    }

    private Arena(int nodes) {
        this.interned = HashMap.newHashMap(nodes);
    }

    /// What makes nodes equal. Inputs compare by identity, since tensors do. Ops that may hold
    /// graphs are hashed by their class only; those that pick parts are hashed as they are, since
    /// there may be thousands of parts of one tensor.
    private static final class Key {
        private final Op op;
        private final List<Tensor> inputs;
        private final int hash;

        Key(Op op, List<Tensor> inputs) {
            this.op = op;
            this.inputs = inputs;
            boolean small =
                    op instanceof Elementwise || op instanceof Indexing || op instanceof View;
            int mixed = small ? op.hashCode() : op.getClass().hashCode();
            for (var x : inputs) mixed = 31 * mixed + System.identityHashCode(x);
            this.hash = mixed;
        }

        @Override
        public boolean equals(Object other) {
            if (!(other instanceof Key k) || k.inputs.size() != inputs.size()) return false;
            for (int i = 0; i < inputs.size(); i++)
                if (inputs.get(i) != k.inputs.get(i)) return false;
            return op.equals(k.op);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /// An arena of nodes that are known to differ from each other.
    static Arena of(Collection<Apply> nodes) {
        var arena = new Arena(2 * nodes.size());
        for (var node : nodes) {
            arena.interned.put(new Key(node.op(), node.inputs()), node);
            for (var x : node.inputs()) if (x instanceof Constant c) arena.constant(c);
        }
        return arena;
    }

    /// The one node that applies `op` to these inputs, which must be of this arena; a new one is
    /// made on behalf of the given line.
    Apply apply(Op op, List<Tensor> inputs, Optional<SourceLine> where) {
        var key = new Key(op, List.copyOf(inputs));
        var known = interned.get(key);
        if (known != null) return known;
        var made = new Apply(op, key.inputs, where);
        interned.put(key, made);
        return made;
    }

    /// How many nodes there are.
    int size() {
        return interned.size();
    }

    private boolean contains(Apply node) {
        return interned.get(new Key(node.op(), node.inputs())) == node;
    }

    /// The one constant of that value.
    Constant constant(Constant c) {
        if (c.value().size() > MERGE_BY_VALUE) return c;
        var known = constants.putIfAbsent(c.value(), c);
        return known == null ? c : known;
    }

    /// The tensor of this arena that is equal to `x`, which was built on tensors of this arena.
    Tensor intern(Tensor x) {
        Map<Tensor, Tensor> mapped = new IdentityHashMap<>();
        for (var node : GraphWalk.topological(List.of(x), y -> contains(y.apply())))
            importNode(node, mapped, true);
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
            importNode(node, mapped, false);
        var imported = new ArrayList<Tensor>(outputs.size());
        for (var y : outputs) imported.add(imported(y, mapped));
        return imported;
    }

    /// @param adopt whether the node itself may become a member, if there is no equal one
    private void importNode(Apply node, Map<Tensor, Tensor> mapped, boolean adopt) {
        var inputs = new ArrayList<Tensor>(node.inputs().size());
        boolean same = adopt;
        for (var x : node.inputs()) {
            var y = imported(x, mapped);
            same &= x == y;
            inputs.add(y);
        }
        if (same && interned.putIfAbsent(new Key(node.op(), node.inputs()), node) == null) return;
        var copy = apply(node.op(), inputs, node.where());
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
