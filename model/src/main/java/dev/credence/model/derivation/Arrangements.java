package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Apply;
import dev.credence.graph.Constant;
import dev.credence.graph.Indexing;
import dev.credence.graph.Input;
import dev.credence.graph.Tensor;
import dev.credence.graph.View;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The laws of elements in other places: views, joined parts, and parts of a whole.
final class Arrangements {
    private Arrangements() {}

    static Law shuffled(Law law, View.DimShuffle op, Tensor x) {
        if (isPadding(op, x.rank()) && law.isElementwise()) return law;
        var back = new ArrayList<Integer>();
        for (int axis = 0; axis < x.rank(); axis++) back.add(op.order().indexOf(axis));
        return new RearrangedLaw(
                law,
                v -> dimShuffle(v, back.toArray(Integer[]::new)),
                p -> new Apply(op, List.of(p)).output(),
                op.order().size());
    }

    /// Axes of length one on the left, as broadcasting adds.
    private static boolean isPadding(View.DimShuffle op, int rank) {
        int added = op.order().size() - rank;
        if (added < 0) return false;
        var tail = op.order().subList(added, op.order().size());
        return tail.equals(IntStream.range(0, rank).boxed().toList());
    }

    static Law reshaped(Law law, Apply node) {
        var x = node.input(0);
        int rank = node.output().rank();
        return new RearrangedLaw(
                law,
                v -> reshape(v, LogTerms.shapeOf(x), x.rank()),
                p -> reshape(broadcastTo(p, LogTerms.shapeOf(x)), node.input(1), rank),
                rank);
    }

    static Optional<Law> joined(Derivation derivation, Apply node, View.Concatenate op) {
        var parts = node.inputs();
        boolean random = parts.stream().allMatch(derivation::isRandom);
        if (!random || !JoinedLaw.hasLengths(parts, op.axis())) return Optional.empty();
        if (!derivation.random().areIndependent(parts)) return chained(derivation, parts, op);
        var laws = parts.stream().map(derivation::law).toList();
        boolean alike =
                laws.stream()
                        .allMatch(law ->
                                law.eventRank() == 0 && law.kind() == laws.getFirst().kind());
        return alike ? Optional.of(new JoinedLaw(laws, parts, op.axis())) : Optional.empty();
    }

    private static Optional<Law> chained(
            Derivation derivation, List<Tensor> parts, View.Concatenate op) {
        var first = derivation.law(parts.getFirst());
        if (first.kind() == Law.Kind.MIXED || first.eventRank() > 0) return Optional.empty();
        var law = new ChainedLaw(first.kind(), parts, op.axis());
        var value = new Input("value", new Apply(op, parts).output().type());
        law.logp(value);
        return Optional.of(law);
    }

    static Optional<Law> part(Law law, Tensor x, Indexing.Slice op) {
        return isSeparable(law) ? Optional.of(PartLaw.slice(law, x, op)) : Optional.empty();
    }

    /// Whether entries are independent, so that some can be left out.
    private static boolean isSeparable(Law law) {
        return switch (law) {
            case LinearLaw l -> false;
            case ChainedLaw l -> false;
            case LoopLaw l -> false;
            case RearrangedLaw l -> isSeparable(l.base());
            case TransformedLaw l -> isSeparable(l.base());
            case JoinedLaw l -> l.laws().stream().allMatch(Arrangements::isSeparable);
            default -> law.eventRank() == 0;
        };
    }

    static Optional<Law> entries(Law law, Tensor x, Indexing.Gather op, Tensor positions) {
        if (!(positions instanceof Constant c) || !isSeparable(law)) return Optional.empty();
        int length = x.shape().dim(op.axis());
        long[] at = Arrays.stream(c.value().longs()).map(i -> i < 0 ? i + length : i).toArray();
        boolean once = Arrays.stream(at).distinct().count() == at.length;
        return once ? Optional.of(PartLaw.gather(law, x, op, positions)) : Optional.empty();
    }

    /// A whole of which a part is replaced by another random expression.
    static Optional<Law> replaced(Derivation derivation, Apply node, Indexing.SetSlice op) {
        var whole = node.input(0);
        var part = node.input(1);
        if (!derivation.isRandom(whole) || !derivation.random().areIndependent(node.inputs()))
            return Optional.empty();
        var rest = derivation.law(whole);
        var put = derivation.law(part);
        boolean alike = isSeparable(rest) && put.eventRank() == 0 && rest.kind() == put.kind();
        return alike ? Optional.of(new ReplacedLaw(rest, put, whole, op)) : Optional.empty();
    }

    /// @param rest the law of the whole
    /// @param put the law of what replaces a part of it
    private record ReplacedLaw(Law rest, Law put, Tensor whole, Indexing.SetSlice op)
            implements Law {
        @Override
        public Kind kind() {
            return rest.kind();
        }

        @Override
        public Tensor logp(Tensor value) {
            var piece =
                    new Apply(new Indexing.Slice(op.axis(), op.range()), List.of(value)).output();
            var inner = broadcastTo(put.logp(piece), shapeOf(piece));
            var outer = broadcastTo(rest.logp(value), LogTerms.shapeOf(whole));
            return new Apply(op, List.of(outer, inner)).output();
        }

        @Override
        public boolean isElementwise() {
            return false;
        }
    }
}
