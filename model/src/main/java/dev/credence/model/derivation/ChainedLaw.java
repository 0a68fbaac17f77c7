package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Apply;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Tensor;
import dev.credence.graph.View;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The law of random expressions joined along an axis of which later ones depend on earlier ones:
/// the law of each given the values of those before.
///
/// @param kind that of all parts
record ChainedLaw(Kind kind, List<Tensor> parts, int axis) implements Law {
    @Override
    public Tensor logp(Tensor value) {
        var pieces = JoinedLaw.pieces(value, parts, axis);
        Map<Tensor, Tensor> known = new IdentityHashMap<>();
        var terms = new ArrayList<Tensor>();
        for (int i = 0; i < parts.size(); i++) {
            var part = GraphWalk.substitute(List.of(parts.get(i)), known).getFirst();
            var law = Derivation.of(part);
            var logp = law.logp(pieces.get(i));
            terms.add(broadcastTo(logp, shapeOf(pieces.get(i))));
            learn(known, parts.get(i), pieces.get(i));
        }
        return concatenate(axis, terms.toArray(Tensor[]::new));
    }

    /// What is known with a value: the expression and what it is a rearrangement of.
    private static void learn(Map<Tensor, Tensor> known, Tensor x, Tensor value) {
        var at = value;
        for (var here = x; ; here = here.owner().orElseThrow().input(0)) {
            known.put(here, at);
            var node = here.owner();
            if (node.isEmpty() || !isRearrangement(node.get())) return;
            var below = node.get().input(0);
            at = reshape(at, LogTerms.shapeOf(below), below.rank());
        }
    }

    /// An arrangement that keeps the elements in row-major order.
    private static boolean isRearrangement(Apply node) {
        if (node.op() instanceof View.Reshape) return true;
        if (!(node.op() instanceof View.DimShuffle shuffle)) return false;
        var kept = shuffle.order().stream().filter(a -> a >= 0).toList();
        return kept.stream().sorted().toList().equals(kept);
    }

    @Override
    public boolean isElementwise() {
        return false;
    }
}
