package dev.credence.graph;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Questions about the body of a loop: which parts of it depend on what, and at what cost.
final class LoopSteps {
    private static final Set<Elementwise> CHEAP =
            EnumSet.of(
                    Elementwise.ADD,
                    Elementwise.SUBTRACT,
                    Elementwise.MULTIPLY,
                    Elementwise.DIVIDE,
                    Elementwise.RECIPROCAL,
                    Elementwise.NEGATE,
                    Elementwise.SQUARE,
                    Elementwise.ABS,
                    Elementwise.SIGN,
                    Elementwise.MAXIMUM,
                    Elementwise.MINIMUM,
                    Elementwise.EQUAL,
                    Elementwise.NOT_EQUAL,
                    Elementwise.LESS,
                    Elementwise.LESS_EQUAL,
                    Elementwise.GREATER,
                    Elementwise.GREATER_EQUAL,
                    Elementwise.AND,
                    Elementwise.OR,
                    Elementwise.XOR,
                    Elementwise.NOT,
                    Elementwise.IS_NAN,
                    Elementwise.IS_INF,
                    Elementwise.SELECT,
                    Elementwise.TO_FLOAT64,
                    Elementwise.TO_INT64,
                    Elementwise.TO_BOOL,
                    Elementwise.TO_FLOAT32,
                    Elementwise.TO_INT32);

    private LoopSteps() {}

    /// The number of steps, where it is known and all of them are done.
    static OptionalInt known(Scan scan, Apply node) {
        if (scan.until()) return OptionalInt.empty();
        boolean all =
                node.input(0) instanceof Constant length
                        && node.input(1) instanceof Constant steps
                        && length.value().longs()[0] == steps.value().longs()[0];
        return all
                ? OptionalInt.of((int) ((Constant) node.input(0)).value().longs()[0])
                : OptionalInt.empty();
    }

    /// Whether to compute something again costs no more than to keep it.
    static boolean isCheap(Op op) {
        return op instanceof View || op instanceof Elementwise f && CHEAP.contains(f);
    }

    /// The number of elements, where it is known.
    static Optional<Integer> size(Tensor x) {
        return x.shape().isKnown() ? Optional.of(x.shape().size()) : Optional.empty();
    }

    /// Whether every shape in a body is known.
    static boolean isKnown(Scan scan) {
        return scan.body().inputs().stream().allMatch(x -> x.shape().isKnown())
                && scan.body().graph().nodes().stream()
                        .flatMap(n -> n.outputs().stream())
                        .allMatch(x -> x.shape().isKnown());
    }

    /// The tensors of a body that depend on some of its leaves, with these.
    static Set<Tensor> dependents(Scan scan, Collection<? extends Tensor> leaves) {
        Set<Tensor> found = set();
        found.addAll(leaves);
        for (var node : scan.body().graph().nodes())
            if (node.inputs().stream().anyMatch(found::contains)) found.addAll(node.outputs());
        return found;
    }

    /// Tensors with all that they depend on.
    static Set<Tensor> cone(Collection<? extends Tensor> tensors) {
        Set<Tensor> found = set();
        found.addAll(GraphWalk.breadthFirst(tensors));
        return found;
    }

    static Set<Tensor> set() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /// The carries as the body sees them.
    static List<Tensor> carryLeaves(Scan scan) {
        return scan.body().inputs().subList(0, scan.carries());
    }

    /// The elements of the sequences as the body sees them.
    static List<Tensor> elementLeaves(Scan scan) {
        return scan.body().inputs().subList(scan.carries(), scan.carries() + scan.sequences());
    }

    /// What is the same in each step as the body sees it.
    static List<Tensor> invariantLeaves(Scan scan) {
        return scan.body()
                .inputs()
                .subList(scan.carries() + scan.sequences(), scan.body().inputs().size());
    }
}
