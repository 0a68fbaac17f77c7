package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Evaluates nodes all of whose inputs are constants, once, by the interpreter.
///
/// Draws stay: that a number is random shows in the graph. Checks stay too, and what raises a
/// [ParameterException], such as the inverse of a singular matrix, so that they fail when the
/// function is called.
final class ConstantFolding implements Rewriter {
    /// Results with more elements are left to each evaluation.
    private static final int LARGEST_RESULT = 100_000;

    /// Repetition is left to the ops that use it, which need no memory for it.
    private static final int LARGEST_REPETITION = 16;

    /// Larger matrices stay as they are, so that products with both forms read one array.
    private static final int LARGEST_TRANSPOSE = 64;

    /// Matrices with more elements are left to the backend, which is quicker.
    private static final int LARGEST_MATRIX = 2_500;

    @Override
    public String equation() {
        return "f(constants) = constant";
    }

    @Override
    public Stage stage() {
        return Stage.CANONICALIZE;
    }

    @Override
    public Soundness soundness() {
        return Soundness.EXACT;
    }

    @Override
    public List<Object> roots() {
        return List.of();
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        return rewriteAll(node).map(List::getFirst);
    }

    @Override
    public Optional<List<Tensor>> rewriteAll(Apply node) {
        for (var x : node.inputs()) if (!(x instanceof Constant)) return Optional.empty();
        if (!isSmall(node)) return Optional.empty();
        var values = new ArrayList<NdArray>(node.inputs().size());
        for (var x : node.inputs()) values.add(((Constant) x).value());
        try {
            return Optional.of(
                    Interpreter.perform(node, values).stream().<Tensor>map(Constant::new).toList());
        } catch (ParameterException e) {
            return Optional.empty();
        }
    }

    private static boolean isSmall(Apply node) {
        var shape = node.output().shape();
        if (!shape.isKnown()) return false;
        return switch (node.op()) {
            case Elementwise _, Reduction _, Indexing _ -> shape.size() <= LARGEST_RESULT;
            case View.DimShuffle d when !keepsOrder(d) -> shape.size() <= LARGEST_TRANSPOSE;
            case View.BroadcastTo _ -> shape.size() <= LARGEST_REPETITION;
            case View _ -> shape.size() <= LARGEST_RESULT;
            case LinearAlgebra _ ->
                    shape.size() <= LARGEST_MATRIX
                            && node.inputs().stream()
                                    .allMatch(x -> x.shape().size() <= LARGEST_MATRIX);
            case Draw _, Check _, Scan _, IfElse _, CustomOp _ -> false;
        };
    }

    private static boolean keepsOrder(View.DimShuffle d) {
        int last = -1;
        for (int axis : d.order()) {
            if (axis >= 0 && axis < last) return false;
            if (axis >= 0) last = axis;
        }
        return true;
    }
}
