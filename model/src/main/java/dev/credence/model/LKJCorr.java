package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The distribution of correlation matrices whose density is proportional to the power `eta - 1` of
/// their determinant (Lewandowski, Kurowicka and Joe 2009).
///
/// A value is the strictly upper triangle, row by row; [Distributions#correlationMatrix] makes the
/// matrix of it. With [LKJCholeskyCov], models need no Cholesky factor of a random matrix.
///
/// @param n the number of rows
/// @param eta 1 for all correlation matrices alike, more for smaller correlations
public record LKJCorr(int n, Tensor eta) implements Distribution {
    public LKJCorr {
        PackedTriangle.strictlyUpper(n);
    }

    /// The matrices of strictly upper triangles.
    static Tensor matrix(Tensor packed, int n) {
        var upper = PackedTriangle.strictlyUpper(n).unpack(packed);
        return upper.plus(matrixTranspose(upper)).plus(identity(n));
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("eta", eta);
    }

    @Override
    public LKJCorr withParameters(List<Tensor> parameters) {
        return new LKJCorr(n, parameters.getFirst());
    }

    @Override
    public Support support() {
        return new Correlations(n);
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("eta", eta));
    }

    @Override
    public Tensor supportPoint() {
        return LKJCholeskyCorr.zeros(eta, PackedTriangle.strictlyUpper(n));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var logDet = sum(log(diagonal(cholesky(matrix(value, n)))), -1).times(2);
        return eta.minus(1).times(logDet).minus(LKJCholeskyCorr.logNormalizer(n, eta));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(supportPoint());
    }

    @Override
    public Optional<Tensor> variance() {
        var each = reciprocal(expandDims(eta, -1).times(2).plus(n - 1));
        return Optional.of(supportPoint().plus(each));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var triangle = PackedTriangle.strictlyUpper(n);
        var factor = LKJCholeskyCorr.factor(n, eta, key, triangle.matrixShape(shape));
        return triangle.pack(matmul(factor, matrixTranspose(factor)));
    }
}
