package dev.credence.graph;

import java.util.ArrayList;
import java.util.stream.Stream;

/// Rewrites graphs to equal ones that are shorter, quicker and numerically safer.
///
/// A rewritten graph knows what was done to it: [Graph#log].
public final class Rewriting {
    private Rewriting() {}

    /// The standard rules, sorted by when they take part; made when first needed.
    private static final class Standard {
        static final RuleIndex BEFORE_GRADIENTS = index(Rewriter.Stage.SPECIALIZE);
        static final RuleIndex ALL = index(Rewriter.Stage.DIFFERENTIATE);

        private static RuleIndex index(Rewriter.Stage without) {
            var rules = new ArrayList<Rewriter>();
            for (var rule : StandardRules.ALL) {
                boolean sound = rule.soundness() != Rewriter.Soundness.ASSUMES_FINITE;
                if (sound && rule.stage() != without) rules.add(rule);
            }
            return new RuleIndex(rules);
        }
    }

    /// The graph after all stages: what is to be compiled. Scans lose what gradients would need, so
    /// these are to be taken before.
    public static Graph optimize(Graph graph) {
        var settled = RewritePass.run(canonicalizeAndStabilize(graph), Standard.ALL);
        if (!LoopPass.concerns(settled)) return settled;
        return RewritePass.run(LoopPass.run(settled, Rewriting::optimize, true), Standard.ALL);
    }

    /// The graph in canonical and numerically safe form: what gradients are to be taken of, so that
    /// they are safe too.
    public static Graph canonicalizeAndStabilize(Graph graph) {
        var settled = RewritePass.run(graph, Standard.BEFORE_GRADIENTS);
        if (!LoopPass.concerns(settled)) return settled;
        return LoopPass.run(settled, Rewriting::canonicalizeAndStabilize, false);
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
