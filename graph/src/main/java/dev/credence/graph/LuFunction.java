package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.Lu;
import dev.credence.array.NdArray;

import java.util.Arrays;
import java.util.List;

/// What systems, inverses and determinants of one matrix have in common once it is factorised:
/// functions of the outputs `(packed, pivots)` of [Decomposition.LuFactor], so that equal matrices
/// are factorised once.
///
/// Rewriting makes them after gradients were taken, so they have none.
enum LuFunction implements CustomOp {
    /// The solution `X` of `A X = B` of `(packed, pivots, B)`.
    SOLVE("LuSolve"),
    /// The solution `X` of `transpose(A) X = B` of `(packed, pivots, B)`.
    SOLVE_TRANSPOSED("LuSolve{transposed}"),
    INVERSE("LuInverse"),
    DETERMINANT("LuDet"),
    /// The sign of the determinant and the logarithm of its absolute value.
    LOG_DETERMINANT("LuSlogDet");

    private final String text;

    LuFunction(String text) {
        this.text = text;
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var packed = inputs.getFirst();
        MatrixTypes.checkSquare(text, packed);
        return switch (this) {
            case SOLVE, SOLVE_TRANSPOSED -> {
                MatrixTypes.checkSystem(text, List.of(packed, inputs.get(2)));
                yield List.of(inputs.get(2).type());
            }
            case INVERSE -> List.of(packed.type());
            case DETERMINANT -> List.of(MatrixTypes.like(packed));
            case LOG_DETERMINANT -> List.of(MatrixTypes.like(packed), MatrixTypes.like(packed));
        };
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var packed = inputs.getFirst();
        var lu = Lu.of(packed.doubles(), pivots(inputs.get(1)));
        return switch (this) {
            case SOLVE, SOLVE_TRANSPOSED -> {
                checkRegular("solve", node, lu);
                var b = inputs.get(2);
                var x = lu.solve(b.doubles(), b.dim(1), this == SOLVE_TRANSPOSED);
                yield List.of(NdArray.of(x, b.shape()));
            }
            case INVERSE -> {
                checkRegular("inv", node, lu);
                yield List.of(NdArray.of(lu.inverse(), packed.shape()));
            }
            case DETERMINANT -> List.of(NdArray.scalar(lu.determinant()));
            case LOG_DETERMINANT ->
                    List.of(NdArray.scalar(lu.sign()), NdArray.scalar(lu.logAbsDeterminant()));
        };
    }

    private static int[] pivots(NdArray x) {
        return Arrays.stream(x.cast(DType.INT64).longs()).mapToInt(Math::toIntExact).toArray();
    }

    /// The message names the matrix that was factorised.
    private static void checkRegular(String what, Apply node, Lu lu) {
        var pivot = lu.singularAt();
        if (pivot.isEmpty()) return;
        var matrix =
                node.input(0)
                        .owner()
                        .filter(a -> a.op() instanceof Decomposition.LuFactor)
                        .map(a -> a.input(0))
                        .orElse(node.input(0));
        throw MatrixTypes.singular(what, matrix, pivot.getAsInt());
    }

    @Override
    public String toString() {
        return text;
    }
}
