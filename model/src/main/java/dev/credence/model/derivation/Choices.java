package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Apply;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.IfElse;
import dev.credence.graph.Indexing;
import dev.credence.graph.InnerGraph;
import dev.credence.graph.Output;
import dev.credence.graph.Tensor;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The laws of choices: mixtures where what decides is random, else the law of what is chosen.
final class Choices {
    private Choices() {}

    /// A choice element by element.
    static Optional<Law> selection(Derivation derivation, Apply node) {
        var yes = node.input(1);
        var no = node.input(2);
        return choice(derivation, node, yes, no);
    }

    /// The expression with choices element by element in place of those whose sides are graphs of
    /// their own.
    static Tensor opened(Tensor x) {
        Map<Tensor, Tensor> open = new IdentityHashMap<>();
        for (var node : GraphWalk.topological(List.of(x))) {
            if (!(node.op() instanceof IfElse op)) continue;
            for (var y : node.outputs()) {
                var yes = side(op.yes(), (Output) y);
                var no = side(op.no(), (Output) y);
                open.put(y, select(node.input(0), yes, no));
            }
        }
        return open.isEmpty() ? x : opened(GraphWalk.substitute(List.of(x), open).getFirst());
    }

    private static Tensor side(InnerGraph side, Output x) {
        var operands = x.apply().inputs();
        Map<Tensor, Tensor> given = new IdentityHashMap<>();
        for (int i = 0; i < side.inputs().size(); i++)
            given.put(side.inputs().get(i), operands.get(i + 1));
        return GraphWalk.substitute(List.of(side.outputs().get(x.index())), given).getFirst();
    }

    private static Optional<Law> choice(Derivation derivation, Apply node, Tensor yes, Tensor no) {
        var condition = node.input(0);
        boolean decided = !derivation.isRandom(condition);
        if (!decided && !independent(derivation, condition, yes, no)) return Optional.empty();
        var a = branch(derivation, node, yes);
        var b = branch(derivation, node, no);
        if (a.isEmpty() || b.isEmpty() || a.get().kind() != b.get().kind()) return Optional.empty();
        if (decided) {
            return a.get().eventRank() == 0 && b.get().eventRank() == 0
                    ? Optional.of(new ChoiceLaw(condition, a.get(), b.get()))
                    : Optional.empty();
        }
        int together = chosenTogether(condition, node.output());
        if (together < 0) return Optional.empty();
        var decides = derivation.law(condition);
        var weights = List.of(decides.logp(constant(1.0)), decides.logp(constant(0.0)));
        var whole = together == 0 ? weights : weights.stream().map(w -> sum(w)).toList();
        return Optional.of(new MixtureLaw(whole, List.of(a.get(), b.get()), together));
    }

    private static boolean independent(
            Derivation derivation, Tensor condition, Tensor yes, Tensor no) {
        var nodes = derivation.random();
        return nodes.areIndependent(List.of(condition, yes))
                && nodes.areIndependent(List.of(condition, no));
    }

    private static Optional<Law> branch(Derivation derivation, Apply node, Tensor x) {
        if (derivation.isRandom(x)) {
            Derivation.checkNotRepeated(node, x);
            return Optional.of(derivation.law(x));
        }
        return Law.isWhole(x) ? Optional.of(new PointLaw(x)) : Optional.empty();
    }

    /// How many axes one decision is for: none if there is one for each element, all if there is
    /// but one; -1 if neither.
    private static int chosenTogether(Tensor condition, Tensor chosen) {
        boolean each = condition.shape().equals(chosen.shape());
        boolean one = IntStream.of(condition.shape().dims()).allMatch(d -> d == 1);
        if (each) return 0;
        return one ? chosen.rank() : -1;
    }

    /// An entry, at a random position, of independent random entries.
    static Optional<Law> entry(Derivation derivation, Apply node, Indexing.Gather op) {
        if (!derivation.isRandom(node.input(0)) || node.input(1).rank() > 0)
            return Optional.empty();
        return Conditioning.on(derivation, (Output) node.output());
    }
}
