package dev.credence.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A set of rules, found by the op at which they look.
final class RuleIndex {
    private final List<Rewriter> anywhere;
    private final Map<Object, List<Rewriter>> byRoot = new HashMap<>();

    RuleIndex(List<? extends Rewriter> rules) {
        anywhere = rules.stream().<Rewriter>map(r -> r).filter(r -> r.roots().isEmpty()).toList();
        for (var rule : rules)
            for (var root : rule.roots())
                byRoot.computeIfAbsent(root, r -> new ArrayList<>(anywhere)).add(rule);
    }

    /// The rules that may apply to a node of that op, in the order in which they are tried.
    List<Rewriter> at(Op op) {
        return byRoot.getOrDefault(op instanceof Elementwise ? op : op.getClass(), anywhere);
    }
}
