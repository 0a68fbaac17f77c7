package dev.credence.graph;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A rewrite as two graphs of any ops over the same wildcards, which are inputs and stand for
/// tensors of their dtype and rank.
///
/// @param left what is looked for; its root is an op with one output
/// @param right a graph over inputs of the left side
record PatternRule(Stage stage, Soundness soundness, Tensor left, Tensor right)
        implements Rewriter {

    PatternRule {
        if (!(left instanceof Output o) || o.apply().outputs().size() != 1) {
            throw new GraphException(
                    "a rewrite of '%s' has nothing to look for; its left side must be an op with one output"
                            .formatted(left));
        }
        Set<Tensor> wildcards = new HashSet<>(GraphWalk.leaves(List.of(left)));
        for (var leaf : GraphWalk.leaves(List.of(right))) {
            if (leaf instanceof Constant || wildcards.contains(leaf)) continue;
            throw new GraphException(
                    "the right side of the rewrite '%s = %s' needs '%s', which its left side does not have"
                            .formatted(MathText.of(left), MathText.of(right), leaf));
        }
    }

    @Override
    public String equation() {
        return MathText.of(left) + " = " + MathText.of(right);
    }

    @Override
    public List<Object> roots() {
        var op = left.owner().orElseThrow().op();
        return List.of(op instanceof Elementwise ? op : op.getClass());
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        Map<Tensor, Tensor> bound = new IdentityHashMap<>();
        if (!matches(left, node.output(), bound)) return Optional.empty();
        var made = GraphWalk.substitute(List.of(right), bound).getFirst();
        return TypeFit.fit(made, node);
    }

    /// Whether a tensor has the form of a pattern. Where it has not, bindings of the attempt may be
    /// left behind.
    private static boolean matches(Tensor pattern, Tensor x, Map<Tensor, Tensor> bound) {
        var known = bound.get(pattern);
        if (known != null) return Lifting.same(known, x);
        boolean found =
                switch (pattern) {
                    case Input wildcard -> wildcard.type().unified(x.type()).isPresent();
                    case Constant c -> isConstant(c, x);
                    case Shared s -> s == x;
                    case Output p ->
                            x instanceof Output y
                                    && p.index() == y.index()
                                    && p.apply().op().equals(y.apply().op())
                                    && inputsMatch(p.apply(), y.apply(), bound);
                };
        if (found && pattern instanceof Input) bound.put(pattern, x);
        return found;
    }

    private static boolean inputsMatch(Apply pattern, Apply node, Map<Tensor, Tensor> bound) {
        if (pattern.inputs().size() != node.inputs().size()) return false;
        Map<Tensor, Tensor> straight = new IdentityHashMap<>(bound);
        boolean found = true;
        for (int i = 0; i < node.inputs().size() && found; i++)
            found = matches(pattern.input(i), node.input(i), straight);
        if (found) bound.putAll(straight);
        if (found || !pattern.op().commutes()) return found;
        return matches(pattern.input(0), node.input(1), bound)
                && matches(pattern.input(1), node.input(0), bound);
    }

    private static boolean isConstant(Constant c, Tensor x) {
        if (x instanceof Constant d && d.value().equals(c.value())) return true;
        return c.value().size() == 1
                && c.rank() == x.rank()
                && c.dtype() == x.dtype()
                && UniformValue.is(x, c.value().element(0));
    }

    @Override
    public String toString() {
        return equation();
    }
}
