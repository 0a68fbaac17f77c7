package dev.credence.graph;

import java.util.List;
import java.util.Optional;

/// Drops checks at run time, for functions whose arguments are known to be valid; see
/// [RuleSet#withoutChecks].
record CheckRemoval() implements Rewriter {
    @Override
    public String equation() {
        return "Check(x, c) = x";
    }

    @Override
    public Stage stage() {
        return Stage.CANONICALIZE;
    }

    @Override
    public Soundness soundness() {
        return Soundness.ASSUMES_FINITE;
    }

    @Override
    public List<Object> roots() {
        return List.of(Check.class);
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        return TypeFit.fit(node.input(0), node);
    }
}
