package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Index;
import dev.credence.graph.Tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The distribution of the lower Cholesky factor of a covariance matrix with [LKJCorr] correlations
/// and independent standard deviations, the usual prior of a covariance.
///
/// A value is the lower triangle of the factor, row by row; [Distributions#covarianceFactor] takes
/// the factor, the correlations and the standard deviations from it.
///
/// @param n the number of rows
/// @param eta 1 for all correlation matrices alike, more for smaller correlations
/// @param standardDeviations the distribution of positive numbers of each standard deviation, of
///   one number or of `n`
public record LKJCholeskyCov(int n, Tensor eta, Distribution standardDeviations)
        implements Distribution {
    public LKJCholeskyCov {
        PackedTriangle.lower(n);
        if (!(standardDeviations.support() instanceof Support.Positive)) {
            throw new ModelException(
                    "LKJCholeskyCov: standard deviations cannot be %s, whose values are %s; use a distribution of positive numbers"
                            .formatted(standardDeviations.name(), standardDeviations.support()));
        }
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        var parameters = new LinkedHashMap<>(Parameters.of("eta", eta));
        standardDeviations.parameters().forEach((name, p) -> parameters.put("sd." + name, p));
        return parameters;
    }

    @Override
    public LKJCholeskyCov withParameters(List<Tensor> parameters) {
        var rest = parameters.subList(1, parameters.size());
        return new LKJCholeskyCov(
                n, parameters.getFirst(), standardDeviations.withParameters(rest));
    }

    @Override
    public Support support() {
        return new CovarianceFactors(n);
    }

    @Override
    public List<Condition> conditions() {
        return Parameters.and(Condition.positive("eta", eta), standardDeviations.conditions());
    }

    /// A diagonal matrix.
    @Override
    public Tensor supportPoint() {
        var zeros = constant(new double[n]).plus(expandDims(eta, -1).times(0));
        var diagonal = Parameters.broadcast(standardDeviations.supportPoint(), zeros);
        return PackedTriangle.lower(n).pack(diagonalMatrix(diagonal));
    }

    /// A row of length `s` whose diagonal entry is `s c` stands for `s` and the row over `s`; the
    /// density changes by `c` over the power `i` of `s`.
    @Override
    public Tensor logpInside(Tensor value) {
        var triangle = PackedTriangle.lower(n);
        var factor = triangle.unpack(value);
        var sd = sqrt(sum(square(factor), -1));
        var logDiagonal = log(diagonal(factor)).minus(log(sd));
        var change = logDiagonal.minus(log(sd).times(triangle.rows(i -> i)));
        return LKJCholeskyCorr.logp(n, eta, logDiagonal)
                .plus(sum(standardDeviations.logpGuarded(sd).plus(change), -1));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var triangle = PackedTriangle.lower(n);
        var matrices = triangle.matrixShape(shape);
        var factor = LKJCholeskyCorr.factor(n, eta, Draws.fold(key, 0), matrices);
        var sd = standardDeviations.draw(Draws.fold(key, 1), matrices.get(Index.until(-1)));
        return triangle.pack(factor.times(expandDims(sd, -1)));
    }
}
