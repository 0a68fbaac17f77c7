package dev.credence.graph.linalg;

import static dev.credence.graph.linalg.LinearAlgebraFunctions.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

/// Products, systems and factors of integers and of mixed dtypes have the dtypes of NumPy.
final class PromotionTest {
    private final Tensor wide = constant(new double[][] {{4, 1}, {1, 3}});
    private final Tensor narrow = cast(wide, DType.FLOAT32);
    private final Tensor whole = constant(NdArray.of(new long[] {4, 1, 1, 3}, 2, 2));

    /// Solutions of systems with a matrix and a right side, which is a matrix.
    private static List<Tensor> solutions(Tensor a, Tensor b) {
        var found = new ArrayList<Tensor>();
        var packed = new PackedLu(a, constant(0, 1));
        for (var structure : MatrixStructure.values()) found.add(solve(a, b, structure));
        found.add(solveTriangular(a, b));
        found.add(solveTriangular(a, b, Triangle.UPPER.withUnitDiagonal()));
        found.add(choSolve(a, b));
        found.add(luSolve(packed, b));
        found.add(luSolveTransposed(packed, b));
        found.add(lstsq(a, b));
        found.add(eigh(b, a).values());
        found.add(solveSylvester(a, b, a));
        found.add(solveDiscreteLyapunov(a, b));
        found.add(solveTridiagonal(diagonal(b).slice(0, 1), diagonal(a), a.get(0).slice(0, 1), b));
        return found;
    }

    private static List<Tensor> functions(Tensor x) {
        return List.of(
                inv(x),
                det(x),
                logdet(x),
                pinv(x),
                cholesky(x),
                checkedCholesky(x),
                lu(x).l(),
                qr(x).r(),
                singularValues(x),
                eigvalsh(x),
                eig(x).real(),
                schur(x).t(),
                expm(x),
                matrixPower(x, -1));
    }

    private static void same(List<Tensor> actual, List<Tensor> expected) {
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).dtype()).as("dtype of %d", i).isEqualTo(DType.FLOAT64);
            assertThat(actual.get(i).eval()).as("value of %d", i).isEqualTo(expected.get(i).eval());
        }
    }

    @Test
    void mixedPrecisionsMeetInFloat64() {
        same(solutions(wide, narrow), solutions(wide, wide));
        same(solutions(narrow, wide), solutions(wide, wide));
    }

    @Test
    void integersAreSolvedInFloat64() {
        same(solutions(whole, whole), solutions(wide, wide));
        same(functions(whole), functions(wide));
    }

    @Test
    void onePrecisionStays() {
        assertThat(solutions(narrow, narrow)).allMatch(x -> x.dtype() == DType.FLOAT32);
        assertThat(functions(narrow)).allMatch(x -> x.dtype() == DType.FLOAT32);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void blocksKeepTheirDtype(DType dtype) {
        var block = cast(wide, dtype);
        assertThat(blockDiag(block, block).dtype()).isEqualTo(dtype);
        assertThat(blockDiag(block, block).eval().cast(DType.FLOAT64))
                .isEqualTo(
                        blockDiag(cast(block, DType.FLOAT64), cast(block, DType.FLOAT64)).eval());
    }

    @Test
    void productsOfIntegersAreIntegers() {
        assertThat(matmul(whole, whole).eval())
                .isEqualTo(NdArray.of(new long[] {17, 7, 7, 10}, 2, 2));
        assertThat(matmul(whole, whole.get(0)).eval()).isEqualTo(NdArray.of(new long[] {17, 7}, 2));
        assertThat(einsum("ij,kj->ik", whole, whole).dtype()).isEqualTo(DType.INT64);
        var small = cast(whole, DType.INT32);
        assertThat(matmul(small, small).dtype()).isEqualTo(DType.INT32);
        assertThat(matmul(small, narrow).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(matmul(wide.gt(2), whole).eval())
                .isEqualTo(NdArray.of(new long[] {4, 1, 1, 3}, 2, 2));
    }
}
