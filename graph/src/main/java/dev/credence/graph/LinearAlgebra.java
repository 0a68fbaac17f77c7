package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// Ops on float64 or float32 matrices: product, Cholesky factor, triangular solve, triangles and
/// diagonals; and, in files of their own, products of batches, inversion and decompositions.
public sealed interface LinearAlgebra extends CoreOp
        permits LinearAlgebra.MatMul,
                LinearAlgebra.Cholesky,
                LinearAlgebra.SolveTriangular,
                LinearAlgebra.LowerTriangle,
                LinearAlgebra.Diagonal,
                LinearAlgebra.DiagonalMatrix,
                LinearAlgebra.CholeskyInverse,
                BatchMatMul,
                Inversion,
                Decomposition {

    /// The matrix product of `(m, k)` and `(k, n)`.
    record MatMul() implements LinearAlgebra {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            MatrixTypes.check("matmul", inputs);
            int inner = inputs.get(0).shape().dim(1);
            int other = inputs.get(1).shape().dim(0);
            if (inner != other && inner != Shape.UNKNOWN && other != Shape.UNKNOWN) {
                throw new GraphException(
                        "matmul: shapes %s%s and %s%s do not fit: %d columns but %d rows"
                                .formatted(
                                        MatrixTypes.quoted(inputs.get(0)),
                                        inputs.get(0).shape(),
                                        MatrixTypes.quoted(inputs.get(1)),
                                        inputs.get(1).shape(),
                                        inner,
                                        other));
            }
            return List.of(
                    new TensorType(
                            inputs.get(0).dtype(),
                            Shape.of(inputs.get(0).shape().dim(0), inputs.get(1).shape().dim(1))));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return List.of(ReferenceLoops.matmul(inputs.get(0), inputs.get(1)));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var g = cotangents.getFirst().orElseThrow();
            return List.of(
                    Optional.of(Tensors.matmul(g, node.input(1).transpose())),
                    Optional.of(Tensors.matmul(node.input(0).transpose(), g)));
        }

        @Override
        public String toString() {
            return "MatMul";
        }
    }

    /// The lower Cholesky factor of a symmetric positive definite matrix; only the lower triangle
    /// is read. A matrix that is not positive definite gives a factor full of NaN, so that a
    /// density at such a point is NaN.
    record Cholesky() implements LinearAlgebra {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            MatrixTypes.checkSquare("cholesky", inputs.getFirst());
            return List.of(inputs.getFirst().type());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return List.of(ReferenceLoops.cholesky(inputs.getFirst()));
        }

        /// Murray (2016), "Differentiation of the Cholesky decomposition", eq. 8, for the triangle
        /// that is read.
        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var l = node.output();
            var g = cotangents.getFirst().orElseThrow();
            var p = MatrixTypes.lowerHalf(Tensors.matmul(l.transpose(), g));
            var left = solve(l, p, true);
            var s = solve(l, left.transpose(), true).transpose();
            return List.of(Optional.of(MatrixTypes.lowerHalf(s.plus(s.transpose()))));
        }

        @Override
        public String toString() {
            return "Cholesky";
        }
    }

    /// Solves `L x = b`, or `transpose(L) x = b`, for a lower triangular `L`; inputs `(L, b)` with
    /// `b` of shape `(n, k)`.
    record SolveTriangular(boolean transposed) implements LinearAlgebra {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            MatrixTypes.check("solve_triangular", inputs);
            MatrixTypes.checkSquare("solve_triangular", inputs.getFirst());
            int n = inputs.get(0).shape().dim(0);
            int rows = inputs.get(1).shape().dim(0);
            if (n != rows && n != Shape.UNKNOWN && rows != Shape.UNKNOWN) {
                throw new GraphException(
                        "solve_triangular: a matrix of shape %s does not fit a right side of shape %s"
                                .formatted(inputs.get(0).shape(), inputs.get(1).shape()));
            }
            return List.of(inputs.get(1).type());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return List.of(
                    ReferenceLoops.solveTriangular(inputs.get(0), inputs.get(1), transposed));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var x = node.output();
            var b = solve(node.input(0), cotangents.getFirst().orElseThrow(), !transposed);
            var product =
                    transposed
                            ? Tensors.matmul(x, b.transpose())
                            : Tensors.matmul(b, x.transpose());
            return List.of(
                    Optional.of(Tensors.lowerTriangle(product, 0).unaryMinus()), Optional.of(b));
        }

        @Override
        public String toString() {
            return transposed ? "SolveTriangular{transposed}" : "SolveTriangular";
        }
    }

    /// The entries on and below a diagonal, zero above; `diagonal` 0 is the main one, -1 the one
    /// below it.
    record LowerTriangle(int diagonal) implements LinearAlgebra {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            MatrixTypes.check("tril", inputs);
            return List.of(inputs.getFirst().type());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return List.of(ReferenceLoops.lowerTriangle(inputs.getFirst(), diagonal));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            return List.of(cotangents.getFirst().map(g -> Tensors.lowerTriangle(g, diagonal)));
        }

        @Override
        public String toString() {
            return "Tril{" + diagonal + "}";
        }
    }

    /// The main diagonal of a square matrix as a vector.
    record Diagonal() implements LinearAlgebra {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            MatrixTypes.checkSquare("diagonal", inputs.getFirst());
            var x = inputs.getFirst();
            return List.of(new TensorType(x.dtype(), Shape.of(x.shape().dim(0))));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return List.of(ReferenceLoops.diagonal(inputs.getFirst()));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            return List.of(cotangents.getFirst().map(Tensors::diagonalMatrix));
        }

        @Override
        public String toString() {
            return "Diagonal";
        }
    }

    /// The square matrix with a vector on its diagonal.
    record DiagonalMatrix() implements LinearAlgebra {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            var x = inputs.getFirst();
            if (x.rank() != 1 || !x.dtype().isFloating()) {
                throw new GraphException(
                        "diagonal matrix: a float64 or float32 vector is needed, not %s"
                                .formatted(x.type()));
            }
            int n = x.shape().dim(0);
            return List.of(new TensorType(x.dtype(), Shape.of(n, n)));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return List.of(ReferenceLoops.diagonalMatrix(inputs.getFirst()));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            return List.of(cotangents.getFirst().map(Tensors::diagonal));
        }

        @Override
        public String toString() {
            return "DiagonalMatrix";
        }
    }

    /// The inverse of `L transpose(L)` for a lower triangular `L`.
    record CholeskyInverse() implements LinearAlgebra {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            MatrixTypes.checkSquare("cholesky inverse", inputs.getFirst());
            return List.of(inputs.getFirst().type());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            var lower = inputs.getFirst();
            int n = lower.shape()[0];
            var ones = NdArray.zeros(DType.FLOAT64, n);
            java.util.Arrays.fill(ones.doubles(), 1);
            var half =
                    ReferenceLoops.solveTriangular(
                            lower, ReferenceLoops.diagonalMatrix(ones), false);
            return List.of(ReferenceLoops.solveTriangular(lower, half, true));
        }

        /// From `dV = -V (dL transpose(L) + L transpose(dL)) V`.
        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var v = node.output();
            var g = cotangents.getFirst().orElseThrow();
            var inner = Tensors.matmul(Tensors.matmul(v, g.plus(g.transpose())), v);
            var product = Tensors.matmul(inner, Tensors.lowerTriangle(node.input(0), 0));
            return List.of(Optional.of(Tensors.lowerTriangle(product, 0).unaryMinus()));
        }

        @Override
        public String toString() {
            return "CholeskyInverse";
        }
    }

    private static Tensor solve(Tensor lower, Tensor b, boolean transposed) {
        return new Apply(new SolveTriangular(transposed), List.of(lower, b)).output();
    }
}
