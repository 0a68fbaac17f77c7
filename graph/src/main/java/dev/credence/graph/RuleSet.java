package dev.credence.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// Which rules a graph is rewritten with: the standard ones, less some, and some of one's own.
public final class RuleSet {
    private static final RuleSet NONE = new RuleSet(List.of());

    /// Made when first needed.
    private static final class Standard {
        static final RuleSet SOUND =
                new RuleSet(
                        StandardRules.ALL.stream()
                                .filter(r -> r.soundness() != Rewriter.Soundness.ASSUMES_FINITE)
                                .toList());
    }

    private final List<Rewriter> rules;
    private final RuleIndex all;
    private final RuleIndex beforeGradients;
    private final RuleIndex specializing;

    private RuleSet(List<Rewriter> rules) {
        this.rules = List.copyOf(rules);
        this.all = without(Rewriter.Stage.DIFFERENTIATE);
        this.beforeGradients = without(Rewriter.Stage.SPECIALIZE);
        this.specializing =
                new RuleIndex(
                        rules.stream()
                                .filter(r -> r.stage() == Rewriter.Stage.SPECIALIZE)
                                .toList());
    }

    private RuleIndex without(Rewriter.Stage stage) {
        return new RuleIndex(rules.stream().filter(r -> r.stage() != stage).toList());
    }

    /// The standard rules, without those that assume finite values.
    public static RuleSet standard() {
        return Standard.SOUND;
    }

    /// No rules: graphs are compiled as they are written.
    public static RuleSet none() {
        return NONE;
    }

    /// These rules without some, which are named by their equations.
    ///
    /// @throws GraphException if there is no rule of that name
    public RuleSet excluding(String... equations) {
        var kept = new ArrayList<>(rules);
        for (var equation : equations) {
            Predicate<Rewriter> named = r -> r.equation().equals(equation);
            if (!kept.removeIf(named)) {
                throw new GraphException(
                        "there is no rewrite '%s' to leave out; rules are named by their equations, as in explain()"
                                .formatted(equation));
            }
        }
        return new RuleSet(kept);
    }

    /// These rules and then some more, which are tried after them.
    public RuleSet including(Rewriter... more) {
        var joined = new ArrayList<>(rules);
        joined.addAll(Arrays.asList(more));
        return new RuleSet(joined);
    }

    /// The names of the rules, in the order in which they are tried.
    public List<String> equations() {
        return rules.stream().map(Rewriter::equation).toList();
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    RuleIndex all() {
        return all;
    }

    RuleIndex beforeGradients() {
        return beforeGradients;
    }

    /// The rules that are among all but not before gradients.
    RuleIndex specializing() {
        return specializing;
    }
}
