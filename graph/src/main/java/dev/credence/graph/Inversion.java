package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.Lu;
import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// Ops that invert a square matrix or measure how invertible it is: solution of systems, inverse,
/// determinant and its logarithm.
///
/// Evaluating the inverse of a singular matrix, or a system with one, raises a [ParameterException]
/// that names the pivot. Gradients are those of Giles, "Collected matrix derivative results for
/// forward and reverse mode algorithmic differentiation" (2008).
public sealed interface Inversion extends LinearAlgebra {

    /// Solves `A X = B`, or `transpose(A) X = B`; inputs `(A, B)` with `B` of shape `(n, k)`.
    record Solve(boolean transposed) implements Inversion {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            MatrixTypes.checkSystem("solve", inputs);
            return List.of(inputs.get(1).type());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            var lu = regular("solve", node, inputs.getFirst());
            var b = inputs.get(1);
            return List.of(NdArray.of(lu.solve(b.doubles(), b.dim(1), transposed), b.shape()));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var g = cotangents.getFirst().orElseThrow();
            var x = node.output();
            var b = new Apply(new Solve(!transposed), List.of(node.input(0), g)).output();
            var product =
                    transposed
                            ? Tensors.matmul(x, b.transpose())
                            : Tensors.matmul(b, x.transpose());
            return List.of(Optional.of(product.unaryMinus()), Optional.of(b));
        }

        @Override
        public String toString() {
            return transposed ? "Solve{transposed}" : "Solve";
        }
    }

    /// The inverse of a matrix.
    record Inverse() implements Inversion {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            MatrixTypes.checkSquare("inv", inputs.getFirst());
            return List.of(inputs.getFirst().type());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            var a = inputs.getFirst();
            return List.of(NdArray.of(regular("inv", node, a).inverse(), a.shape()));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var t = node.output().transpose();
            return List.of(
                    cotangents
                            .getFirst()
                            .map(g -> Tensors.matmul(Tensors.matmul(t, g), t).unaryMinus()));
        }

        @Override
        public String toString() {
            return "Inverse";
        }
    }

    /// The determinant; one for a matrix without rows. The gradient is the matrix of cofactors,
    /// which singular matrices have as well.
    record Det() implements Inversion {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            MatrixTypes.checkSquare("det", inputs.getFirst());
            return List.of(MatrixTypes.like(inputs.getFirst()));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return List.of(NdArray.scalar(factorized(inputs.getFirst()).determinant()));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var a = node.input(0);
            var wide = Tensors.cast(a, DType.FLOAT64);
            var cofactors = new Apply(new Cofactors(), List.of(wide)).output();
            return List.of(
                    cotangents.getFirst().map(g -> Tensors.cast(cofactors, a.dtype()).times(g)));
        }

        @Override
        public String toString() {
            return "Det";
        }
    }

    /// The sign of the determinant and the logarithm of its absolute value: `(0, -∞)` for a
    /// singular matrix, which has no gradient.
    record SlogDet() implements Inversion {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            MatrixTypes.checkSquare("slogdet", inputs.getFirst());
            return List.of(
                    MatrixTypes.like(inputs.getFirst()), MatrixTypes.like(inputs.getFirst()));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            var lu = factorized(inputs.getFirst());
            return List.of(NdArray.scalar(lu.sign()), NdArray.scalar(lu.logAbsDeterminant()));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            return List.of(
                    cotangents
                            .get(1)
                            .map(g ->
                                    new Apply(new Inverse(), node.inputs())
                                            .output()
                                            .transpose()
                                            .times(g)));
        }

        @Override
        public String toString() {
            return "SlogDet";
        }
    }

    private static Lu factorized(NdArray a) {
        return Lu.of(a.doubles(), a.dim(0));
    }

    private static Lu regular(String what, Apply node, NdArray a) {
        var lu = factorized(a);
        var pivot = lu.singularAt();
        if (pivot.isPresent()) throw MatrixTypes.singular(what, node.input(0), pivot.getAsInt());
        return lu;
    }
}
