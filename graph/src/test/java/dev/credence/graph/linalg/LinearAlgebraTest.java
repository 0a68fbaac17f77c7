package dev.credence.graph.linalg;

import static dev.credence.graph.linalg.LinearAlgebraFunctions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Contraction;
import dev.credence.graph.GraphException;
import dev.credence.graph.Interpreter;
import dev.credence.graph.ParameterException;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Random;

/// The functions of linear algebra satisfy the equations that define them, and say in one sentence
/// what does not fit.
final class LinearAlgebraTest {
    private static final long SEED = 20260717;
    private final Random random = new Random(SEED);

    private Tensor matrix(int... shape) {
        return constant(NdArray.of(random.doubles(NdArray.sizeOf(shape), -1, 1).toArray(), shape));
    }

    private static Tensor identity(int n) {
        return diagonalMatrix(constant(NdArray.full(1, n)));
    }

    private static NdArray value(Tensor x) {
        return Interpreter.evaluate(List.of(x), Map.of()).getFirst();
    }

    private static void same(Tensor x, Tensor y) {
        var a = value(x);
        var b = value(y);
        assertThat(a.shape()).isEqualTo(b.shape());
        assertThat(a.doubles()).as("seed %d", SEED).containsExactly(b.doubles(), within(1e-11));
    }

