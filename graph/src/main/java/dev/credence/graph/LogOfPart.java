package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes the logarithm of parts, and of tensors of another arrangement, before the part where that
/// undoes an exponential: a component of a softmax may underflow, its logarithm does not.
enum LogOfPart implements Rewriter {
    LOG_OF_PART;

    /// How many parts of parts are looked through.
    private static final int DEPTH = 4;

    @Override
    public String equation() {
        return "log((exp(x) / y)[i]) = log(exp(x) / y)[i]";
    }

    @Override
    public Stage stage() {
        return Stage.STABILIZE;
    }

    @Override
    public Soundness soundness() {
        return Soundness.STABILIZES;
    }

    @Override
    public List<Object> roots() {
        return List.of(Elementwise.LOG);
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        return isPart(node.input(0)) ? below(node.input(0), DEPTH) : Optional.empty();
    }

    private static boolean isPart(Tensor x) {
        return x instanceof Output o
                && switch (o.apply().op()) {
                    case Indexing.Slice _, Indexing.Gather _ -> true;
                    case View.Reshape _, View.DimShuffle _ -> !isExponential(x);
                    default -> false;
                };
    }

    private static Optional<Tensor> below(Tensor x, int depth) {
        if (isExponential(x)) return Optional.of(Tensors.log(x));
        if (depth == 0 || !isPart(x)) return Optional.empty();
        var part = ((Output) x).apply();
        return below(part.input(0), depth - 1)
                .map(log -> {
                    var inputs = new ArrayList<>(part.inputs());
                    inputs.set(0, log);
                    return new Apply(part.op(), inputs).output();
                });
    }

    /// Whether the logarithm of `x` is known in a safe form.
    private static boolean isExponential(Tensor x) {
        if (!(Lifting.op(x) instanceof Elementwise f)) return false;
        return switch (f) {
            case EXP, SIGMOID, ERFC, NDTR -> true;
            case MULTIPLY, DIVIDE ->
                    Lifting.inputs(x).stream().anyMatch(y -> Lifting.op(y) == Elementwise.EXP);
            default -> false;
        };
    }
}
