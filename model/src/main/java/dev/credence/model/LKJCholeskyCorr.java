package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Index;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The distribution of the lower Cholesky factors of correlation matrices whose density is
/// proportional to the power `eta - 1` of their determinant (Lewandowski, Kurowicka and Joe 2009).
///
/// A value is the strictly lower triangle of the factor, row by row; the diagonal follows, since
/// rows have length one.
///
/// @param n the number of rows
/// @param eta 1 for all correlation matrices alike, more for smaller correlations
public record LKJCholeskyCorr(int n, Tensor eta) implements Distribution {
    public LKJCholeskyCorr {
        PackedTriangle.strictlyLower(n);
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("eta", eta);
    }

    @Override
    public LKJCholeskyCorr withParameters(List<Tensor> parameters) {
        return new LKJCholeskyCorr(n, parameters.getFirst());
    }

    @Override
    public Support support() {
        return new CorrelationFactors(n);
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("eta", eta));
    }

    @Override
    public Tensor supportPoint() {
        return zeros(eta, PackedTriangle.strictlyLower(n));
    }

    static Tensor zeros(Tensor eta, PackedTriangle triangle) {
        var zeros = constant(new double[triangle.length()]);
        return eta.rank() == 0 ? zeros : Parameters.broadcast(zeros, expandDims(eta, -1));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var c = PackedTriangle.strictlyLower(n).unpack(value);
        var logDiagonal = log1p(sum(square(c), -1).unaryMinus()).times(0.5);
        return logp(n, eta, logDiagonal);
    }

    /// The log-density from the logarithms of the factor's diagonal.
    static Tensor logp(int n, Tensor eta, Tensor logDiagonal) {
        var triangle = PackedTriangle.strictlyLower(n);
        var powers = expandDims(eta, -1).times(2).plus(triangle.rows(i -> n - 3 - i));
        return sum(powers.times(logDiagonal), -1).minus(logNormalizer(n, eta));
    }

    /// The log of the integral of the power `eta - 1` of the determinant over all correlation
    /// matrices (Lewandowski, Kurowicka and Joe 2009, equation 16).
    static Tensor logNormalizer(int n, Tensor eta) {
        var left = new double[n - 1];
        for (int k = 1; k < n; k++) left[k - 1] = n - k;
        var rest = constant(left);
        var each = expandDims(eta, -1);
        var twos = each.times(2).minus(2).plus(rest).times(Math.log(2));
        var a = each.plus(rest.minus(1).times(0.5));
        return sum(rest.times(twos.plus(betaln(a, a))), -1);
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(supportPoint());
    }

    /// Each squared entry has the same mean, which is also that of a squared correlation.
    @Override
    public Optional<Tensor> variance() {
        return Optional.of(
                supportPoint().plus(reciprocal(expandDims(eta, -1).times(2).plus(n - 1))));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var triangle = PackedTriangle.strictlyLower(n);
        return triangle.pack(factor(n, eta, key, triangle.matrixShape(shape)));
    }

    /// The onion: row `i` is a random direction times the root of a beta variable (Lewandowski,
    /// Kurowicka and Joe 2009, section 3.2).
    ///
    /// @param shape that of the matrices
    static Tensor factor(int n, Tensor eta, Tensor key, Tensor shape) {
        var triangle = PackedTriangle.strictlyLower(n);
        var rows = shape.get(Index.until(-1));
        var directions = lowerTriangle(Draws.normal(Draws.fold(key, 0), shape), -1);
        var a = triangle.rows(i -> Math.max(i, 1) * 0.5);
        var b = expandDims(eta, -1).plus(triangle.rows(i -> (n - 1 - i) * 0.5));
        var up = Draws.logGamma(Draws.fold(key, 1), rows, a);
        var down = Draws.logGamma(Draws.fold(key, 2), rows, b);
        var first = triangle.rows(i -> i == 0 ? Double.NEGATIVE_INFINITY : 0);
        var logit = up.minus(down).plus(first);
        var length = maximum(sum(square(directions), -1), constant(Double.MIN_NORMAL));
        var scale = exp(softplus(logit.unaryMinus()).plus(log(length)).times(-0.5));
        var diagonal = exp(softplus(logit).times(-0.5));
        return directions.times(expandDims(scale, -1)).plus(diagonalMatrix(diagonal));
    }
}
