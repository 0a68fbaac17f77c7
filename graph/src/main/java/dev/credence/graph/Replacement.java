package dev.credence.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Replaces nodes of graphs, checking that the replacements fit, and compares graphs.
public final class Replacement {
    private Replacement() {}

    /// Copies of tensors in which some nodes are replaced.
    ///
    /// @param strict whether each node to be replaced must be among those that `outputs` depend on
    /// @throws GraphException if a replacement is of another dtype or rank, or a node is not found
    public static List<Tensor> of(
            List<? extends Tensor> outputs,
            Map<? extends Tensor, ? extends Tensor> replacements,
            boolean strict) {
        replacements.forEach((x, y) -> {
            if (x.type().unified(y.type()).isEmpty()) {
                throw new GraphException(
                                "'%s' is %s and cannot be replaced by '%s', which is %s"
                                        .formatted(x, x.type(), y, y.type()))
                        .at(SourceLine.here());
            }
        });
        if (strict) {
            Set<Tensor> found = Collections.newSetFromMap(new IdentityHashMap<>());
            found.addAll(GraphWalk.breadthFirst(outputs));
            for (var x : replacements.keySet()) {
                if (!found.contains(x)) {
                    throw new GraphException(
                                    "'%s' is to be replaced, but %s does not depend on it"
                                            .formatted(x, outputs))
                            .at(SourceLine.here());
                }
            }
        }
        return GraphWalk.substitute(outputs, replacements);
    }

    /// Whether tensors are computed in the same way, with constants of the same values.
    ///
    /// @param inputsOfA leaves that stand for those of `inputsOfB`; all others must be the same
    public static boolean equal(
            List<? extends Tensor> a,
            List<? extends Tensor> b,
            List<? extends Tensor> inputsOfA,
            List<? extends Tensor> inputsOfB) {
        if (a.size() != b.size() || inputsOfA.size() != inputsOfB.size()) return false;
        var free = free(a, inputsOfA);
        if (!identities(free).equals(identities(free(b, inputsOfB)))) return false;
        return closed(a, inputsOfA, free).equals(closed(b, inputsOfB, free));
    }

    private static List<Tensor> free(
            List<? extends Tensor> outputs, List<? extends Tensor> inputs) {
        return GraphWalk.leaves(outputs).stream()
                .filter(x -> !(x instanceof Constant) && !inputs.contains(x))
                .toList();
    }

    private static Set<Tensor> identities(List<Tensor> tensors) {
        Set<Tensor> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(tensors);
        return set;
    }

    private static InnerGraph closed(
            List<? extends Tensor> outputs, List<? extends Tensor> inputs, List<Tensor> free) {
        var all = new ArrayList<Tensor>(inputs);
        all.addAll(free);
        return InnerGraph.of(all, outputs);
    }
}
