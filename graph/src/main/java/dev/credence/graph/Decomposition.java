package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.Lu;
import dev.credence.array.NdArray;
import dev.credence.array.SymmetricEigen;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Ops that factorise a matrix: LU, QR, symmetric eigenvalues, singular values. Each has several
/// outputs, and a gradient where the factors are smooth functions of the matrix; see
/// [DecompositionPullback].
public sealed interface Decomposition extends LinearAlgebra {

    /// The factorisation with partial pivoting of a square matrix: outputs `(packed, pivots)`, with
    /// `L` (unit diagonal, not stored) below the diagonal and `U` on and above it, and for each row
    /// the row it was exchanged with, int64.
    record LuFactor() implements Decomposition {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            var a = inputs.getFirst();
            MatrixTypes.checkSquare("luFactor", a);
            return List.of(a.type(), new TensorType(DType.INT64, Shape.of(a.shape().dim(0))));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            var a = inputs.getFirst();
            var lu = Lu.of(a.doubles(), a.dim(0));
            long[] pivots = Arrays.stream(lu.pivots()).asLongStream().toArray();
            return List.of(NdArray.of(lu.packed(), a.shape()), NdArray.of(pivots, pivots.length));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            return List.of(cotangents.getFirst().map(g -> DecompositionPullback.ofLu(node, g)));
        }

        @Override
        public String toString() {
            return "LuFactor";
        }
    }

    /// Orthonormal columns and an upper triangle: outputs `(Q, R)` of `(m, k)` and `(k, n)`.
    ///
    /// @param complete whether `k` is `m`; otherwise it is the smaller of `m` and `n`
    record Qr(boolean complete) implements Decomposition {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            MatrixTypes.check("qr", inputs);
            int m = inputs.getFirst().shape().dim(0);
            int n = inputs.getFirst().shape().dim(1);
            int k = complete ? m : smaller(m, n);
            return List.of(
                    MatrixTypes.like(inputs.getFirst(), m, k),
                    MatrixTypes.like(inputs.getFirst(), k, n));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            var a = inputs.getFirst();
            var qr = dev.credence.array.Qr.of(a.doubles(), a.dim(0), a.dim(1), complete);
            return List.of(
                    NdArray.of(qr.q(), a.dim(0), qr.columns()),
                    NdArray.of(qr.r(), qr.columns(), a.dim(1)));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var shape = node.input(0).shape();
            if (complete && (!shape.isKnown() || shape.dim(0) > shape.dim(1))) {
                throw new GraphException(
                        "qr: the complete Q of a matrix of shape %s has no gradient; ask for the reduced one"
                                .formatted(shape));
            }
            return List.of(
                    Optional.of(
                            DecompositionPullback.ofQr(
                                    node, cotangents.get(0), cotangents.get(1))));
        }

        @Override
        public String toString() {
            return complete ? "Qr{complete}" : "Qr";
        }
    }

    /// Eigenvalues, ascending, and orthonormal eigenvectors as columns of a symmetric matrix, of
    /// which only the lower triangle is read.
    record Eigh() implements Decomposition {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            var a = inputs.getFirst();
            MatrixTypes.checkSquare("eigh", a);
            return List.of(MatrixTypes.like(inputs.getFirst(), a.shape().dim(0)), a.type());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            var a = inputs.getFirst();
            var eigen = SymmetricEigen.of(a.doubles(), a.dim(0));
            return List.of(
                    NdArray.of(eigen.values(), a.dim(0)), NdArray.of(eigen.vectors(), a.shape()));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            return List.of(
                    Optional.of(
                            DecompositionPullback.ofEigh(
                                    node, cotangents.get(0), cotangents.get(1))));
        }

        @Override
        public String toString() {
            return "Eigh";
        }
    }

    /// Singular vectors and values: outputs `(U, s, Vt)` with `A = U diag(s) Vt`, `s` descending.
    ///
    /// @param full whether `U` and `Vt` are square; otherwise they have as many columns and rows as
    ///   there are singular values
    record Svd(boolean full) implements Decomposition {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            MatrixTypes.check("svd", inputs);
            int m = inputs.getFirst().shape().dim(0);
            int n = inputs.getFirst().shape().dim(1);
            int k = smaller(m, n);
            return List.of(
                    MatrixTypes.like(inputs.getFirst(), m, full ? m : k),
                    MatrixTypes.like(inputs.getFirst(), k),
                    MatrixTypes.like(inputs.getFirst(), full ? n : k, n));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            var a = inputs.getFirst();
            int m = a.dim(0);
            int n = a.dim(1);
            var svd = dev.credence.array.Svd.of(a.doubles(), m, n, full);
            int k = Math.min(m, n);
            return List.of(
                    NdArray.of(svd.u(), m, full ? m : k),
                    NdArray.of(svd.values(), k),
                    NdArray.of(svd.vt(), full ? n : k, n));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var shape = node.input(0).shape();
            boolean square = shape.isKnown() && shape.dim(0) == shape.dim(1);
            boolean vectors = cotangents.get(0).isPresent() || cotangents.get(2).isPresent();
            if (full && vectors && !square) {
                throw new GraphException(
                        "svd: the full singular vectors of a matrix of shape %s have no gradient; ask for the thin ones"
                                .formatted(shape));
            }
            return List.of(Optional.of(DecompositionPullback.ofSvd(node, cotangents)));
        }

        @Override
        public String toString() {
            return full ? "Svd{full}" : "Svd";
        }
    }

    private static int smaller(int m, int n) {
        if (m == 0 || n == 0) return 0;
        return m == Shape.UNKNOWN || n == Shape.UNKNOWN ? Shape.UNKNOWN : Math.min(m, n);
    }
}
