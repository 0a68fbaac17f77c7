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
        static final RuleIndex BEFORE_GRADIENTS = index(false);
        static final RuleIndex ALL = index(true);

        private static RuleIndex index(boolean specialize) {
            var rules = new ArrayList<Rewriter>();
            for (var rule : StandardRules.ALL) {
                boolean sound = rule.soundness() != Rewriter.Soundness.ASSUMES_FINITE;
                boolean due = specialize || rule.stage() != Rewriter.Stage.SPECIALIZE;
                if (sound && due) rules.add(rule);
            }
            return new RuleIndex(rules);
        }
    }

    /// The graph after all stages: what is to be compiled. Scans lose what gradients would need, so
    /// these are to be taken before.
    public static Graph optimize(Graph graph) {
        var settled = RewritePass.run(canonicalizeAndStabilize(graph), Standard.ALL);
        if (!LoopPass.concerns(settled)) return settled;
        var loops = LoopPass.run(settled, Rewriting::optimize, true);
        var changed = ShortAxes.run(LoopWork.run(loops));
        if (changed != loops)
            loops = LoopPass.run(RewritePass.run(changed, Standard.ALL), Rewriting::optimize, true);
        return RewritePass.run(loops, Standard.ALL);
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
        return RewritePass.run(optimize(graph), new RuleIndex(StandardRules.ALL));
    }

    /// All rules as equations with stage and soundness, for documentation.
    static Stream<Rewriter> rules() {
        return StandardRules.ALL.stream();
    }
}
