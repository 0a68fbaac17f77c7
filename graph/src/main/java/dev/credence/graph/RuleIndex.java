package dev.credence.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A set of rules, found by the op at which they look.
final class RuleIndex {
    private final List<Rewriter> anywhere = new ArrayList<>();
    private final Map<Object, List<Rewriter>> byRoot = new HashMap<>();

    RuleIndex(List<? extends Rewriter> rules) {
        for (var rule : rules) if (rule.roots().isEmpty()) anywhere.add(rule);
        for (var rule : rules) {
            for (var root : rule.roots()) {
                var list = byRoot.get(root);
                if (list == null) byRoot.put(root, list = new ArrayList<>(anywhere));
                list.add(rule);
            }
        }
    }

    /// The rules that may apply to a node of that op, in the order in which they are tried.
    List<Rewriter> at(Op op) {
        return byRoot.getOrDefault(op instanceof Elementwise ? op : op.getClass(), anywhere);
    }
}
