package dev.credence.graph.linalg;

import dev.credence.array.NdArray;
import dev.credence.array.Svd;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.MatrixTypes;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import java.util.List;
import java.util.Optional;

/// Moore and Penrose's inverse of an `m x n` matrix, by its singular values.
///
/// @param tolerance singular values up to this share of the largest count as zero
record PseudoInverse(double tolerance) implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        MatrixTypes.check("pinv", inputs);
        var shape = inputs.getFirst().shape();
        return List.of(TensorType.float64(shape.dim(1), shape.dim(0)));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var a = inputs.getFirst();
        int m = a.dim(0);
        int n = a.dim(1);
        int k = Math.min(m, n);
        var svd = Svd.of(a.doubles(), m, n, false);
        var out = new double[n * m];
        for (int r = 0; r < k; r++) {
            double s = svd.values()[r];
            if (s <= tolerance * svd.values()[0]) continue;
            for (int i = 0; i < n; i++)
                for (int j = 0; j < m; j++)
                    out[i * m + j] += svd.vt()[r * n + i] / s * svd.u()[j * k + r];
        }
        return List.of(NdArray.of(out, n, m));
    }

    /// Golub and Pereyra, "The differentiation of pseudo-inverses and nonlinear least squares
    /// problems whose variables separate" (1973), eq. 4.12, for matrices of constant rank.
    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var a = node.input(0);
        var p = node.output();
        var pt = p.transpose();
        var g = cotangents.getFirst().orElseThrow();
        var gt = g.transpose();
        var direct = Tensors.matmul(Tensors.matmul(pt, g), pt);
        var left = gt.minus(Tensors.matmul(a, Tensors.matmul(p, gt)));
        var right = gt.minus(Tensors.matmul(Tensors.matmul(gt, p), a));
        return List.of(
                Optional.of(
                        Tensors.matmul(Tensors.matmul(left, p), pt)
                                .plus(Tensors.matmul(pt, Tensors.matmul(p, right)))
                                .minus(direct)));
    }

    @Override
    public String toString() {
        return "PseudoInverse";
    }
}
