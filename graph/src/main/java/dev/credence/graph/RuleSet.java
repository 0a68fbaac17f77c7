package dev.credence.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Which rules a graph is rewritten with: the standard ones, less some, and some of one's own.
public final class RuleSet {
    private static final RuleSet NONE = new RuleSet(List.of());

    /// Made when first needed.
    private static final class Standard {
        static final RuleSet ALL = new RuleSet(rules());
        static final RuleSet SOUND = ALL.excludingTags("assumes_finite");
        static final RuleSet QUICK = SOUND.requiringTags("canonicalize");

        private static List<Rewriter> rules() {
            var rules = new ArrayList<>(StandardRules.ALL);
            for (var provider : ServiceLoader.load(RuleProvider.class))
                rules.addAll(provider.rules());
            return rules;
        }
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

    /// All rules, also those that assume finite values: what is asked for by tags.
    public static RuleSet everything() {
        return Standard.ALL;
    }

    /// The rules that bring graphs to canonical form and no others: less to do before the first
    /// call, at the price of accuracy where something over- or underflows, and of speed.
    public static RuleSet quick() {
        return Standard.QUICK;
    }

    /// The rules of [#everything] that have any of these tags: stages (`canonicalize`, `stabilize`,
    /// `differentiate`, `specialize`), soundnesses (`exact`, `stabilizes`, `assumes_finite`) and
    /// what rules of one's own add.
    ///
    /// @throws GraphException if no rule has one of them
    public static RuleSet tagged(String... tags) {
        return everything().filtered(r -> hasAny(r, tags), tags);
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

    /// These rules without those that have any of these tags.
    ///
    /// @throws GraphException if no rule has one of them
    public RuleSet excludingTags(String... tags) {
        return filtered(r -> !hasAny(r, tags), tags);
    }

    /// Those of these rules that have all of these tags.
    ///
    /// @throws GraphException if no rule has one of them
    public RuleSet requiringTags(String... tags) {
        return filtered(r -> r.tags().containsAll(List.of(tags)), tags);
    }

    private static boolean hasAny(Rewriter rule, String... tags) {
        return Arrays.stream(tags).anyMatch(rule.tags()::contains);
    }

    private RuleSet filtered(Predicate<Rewriter> kept, String... tags) {
        var known = new TreeSet<String>();
        for (var rule : rules) known.addAll(rule.tags());
        for (var tag : tags) {
            if (known.contains(tag)) continue;
            throw new GraphException(
                    "no rewrite is tagged '%s'; there are the tags %s".formatted(tag, known));
        }
        return new RuleSet(rules.stream().filter(kept).toList());
    }

    /// These rules and some more, which are tried before the one of that name.
    ///
    /// @throws GraphException if there is no rule of that name
    public RuleSet includingBefore(String equation, Rewriter... more) {
        int at = equations().indexOf(equation);
        if (at < 0) {
            throw new GraphException(
                    "there is no rewrite '%s' to place others before; rules are named by their equations, as in explain()"
                            .formatted(equation));
        }
        var joined = new ArrayList<>(rules);
        joined.addAll(at, Arrays.asList(more));
        return new RuleSet(joined);
    }

    /// These rules and then some more, which are tried after them.
    public RuleSet including(Rewriter... more) {
        var joined = new ArrayList<>(rules);
        joined.addAll(Arrays.asList(more));
        return new RuleSet(joined);
    }

    /// These rules and one that drops all checks at run time: what a [Check] guards is then
    /// computed from invalid values too.
    public RuleSet withoutChecks() {
        return including(new CheckRemoval());
    }

    /// The names of the rules, in the order in which they are tried.
    public List<String> equations() {
        return rules.stream().map(Rewriter::equation).toList();
    }

    boolean contains(Rewriter rule) {
        return rules.contains(rule);
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
