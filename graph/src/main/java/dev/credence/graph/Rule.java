package dev.credence.graph;

import java.util.List;
import java.util.Optional;

/// A rewrite as data: two scalar graphs over the same wildcards, which are inputs, and a guard.
///
/// The left side matches elementwise nodes of any rank. A constant in it matches tensors all of
/// whose elements have that value; a wildcard that occurs twice matches one and the same tensor.
///
/// @param left an elementwise graph
/// @param right a graph over wildcards of the left side
/// @param guard what must be known of a wildcard besides
record Rule(Stage stage, Soundness soundness, Tensor left, Tensor right, Optional<Guard> guard)
        implements Rewriter {

    /// A condition on what a wildcard matched, which answers no where it does not know.
    ///
    /// @param wildcard an input of the left side
    /// @param condition what must be known of it
    record Guard(Input wildcard, Condition condition) {
        @Override
        public String toString() {
            return condition.text.formatted(wildcard.name());
        }
    }

    /// The conditions that guards can ask for.
    enum Condition {
        NON_NEGATIVE("%s >= 0"),
        POSITIVE_CONSTANT("%s a constant > 0"),
        NOT_BOUNDED_ABOVE("%s is no minimum");

        private final String text;

        Condition(String text) {
            this.text = text;
        }

        boolean holds(Tensor x) {
            return switch (this) {
                case NON_NEGATIVE -> Signs.nonNegative(x);
                case POSITIVE_CONSTANT -> UniformValue.of(x).orElse(0) > 0;
                case NOT_BOUNDED_ABOVE -> Elementwise.MINIMUM != Lifting.op(x);
            };
        }
    }

    static Rule exact(Stage stage, Tensor left, Tensor right) {
        return new Rule(stage, Soundness.EXACT, left, right, Optional.empty());
    }

    static Rule stabilizes(Stage stage, Tensor left, Tensor right) {
        return new Rule(stage, Soundness.STABILIZES, left, right, Optional.empty());
    }

    static Rule assumesFinite(Stage stage, Tensor left, Tensor right) {
        return new Rule(stage, Soundness.ASSUMES_FINITE, left, right, Optional.empty());
    }

    /// A rule that a user wrote, without the user's lines in its nodes.
    static Rule checked(Stage stage, Soundness soundness, Tensor left, Tensor right) {
        if (!(left instanceof Output)) {
            throw new GraphException(
                    "a rewrite of '%s' would match everything; its left side must be a function"
                            .formatted(left));
        }
        for (var node : GraphWalk.topological(List.of(left, right))) {
            if (node.op() instanceof Elementwise) continue;
            throw new GraphException(
                    "the rewrite '%s = %s' has %s in it; only elementwise functions can be matched, other rewrites implement Rewriter"
                            .formatted(MathText.of(left), MathText.of(right), node.op()));
        }
        var wildcards = GraphWalk.leaves(List.of(left));
        for (var leaf : GraphWalk.leaves(List.of(right))) {
            if (leaf instanceof Constant || wildcards.contains(leaf)) continue;
            throw new GraphException(
                    "the right side of the rewrite '%s = %s' needs '%s', which its left side does not have"
                            .formatted(MathText.of(left), MathText.of(right), leaf));
        }
        return new Rule(stage, soundness, left, right, Optional.empty());
    }

    /// The same rule where the wildcard is known to fulfil the condition only.
    Rule where(Input wildcard, Condition condition) {
        return new Rule(stage, soundness, left, right, Optional.of(new Guard(wildcard, condition)));
    }

    @Override
    public String equation() {
        var text = MathText.of(left) + " = " + MathText.of(right);
        return guard.map(g -> text + " where " + g).orElse(text);
    }

    @Override
    public List<Object> roots() {
        return List.of(left.owner().orElseThrow().op());
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        var match = new Match();
        if (!match.matches(left, node)) return Optional.empty();
        if (guard.isPresent()
                && !guard.get().condition().holds(match.bound(guard.get().wildcard())))
            return Optional.empty();
        if (stage == Stage.CANONICALIZE && growsWork(match, node.output().shape()))
            return Optional.empty();
        var made = match.instantiate(right);
        return TypeFit.fit(
                made instanceof Constant c ? Promotion.to(node.output().dtype(), c) : made, node);
    }

    /// Whether the right side computes more tensors of the full shape than the left side, as when a
    /// sign moves from a scalar to a vector.
    private boolean growsWork(Match match, Shape full) {
        return full.rank() > 0 && work(right, match, full) > work(left, match, full);
    }

    private static int work(Tensor pattern, Match match, Shape full) {
        if (!(pattern instanceof Output o) || !isFull(pattern, match, full)) return 0;
        int below = 0;
        for (var x : o.apply().inputs()) below += work(x, match, full);
        return 1 + below;
    }

    private static boolean isFull(Tensor pattern, Match match, Shape full) {
        return switch (pattern) {
            case Input wildcard -> match.bound(wildcard).shape().equals(full);
            case Output o -> o.apply().inputs().stream().anyMatch(x -> isFull(x, match, full));
            case Constant c -> false;
            case Shared s -> false;
        };
    }

    @Override
    public String toString() {
        return equation();
    }
}
