package dev.credence.graph;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Rewrites graphs to equal ones that are shorter, quicker and numerically safer.
///
/// A rewritten graph knows what was done to it: [Graph#log].
public final class Rewriting {
    private Rewriting() {}

    /// The graph after all stages: what is to be compiled. Scans lose what gradients would need, so
    /// these are to be taken before.
    public static Graph optimize(Graph graph) {
        return optimize(graph, RuleSet.standard());
    }

    /// As [#optimize(Graph)] with the given rules.
    public static Graph optimize(Graph graph, RuleSet rules) {
        if (rules.isEmpty()) return graph;
        return FactorRules.share(settled(graph, rules), rules);
    }

    private static Graph settled(Graph graph, RuleSet rules) {
        var settled =
                LoopPass.concerns(graph)
                        ? RewritePass.run(canonicalizeAndStabilize(graph, rules), rules.all())
                        : RewritePass.runBoth(graph, rules);
        if (!LoopPass.concerns(settled)) return settled;
        UnaryOperator<Graph> inside = inner -> optimize(inner, rules);
        var loops = LoopPass.run(settled, inside, true);
        var changed = ShortAxes.run(LoopWork.run(loops));
        if (changed != loops)
            loops = LoopPass.run(RewritePass.run(changed, rules.all()), inside, true);
        return RewritePass.run(loops, rules.all());
    }

    /// The graph in canonical and numerically safe form: what gradients are to be taken of, so that
    /// they are safe too.
    public static Graph canonicalizeAndStabilize(Graph graph) {
        return canonicalizeAndStabilize(graph, RuleSet.standard());
    }

    private static Graph canonicalizeAndStabilize(Graph graph, RuleSet rules) {
        var settled = RewritePass.run(graph, rules.beforeGradients());
        if (!LoopPass.concerns(settled)) return settled;
        return LoopPass.run(settled, inner -> canonicalizeAndStabilize(inner, rules), false);
    }

    /// As [#optimize], and with the rules that forget values which may be NaN or infinite: `x * 0`
    /// becomes 0.
    public static Graph optimizeAssumingFinite(Graph graph) {
        var rules =
                StandardRules.ALL.stream()
                        .filter(r -> r.stage() != Rewriter.Stage.DIFFERENTIATE)
                        .toList();
        return RewritePass.run(optimize(graph), new RuleIndex(rules));
    }

    /// All rules as equations with stage and soundness, for documentation.
    static Stream<Rewriter> rules() {
        return StandardRules.ALL.stream();
    }
}
