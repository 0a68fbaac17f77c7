package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// The reverse rules of the matrix decompositions: Seeger et al., "Auto-differentiating linear
/// algebra" (2017); Walter and Lehmann, "Algorithmic differentiation of linear algebra functions
/// with application in optimum experimental design" (2010); Roberts and Roberts, "QR and LQ
/// decomposition matrix backpropagation algorithms" (2020); Townsend, "Differentiating the singular
/// value decomposition" (2016).
///
/// Vectors of equal eigenvalues and singular values are not determined, and have no derivative;
/// what flows between them is taken as zero, which is right where the result does not depend on
/// which of them were chosen.
final class DecompositionPullback {
    /// Values whose distance, relative to the largest, is below this count as equal.
    private static final double EQUAL = 1e-14;

    private DecompositionPullback() {}

    static Tensor ofLu(Apply node, Tensor g) {
        var packed = node.output();
        var strictlyLower = Tensors.lowerTriangle(packed, -1);
        var l = strictlyLower.plus(MatrixTypes.identityLike(packed));
        var u = packed.minus(strictlyLower);
        var fromL = Tensors.matmul(l.transpose(), Tensors.lowerTriangle(g, -1));
        var fromU = Tensors.matmul(MatrixTypes.upperTriangle(g), u.transpose());
        var inner = Tensors.lowerTriangle(fromL, -1).plus(MatrixTypes.upperTriangle(fromU));
        var left = new Apply(new LinearAlgebra.SolveTriangular(true), List.of(l, inner)).output();
        var rows =
                new Apply(new PivotsToPermutation(true), List.of(node.outputs().get(1))).output();
        return Tensors.gather(MatrixTypes.timesInverseTransposed(left, u), rows, 0);
    }

    static Tensor ofQr(Apply node, Optional<Tensor> gq, Optional<Tensor> gr) {
        var a = node.input(0);
        var q = node.outputs().get(0);
        var r = node.outputs().get(1);
        var g = gq.orElseGet(() -> Tensors.zerosLike(q));
        var h = gr.orElseGet(() -> Tensors.zerosLike(r));
        var operands = List.of(a, q, r, g, h);
        boolean known = a.shape().dim(0) != Shape.UNKNOWN && a.shape().dim(1) != Shape.UNKNOWN;
        return known ? ofQr(operands) : new Apply(new QrCotangent(), operands).output();
    }

    /// From a matrix of known shape, `Q`, `R` and their cotangents.
    static Tensor ofQr(List<Tensor> operands) {
        int m = operands.getFirst().shape().dim(0);
        int n = operands.getFirst().shape().dim(1);
        var q = operands.get(1);
        var r = operands.get(2);
        var g = operands.get(3);
        var h = operands.get(4);
        if (m >= n) return ofTall(q, r, g, h);
        var rest = Tensors.slice(operands.getFirst(), 1, m, n, 1);
        var square = Tensors.slice(r, 1, 0, m, 1);
        var hRest = Tensors.slice(h, 1, m, n, 1);
        var gAll = g.plus(Tensors.matmul(rest, hRest.transpose()));
        var left = ofTall(q, square, gAll, Tensors.slice(h, 1, 0, m, 1));
        return Tensors.concatenate(1, left, Tensors.matmul(q, hRest));
    }

    private static Tensor ofTall(Tensor q, Tensor r, Tensor g, Tensor h) {
        var inner = Tensors.matmul(r, h.transpose()).minus(Tensors.matmul(g.transpose(), q));
        var lower = Tensors.lowerTriangle(inner, 0);
        var symmetric = lower.plus(Tensors.lowerTriangle(inner, -1).transpose());
        return MatrixTypes.timesInverseTransposed(g.plus(Tensors.matmul(q, symmetric)), r);
    }

    static Tensor ofEigh(Apply node, Optional<Tensor> gValues, Optional<Tensor> gVectors) {
        var values = node.outputs().get(0);
        var v = node.outputs().get(1);
        var fromValues = gValues.map(Tensors::diagonalMatrix);
        var fromVectors =
                gVectors.map(g -> Tensors.matmul(v.transpose(), g).times(inverseGaps(values)));
        var inner = sum(fromValues, fromVectors).orElseThrow();
        var whole = Tensors.matmul(Tensors.matmul(v, inner), v.transpose());
        return MatrixTypes.lowerHalf(whole.plus(whole.transpose()));
    }

    static Tensor ofSvd(Apply node, List<Optional<Tensor>> cotangents) {
        var u = node.outputs().get(0);
        var s = node.outputs().get(1);
        var vt = node.outputs().get(2);
        if (cotangents.get(0).isEmpty() && cotangents.get(2).isEmpty()) {
            var thin =
                    node.op().equals(new Decomposition.Svd(true))
                            ? new Apply(new Decomposition.Svd(false), node.inputs()).outputs()
                            : node.outputs();
            var scaled = thin.get(0).times(cotangents.get(1).orElseThrow());
            return Tensors.matmul(scaled, thin.get(2));
        }
        var gaps = inverseGaps(Tensors.square(s));
        var row = Tensors.expandDims(s, 0);
        var column = Tensors.expandDims(s, 1);
        var inverse = reciprocal(s, Tensors.max(s));
        var fromU =
                cotangents.get(0).map(g -> skew(Tensors.matmul(u.transpose(), g), gaps).times(row));
        var fromV =
                cotangents
                        .get(2)
                        .map(g -> skew(Tensors.matmul(vt, g.transpose()), gaps).times(column));
        var fromS = cotangents.get(1).map(Tensors::diagonalMatrix);
        var inner = sum(sum(fromU, fromV), fromS).orElseThrow();
        var all = Optional.of(Tensors.matmul(Tensors.matmul(u, inner), vt));
        var left =
                cotangents
                        .get(0)
                        .map(g -> g.minus(Tensors.matmul(u, Tensors.matmul(u.transpose(), g))))
                        .map(g -> Tensors.matmul(g.times(Tensors.expandDims(inverse, 0)), vt));
        var right =
                cotangents
                        .get(2)
                        .map(g -> g.minus(Tensors.matmul(Tensors.matmul(g, vt.transpose()), vt)))
                        .map(g -> Tensors.matmul(u, g.times(Tensors.expandDims(inverse, 1))));
        return sum(sum(all, left), right).orElseThrow();
    }

    private static Optional<Tensor> sum(Optional<Tensor> x, Optional<Tensor> y) {
        return x.isPresent() && y.isPresent() ? Optional.of(x.get().plus(y.get())) : x.or(() -> y);
    }

    private static Tensor skew(Tensor x, Tensor gaps) {
        return x.minus(x.transpose()).times(gaps);
    }

    /// The matrix of `1 / (values[j] - values[i])`, zero where these are equal.
    private static Tensor inverseGaps(Tensor values) {
        var gaps = Tensors.expandDims(values, 0).minus(Tensors.expandDims(values, 1));
        return reciprocal(gaps, Tensors.max(Tensors.abs(values)));
    }

    /// The reciprocals, zero for entries that vanish beside `scale`.
    private static Tensor reciprocal(Tensor x, Tensor scale) {
        var one = new Constant(NdArray.scalar(1.0));
        var vanishes = Tensors.abs(x).le(scale.times(EQUAL));
        var safe = Tensors.select(vanishes, one, x);
        return Tensors.select(vanishes, new Constant(NdArray.scalar(0.0)), one.div(safe));
    }
}
