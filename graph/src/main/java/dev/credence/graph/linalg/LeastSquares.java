package dev.credence.graph.linalg;

import dev.credence.array.NdArray;
import dev.credence.array.Svd;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.GraphException;
import dev.credence.graph.MatrixTypes;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import java.util.List;
import java.util.Optional;

/// The shortest solution of a least squares problem, by singular values; inputs `(A, B)`.
///
/// @param tolerance singular values up to this share of the largest count as zero
record LeastSquares(double tolerance) implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        MatrixTypes.check("lstsq", inputs);
        var a = inputs.get(0);
        var b = inputs.get(1);
        if (MatrixTypes.differ(a.shape().dim(0), b.shape().dim(0))) {
            throw new GraphException(
                    "lstsq: a matrix %sof shape %s does not fit a right side %sof shape %s"
                            .formatted(
                                    MatrixTypes.quoted(a),
                                    a.shape(),
                                    MatrixTypes.quoted(b),
                                    b.shape()));
        }
        return List.of(TensorType.float64(a.shape().dim(1), b.shape().dim(1)));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        int m = inputs.get(0).dim(0);
        int n = inputs.get(0).dim(1);
        int columns = inputs.get(1).dim(1);
        int k = Math.min(m, n);
        var b = inputs.get(1).doubles();
        var svd = Svd.of(inputs.get(0).doubles(), m, n, false);
        var out = new double[n * columns];
        for (int r = 0; r < k; r++) {
            double s = svd.values()[r];
            if (s <= tolerance * svd.values()[0]) continue;
            for (int c = 0; c < columns; c++) {
                double along = 0;
                for (int i = 0; i < m; i++) along += svd.u()[i * k + r] * b[i * columns + c];
                for (int j = 0; j < n; j++)
                    out[j * columns + c] += svd.vt()[r * n + j] * (along / s);
            }
        }
        return List.of(NdArray.of(out, n, columns));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var inverse = new Apply(new PseudoInverse(tolerance), List.of(node.input(0))).output();
        var g = cotangents.getFirst().orElseThrow();
        var toInverse = Tensors.matmul(g, node.input(1).transpose());
        var op = new PseudoInverse(tolerance);
        return List.of(
                op.pullback(inverse.owner().orElseThrow(), List.of(Optional.of(toInverse)))
                        .getFirst(),
                Optional.of(Tensors.matmul(inverse.transpose(), g)));
    }

    @Override
    public String toString() {
        return "LeastSquares";
    }
}
