package dev.credence.graph.linalg;

import dev.credence.array.GeneralEigen;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.MatrixTypes;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.List;

/// The eigenvalues and eigenvectors of a square matrix: outputs the real and imaginary parts of the
/// values, then of the vectors. It has no gradient.
record Eig() implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var a = inputs.getFirst();
        MatrixTypes.checkSquare("eig", a);
        var values = TensorType.float64(a.shape().dim(0));
        return List.of(values, values, a.type(), a.type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var a = inputs.getFirst();
        int n = a.dim(0);
        var eigen = GeneralEigen.of(a.doubles(), n);
        return List.of(
                NdArray.of(eigen.real(), n),
                NdArray.of(eigen.imaginary(), n),
                NdArray.of(eigen.realVectors(), n, n),
                NdArray.of(eigen.imaginaryVectors(), n, n));
    }

    @Override
    public String toString() {
        return "Eig";
    }
}
