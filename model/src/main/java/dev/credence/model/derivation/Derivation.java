package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Apply;
import dev.credence.graph.Check;
import dev.credence.graph.Elementwise;
import dev.credence.graph.Indexing;
import dev.credence.graph.LinearAlgebra;
import dev.credence.graph.Output;
import dev.credence.graph.Reduction;
import dev.credence.graph.Scan;
import dev.credence.graph.Shape;
import dev.credence.graph.SourceLine;
import dev.credence.graph.SpecifyShape;
import dev.credence.graph.Tensor;
import dev.credence.graph.View;
import dev.credence.graph.arrays.CumulativeSum;
import dev.credence.model.ModelException;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/// Derives the law of a random expression from its graph: one rule for each kind of op, each of
/// which asks for the laws of what the op is applied to.
final class Derivation {
    private final RandomNodes random;
    private final Map<Tensor, Law> laws = new IdentityHashMap<>();

    private Derivation(Tensor root) {
        random = new RandomNodes(root);
    }

    /// The law of an expression of random variables without names.
    ///
    /// @throws ModelException if there is no rule; the message names the op and the line
    static Law of(Tensor x) {
        var derivation = new Derivation(x);
        if (!derivation.isRandom(x)) {
            throw new ModelException(
                    "'%s' is not random, so it has no log-density; make it of random variables without names"
                            .formatted(x),
                    SourceLine.here());
        }
        return derivation.law(x);
    }

    boolean isRandom(Tensor x) {
        return random.dependsOnRandom(x);
    }

    RandomNodes random() {
        return random;
    }

    /// The law of a part of the expression, which must be random.
    Law law(Tensor x) {
        var known = laws.get(x);
        if (known != null) return known;
        var node = ((Output) x).apply();
        var law =
                SourceLine.inherit(
                        node.where(),
                        () ->
                                byRule((Output) x)
                                        .or(() -> Conditioning.on(this, (Output) x))
                                        .orElseThrow(() -> inTheWay(node, "")));
        laws.put(x, law);
        return law;
    }

    /// The error of an op through which nothing is derived.
    static ModelException inTheWay(Apply node, String why) {
        return new ModelException(
                "the log-density cannot be derived: '%s' is in the way%s".formatted(node.op(), why),
                node.where());
    }

    private Optional<Law> byRule(Output x) {
        var node = x.apply();
        if (RandomNodes.isVariable(node)) return variable(node);
        if (node.op() instanceof Scan) return loop(x);
        if (node.op() instanceof Elementwise f) return ElementwiseRules.law(this, node, f);
        if (node.op() instanceof Derivable op) return op.law(node, this::law, this::isRandom);
        if (node.inputs().stream().skip(1).anyMatch(this::isRandom)) return ofSeveral(node);
        return ofOne(node);
    }

    private Optional<Law> variable(Apply node) {
        boolean given = RandomNodes.parameters(node).stream().noneMatch(this::isRandom);
        return given
                ? Optional.of(new DistributionLaw(RandomNodes.distribution(node)))
                : Optional.empty();
    }

    private static Optional<Law> loop(Output x) {
        var open = OpenLoop.of(x.apply());
        int row = open.rowOf(x.index());
        if (row < 0)
            throw inTheWay(x.apply(), " (only the rows that a loop stacks have a log-density)");
        return Optional.of(new LoopLaw(open, row));
    }

    /// Ops of one random input, the first.
    private Optional<Law> ofOne(Apply node) {
        var x = node.input(0);
        return switch (node.op()) {
            case Check op -> Optional.of(law(x));
            case SpecifyShape op -> Optional.of(law(x));
            case View.BroadcastTo op -> {
                checkNotRepeated(node, x);
                yield Optional.of(law(x));
            }
            case View.DimShuffle op -> Optional.of(Arrangements.shuffled(law(x), op, x));
            case View.Reshape op -> Optional.of(Arrangements.reshaped(law(x), node));
            case View.Concatenate op -> Arrangements.joined(this, node, op);
            case Indexing.Slice op -> Arrangements.part(law(x), x, op);
            case Indexing.Gather op -> Arrangements.entries(law(x), x, op, node.input(1));
            case Reduction op -> extreme(law(x), x, op);
            case CumulativeSum op -> Optional.of(LinearRules.cumulative(law(x), op, x));
            case LinearAlgebra.MatMul op -> LinearRules.product(this, node);
            default -> Optional.empty();
        };
    }

    /// Ops of which another input is random too.
    private Optional<Law> ofSeveral(Apply node) {
        return switch (node.op()) {
            case View.Concatenate op -> Arrangements.joined(this, node, op);
            case Indexing.Gather op -> Choices.entry(this, node, op);
            case Indexing.SetSlice op -> Arrangements.replaced(this, node, op);
            case LinearAlgebra.MatMul op -> LinearRules.product(this, node);
            default -> Optional.empty();
        };
    }

    private static Optional<Law> extreme(Law law, Tensor x, Reduction fold) {
        boolean known = fold.kind() == Reduction.Kind.MAX || fold.kind() == Reduction.Kind.MIN;
        boolean independent =
                law.eventRank() == 0
                        && law.kind() != Law.Kind.MIXED
                        && law.logcdf(x).isPresent()
                        && law.logBelow(x).isPresent();
        return known && independent ? Optional.of(new ExtremeLaw(law, x, fold)) : Optional.empty();
    }

    /// A value that is repeated has no density over the repetitions.
    static void checkNotRepeated(Apply node, Tensor x) {
        var shape = node.output().shape();
        for (int axis = 0; axis < shape.rank(); axis++) {
            boolean single = x.shape().dim(axis) == 1;
            int length = shape.dim(axis);
            if (single && length != 1) {
                throw inTheWay(
                        node,
                        " (one random value is repeated along an axis of length %s)"
                                .formatted(length == Shape.UNKNOWN ? "?" : length));
            }
        }
    }
}
