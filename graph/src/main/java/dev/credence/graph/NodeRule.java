package dev.credence.graph;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A rewrite that is one function of a node: for families of rules that share nothing but the op at
/// which they look.
///
/// @param form what replaces the outputs of a node, or empty
record NodeRule(
        String equation,
        Stage stage,
        Soundness soundness,
        List<Object> roots,
        Function<Apply, Optional<List<Tensor>>> form)
        implements Rewriter {

    /// A rule of one output.
    static NodeRule of(
            String equation,
            Stage stage,
            Soundness soundness,
            Object root,
            Function<Apply, Optional<Tensor>> form) {
        return new NodeRule(
                equation, stage, soundness, List.of(root), a -> form.apply(a).map(List::of));
    }

    /// A canonical form of one output, which may be the more accurate one.
    static NodeRule canonical(
            String equation, Object root, Function<Apply, Optional<Tensor>> form) {
        return of(equation, Stage.CANONICALIZE, Soundness.STABILIZES, root, form);
    }

    /// A canonical form of several outputs, which may be the more accurate one.
    static NodeRule canonicalAll(
            String equation, Object root, Function<Apply, Optional<List<Tensor>>> form) {
        return new NodeRule(
                equation, Stage.CANONICALIZE, Soundness.STABILIZES, List.of(root), form);
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        return form.apply(node).map(List::getFirst);
    }

    @Override
    public Optional<List<Tensor>> rewriteAll(Apply node) {
        return form.apply(node);
    }

    @Override
    public String toString() {
        return equation;
    }
}
