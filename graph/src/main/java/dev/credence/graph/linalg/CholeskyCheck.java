package dev.credence.graph.linalg;

import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.MatrixTypes;
import dev.credence.graph.ParameterException;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Passes a Cholesky factor on if there is one, and says otherwise which pivot of the matrix is not
/// positive; inputs `(factor, matrix)`.
record CholeskyCheck() implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        MatrixTypes.checkSquare("checkedCholesky", inputs.get(0));
        return List.of(inputs.get(0).type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        boolean failed = Arrays.stream(inputs.get(0).doubles()).anyMatch(Double::isNaN);
        if (failed) throw failure(node.input(1), inputs.get(1));
        return List.of(inputs.get(0));
    }

    private static ParameterException failure(Tensor matrix, NdArray values) {
        int n = values.dim(0);
        double[] a = values.doubles();
        var l = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double left = a[i * n + j];
                for (int k = 0; k < j; k++) left -= l[i * n + k] * l[j * n + k];
                if (i > j) l[i * n + j] = left / l[j * n + j];
                else if (left > 0) l[i * n + i] = Math.sqrt(left);
                else return notPositive(matrix, i, left);
            }
        }
        return new ParameterException(
                "checkedCholesky: the matrix %sof shape %s is not finite"
                        .formatted(MatrixTypes.quoted(matrix), matrix.shape()));
    }

    private static ParameterException notPositive(Tensor matrix, int pivot, double value) {
        return new ParameterException(
                "checkedCholesky: the matrix %sof shape %s is not positive definite: pivot %d is %s"
                        .formatted(MatrixTypes.quoted(matrix), matrix.shape(), pivot, value));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(cotangents.getFirst(), Optional.empty());
    }

    @Override
    public String toString() {
        return "CholeskyCheck";
    }
}