    private static Tensor t(Tensor x) {
        return Contraction.swapped(x);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8})
    void factorsMultiplyBack(int n) {
        var a = matrix(n, n);
        var lu = lu(a);
        same(matrixDot(lu.p(), lu.l(), lu.u()), a);
        same(matmul(t(lu.p()), a), gather(a, pivotToPermutation(luFactor(a).pivots()), 0));
        var symmetric = a.plus(t(a));
        var pairs = eigh(symmetric);
        same(matmul(pairs.vectors().times(pairs.values()), t(pairs.vectors())), symmetric);
        var positive = matmul(a, t(a)).plus(identity(n));
        same(matmul(cholesky(positive), t(cholesky(positive))), positive);
        var general = eigh(symmetric, positive);
        same(
                matmul(symmetric, general.vectors()),
                matmul(positive, general.vectors()).times(general.values()));
        same(matrixDot(t(general.vectors()), positive, general.vectors()), identity(n));
        var schur = schur(a);
        same(matrixDot(schur.z(), schur.t(), t(schur.z())), a);
        var complex = eig(a);
        same(
                matmul(a, complex.realVectors()),
                complex.realVectors()
                        .times(complex.real())
                        .minus(complex.imaginaryVectors().times(complex.imaginary())));
    }

    @Test
    void rectanglesMultiplyBack() {
        for (int[] shape : new int[][] {{3, 5}, {5, 3}, {1, 4}, {0, 3}}) {
            var a = matrix(shape);
            for (boolean all : new boolean[] {false, true})
                same(matmul(qr(a, all).q(), qr(a, all).r()), a);
            var svd = svd(a);
            same(matmul(svd.u().times(svd.s()), svd.vt()), a);
            var p = pinv(a);
            same(matrixDot(a, p, a), a);
            same(matrixDot(p, a, p), p);
            same(t(matmul(a, p)), matmul(a, p));
            var b = matrix(shape[0], 2);
            same(lstsq(a, b), matmul(p, b));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8})
    void systemsAreSolved(int n) {
        var a = matrix(n, n).plus(identity(n).times(n + 1));
        var symmetric = a.plus(t(a));
        for (var b : List.of(matrix(n), matrix(n, 3))) {
            same(dot(a, solve(a, b)), b);
            same(dot(symmetric, solve(a.plus(t(a)), b, MatrixStructure.SYMMETRIC)), b);
            same(dot(symmetric, solve(symmetric, b, MatrixStructure.POSITIVE_DEFINITE)), b);
            same(dot(t(a), luSolveTransposed(luFactor(a), b)), b);
            same(dot(a, luSolve(luFactor(a), b)), b);
            same(solve(a, b, MatrixStructure.DIAGONAL), solve(diagonalMatrix(diagonal(a)), b));
            var band = lowerTriangle(a, 1).minus(lowerTriangle(a, -2));
            same(dot(band, solve(a, b, MatrixStructure.TRIDIAGONAL)), b);
            var wide = lowerTriangle(a, 2).minus(lowerTriangle(a, -2));
            same(dot(wide, solveBanded(a, 1, 2, b)), b);
            var upper = a.minus(lowerTriangle(a, -1));
            same(dot(upper, solveTriangular(a, b, Triangle.UPPER)), b);
            same(dot(t(upper), solveTriangular(a, b, Triangle.UPPER.transpose())), b);
            var unit = lowerTriangle(a, -1).plus(identity(n));
            same(dot(unit, solveTriangular(a, b, Triangle.LOWER.withUnitDiagonal())), b);
        }
        same(matmul(inv(a), a), identity(n));
        same(slogdet(a).sign().times(exp(logdet(a))).div(det(a)), constant(1));
        same(matrixPower(a, -3), inv(matrixDot(a, a, a)));
    }

    @Test
    void tridiagonalSystemsOfThreeVectors() {
        var below = constant(1.0, 2);
        var middle = constant(4.0, 5, 6);
        var above = constant(7.0, 8);
        var dense = constant(new double[][] {{4, 7, 0}, {1, 5, 8}, {0, 2, 6}});
        var b = matrix(3, 2);
        same(solveTridiagonal(below, middle, above, b), solve(dense, b));
        same(luSolve(luFactorTridiagonal(below, middle, above), b), solve(dense, b));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8})
    void matrixEquationsAreSatisfied(int n) {
        var a = matrix(n, n).plus(identity(n).times(3));
        var q = matrix(n, n);
        var x = solveSylvester(a, identity(n), q);
        same(matmul(a, x).plus(x), q);
        var lyapunov = solveContinuousLyapunov(a, q);
        same(matmul(a, lyapunov).plus(matmul(lyapunov, t(a))), q);
        var discrete = solveDiscreteLyapunov(a.times(0.1), q);
        same(matrixDot(a.times(0.1), discrete, t(a).times(0.1)).minus(discrete), q.unaryMinus());
        var b = matrix(n, 2);
        var weight = matmul(q, t(q)).plus(identity(n));
        var cost = identity(2);
        var are = solveDiscreteAre(a.times(0.3), b, weight, cost);
        var gain = solve(cost.plus(matrixDot(t(b), are, b)), matrixDot(t(b), are, a.times(0.3)));
        var closed = a.times(0.3).minus(matmul(b, gain));
        same(matrixDot(t(a).times(0.3), are, closed).plus(weight), are);
        same(matmul(expm(a), expm(a.unaryMinus())), identity(n));
        same(log(det(expm(a))), trace(a));
    }

    @Test
    void tensorEquations() {
        var a = matrix(4, 6, 8, 3);
        var inverse = tensorinv(a, 2);
        assertThat(inverse.shape().dims()).containsExactly(8, 3, 4, 6);
        same(reshape(tensordot(inverse, a, 2), 24, 24), identity(24));
        var b = matrix(4, 6);
        var x = tensorsolve(a, b);
        assertThat(x.shape().dims()).containsExactly(8, 3);
        same(tensordot(a, x, 2), b);
    }

    @Test
    void productsAgreeWithEinsum() {
        var x = matrix(2, 3, 4);
        var y = matrix(2, 4, 5);
        same(matmul(x, y), einsum("bij,bjk->bik", x, y));
        same(dot(x, y), einsum("aij,bjk->aibk", x, y));
        same(tensordot(x, y, new int[] {2, 0}, new int[] {1, 0}), einsum("bij,bjk->ik", x, y));
        same(kron(matrix(1, 2), constant(new double[][] {{1}})).slice(0, 0), matrix(0, 2));
        var m = constant(new double[][] {{1, 2}, {3, 4}});
        var expected = new double[] {0, 5, 0, 10, 6, 7, 12, 14, 0, 15, 0, 20, 18, 21, 24, 28};
        same(
                kron(m, constant(new double[][] {{0, 5}, {6, 7}})),
                constant(NdArray.of(expected, 4, 4)));
        same(
                blockDiag(m, constant(new double[][] {{9}})),
                constant(new double[][] {{1, 2, 0}, {3, 4, 0}, {0, 0, 9}}));
        same(norm(m, MatrixNorm.FROBENIUS), sqrt(constant(30)));
        same(norm(m, MatrixNorm.NUCLEAR), sqrt(constant(34)));
        same(norm(m, MatrixNorm.COLUMN_SUM), constant(6));
        same(norm(m, MatrixNorm.ROW_SUM), constant(7));
        same(norm(m, MatrixNorm.SMALLEST_ROW_SUM), constant(3));
    }

    /// Gradients that must survive where factors do not have any.
    @Test
    void degenerateMatricesHaveTheGradientsThatExist() {
        var x = tensor("x", TensorType.float64(3, 3));
        var identity = NdArray.of(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3);
        var values = Map.of(x, identity);
        var sumOfEigenvalues = grad(sum(square(eigvalsh(x))), x);
        assertThat(sumOfEigenvalues.eval(values).doubles())
                .containsExactly(new double[] {2, 0, 0, 0, 2, 0, 0, 0, 2}, within(1e-12));
        var pairs = eigh(x);
        var rebuilt = matmul(pairs.vectors().times(pairs.values()), t(pairs.vectors()));
        assertThat(grad(sum(rebuilt), x).eval(values).doubles()).doesNotContain(Double.NaN);
        var nuclear = grad(norm(x, MatrixNorm.NUCLEAR), x);
        assertThat(nuclear.eval(values)).isEqualTo(identity);
        var singular = Map.of(x, NdArray.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 3));
        assertThat(grad(det(x), x).eval(singular).doubles())
                .containsExactly(new double[] {-3, 6, -3, 6, -12, 6, -3, 6, -3}, within(1e-12));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        var a = tensor("a", TensorType.float64(2, 3));
        var b = tensor("b", TensorType.float64(4));
        var s = tensor("s", TensorType.float64(3, 3));
        refuses(() -> inv(a), "inv: a square matrix is needed, not 'a' shape (2, 3)");
        refuses(() -> eigh(a), "eigh: a square matrix is needed, not 'a' shape (2, 3)");
        refuses(
                () -> expm(b),
                "expm: float64 or float32 matrices of one dtype are needed, not 'b' float64(4)");
        refuses(
                () -> solve(s, a),
                "solve: a matrix 's' of shape (3, 3) does not fit a right side 'a' of shape (2,"
                        + " 3)");
        refuses(
                () -> matmul(a, a),
                "matmul: shapes 'a' (2, 3) and 'a' (2, 3) do not fit: 3 columns but 2 rows");
        refuses(
                () -> dot(b, tensor("c", TensorType.float64(5))),
                "dot: axis 0 of 'b' shape (4) and axis 0 of 'c' shape (5) differ in length");
        refuses(
                () -> tensordot(a, s, 2),
                "tensordot: axis 0 of 'a' shape (2, 3) and axis 0 of 's' shape (3, 3) differ in"
                        + " length");
        var d = tensor("d", TensorType.float64(3, 2));
        refuses(
                () -> grad(sum(qr(d, true).q()), d),
                "qr: the complete Q of a matrix of shape (3, 2) has no gradient");
        refuses(
                () -> grad(sum(svd(d, true).u()), d),
                "svd: the full singular vectors of a matrix of shape (3, 2) have no gradient");
        refuses(
                () -> tensorinv(a, 1),
                "tensorinv: the first 1 and the other lengths of a known shape must have one"
                        + " product, not (2, 3)");
        refuses(() -> lstsq(a, b), "lstsq: a matrix 'a' of shape (2, 3) does not fit a right side");
        refuses(() -> grad(sum(eig(s).real()), s), "op 'Eig' has no gradient");
    }

    @Test
    void float32StaysFloat32() {
        var x = tensor("x", new TensorType(DType.FLOAT32, Shape.of(2, 2)));
        var batch = tensor("batch", new TensorType(DType.FLOAT32, Shape.of(3, 2, 2)));
        for (var m : List.of(x, batch)) {
            var value = NdArray.full(0, m.shape().dims());
            for (int i = 0; i < value.size(); i++) value.doubles()[i] = 1 + (i * i) % 7;
            var values = Map.of(m, value.cast(DType.FLOAT32));
            for (var y :
                    List.of(inv(m), solve(m, m), det(m), expm(m), pinv(m), trace(m), svd(m).s())) {
                assertThat(y.dtype()).isEqualTo(DType.FLOAT32);
                assertThat(y.eval(values).dtype()).isEqualTo(DType.FLOAT32);
                var slope = grad(sum(y), m);
                assertThat(slope.dtype()).isEqualTo(DType.FLOAT32);
                assertThat(slope.eval(values).cast(DType.FLOAT64).doubles())
                        .doesNotContain(Double.NaN);
            }
        }
    }

    private static void refuses(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void singularMatricesAreNamedWithTheirPivot() {
        var s = tensor("s", TensorType.float64(2, 2));
        var singular = Map.of(s, NdArray.of(new double[] {1, 2, 2, 4}, 2, 2));
        var b = constant(1.0, 2);
        fails(inv(s), singular, "inv: the matrix 's' of shape (2, 2) is singular: pivot 1 is zero");
        fails(solve(s, b), singular, "solve: the matrix 's' of shape (2, 2) is singular: pivot 1");
        fails(
                solveBanded(s, 1, 1, b),
                singular,
                "solveBanded: the matrix of shape (3, 2) is singular");
        var indefinite = Map.of(s, NdArray.of(new double[] {1, 2, 2, 1}, 2, 2));
        fails(
                checkedCholesky(s),
                indefinite,
                "checkedCholesky: the matrix 's' of shape (2, 2) is not positive definite: pivot 1"
                        + " is -3.0");
        assertThat(cholesky(s).eval(indefinite).doubles()).containsOnly(Double.NaN);
        fails(
                solveSylvester(s, s, s),
                Map.of(s, NdArray.of(new double[] {1, 0, 0, -1}, 2, 2)),
                "solveSylvester: there is no unique solution");
        fails(
                solveDiscreteLyapunov(s, s),
                Map.of(s, NdArray.of(new double[] {1, 0, 0, 3}, 2, 2)),
                "solveDiscreteLyapunov: there is no unique solution, two eigenvalues of the matrix"
                        + " 's' of shape (2, 2) have the product 1");
        fails(
                solveDiscreteAre(s, s, s, s),
                Map.of(s, NdArray.zeros(DType.FLOAT64, 2, 2)),
                "solveDiscreteAre: no stabilising solution was found");
        var constantSingular = inv(constant(new double[][] {{1, 1}, {1, 1}}));
        fails(constantSingular, Map.of(), "inv: the matrix of shape (2, 2) is singular");
    }

    private static void fails(Tensor x, Map<? extends Tensor, ?> values, String message) {
        assertThatThrownBy(() -> x.eval(values))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith(message);
    }

    /// The first case is that of NumPy's documentation of `lstsq`.
    @Test
    void leastSquaresTellsHowWellAndHowUniquely() {
        var line = constant(new double[][] {{0, 1}, {1, 1}, {2, 1}, {3, 1}});
        var fit = leastSquares(line, constant(-1, 0.2, 0.9, 2.1));
        assertThat(value(fit.solution()).doubles())
                .containsExactly(new double[] {1, -0.95}, within(1e-12));
        assertThat(value(fit.residuals()).item()).isCloseTo(0.05, within(1e-12));
        assertThat(value(fit.rank()).item()).isEqualTo(2);
        assertThat(value(fit.singularValues()).doubles())
                .containsExactly(new double[] {4.10003045, 1.09075677}, within(1e-8));
        var a = matrix(2, 3, 5);
        var b = matrix(2, 3, 4);
        var many = leastSquares(concatenate(-1, a, a), b);
        assertThat(value(many.rank())).isEqualTo(NdArray.of(new long[] {3, 3}, 2));
        assertThat(many.residuals().shape()).isEqualTo(Shape.of(2, 4));
        assertThat(value(many.residuals()).doubles()).containsOnly(new double[8], within(1e-20));
        var flat = leastSquares(matmul(a, t(a)).times(0), b, 1e-8);
        assertThat(value(flat.rank())).isEqualTo(NdArray.of(new long[2], 2));
        same(flat.residuals(), sum(square(b), 1));
    }
}
