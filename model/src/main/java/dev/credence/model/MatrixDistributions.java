package dev.credence.model;

import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.List;

/// The functions that make distributions of matrices, of their Cholesky factors, and of vectors
/// with structured covariances.
public class MatrixDistributions extends VectorDistributions {
    protected MatrixDistributions() {}

    /// Correlation matrices of `n` rows, as their strictly upper triangles.
    public static LKJCorr lkjCorr(int n, Tensor eta) {
        return new LKJCorr(n, eta);
    }

    /// Correlation matrices of `n` rows, as their strictly upper triangles.
    public static LKJCorr lkjCorr(int n, double eta) {
        return lkjCorr(n, constant(eta));
    }

    /// Lower Cholesky factors of correlation matrices of `n` rows, as their strictly lower
    /// triangles.
    public static LKJCholeskyCorr lkjCholeskyCorr(int n, Tensor eta) {
        return new LKJCholeskyCorr(n, eta);
    }

    /// Lower Cholesky factors of correlation matrices of `n` rows, as their strictly lower
    /// triangles.
    public static LKJCholeskyCorr lkjCholeskyCorr(int n, double eta) {
        return lkjCholeskyCorr(n, constant(eta));
    }

    /// Lower Cholesky factors of covariance matrices of `n` rows, as their lower triangles.
    ///
    /// @param standardDeviations the distribution of each, or of all `n`
    public static LKJCholeskyCov lkjCholeskyCov(
            int n, Tensor eta, Distribution standardDeviations) {
        return new LKJCholeskyCov(n, eta, standardDeviations);
    }

    /// Lower Cholesky factors of covariance matrices of `n` rows, as their lower triangles.
    ///
    /// @param standardDeviations the distribution of each, or of all `n`
    public static LKJCholeskyCov lkjCholeskyCov(
            int n, double eta, Distribution standardDeviations) {
        return lkjCholeskyCov(n, constant(eta), standardDeviations);
    }

    /// The correlation matrices of `n` rows whose strictly upper triangles lie along the last axis.
    public static Tensor correlationMatrix(Tensor packed, int n) {
        return LKJCorr.matrix(packed, n);
    }

    /// What a packed Cholesky factor of a covariance matrix says.
    ///
    /// @param chol the lower Cholesky factor
    /// @param correlations the correlation matrix
    /// @param standardDeviations the square roots of the covariance's diagonal
    public record CovarianceFactor(Tensor chol, Tensor correlations, Tensor standardDeviations) {}

    /// The lower Cholesky factors of covariance matrices of `n` rows whose lower triangles lie
    /// along the last axis, with what they mean.
    public static CovarianceFactor covarianceFactor(Tensor packed, int n) {
        var chol = PackedTriangle.lower(n).unpack(packed);
        var sd = sqrt(sum(square(chol), -1));
        var unit = chol.div(expandDims(sd, -1));
        return new CovarianceFactor(chol, matmul(unit, matrixTranspose(unit)), sd);
    }

    /// Positive definite matrices with `nu` degrees of freedom and the scale matrix `v`.
    public static Wishart wishart(Tensor nu, Tensor v) {
        return new Wishart(nu, cholesky(v));
    }

    /// Positive definite matrices with `nu` degrees of freedom and the scale matrix `v`.
    public static Wishart wishart(double nu, Tensor v) {
        return wishart(constant(nu), v);
    }

    /// Positive definite matrices with `nu` degrees of freedom and the scale matrix `chol chol^T`.
    public static Wishart wishartCholesky(Tensor nu, Tensor chol) {
        return new Wishart(nu, chol);
    }

    /// Matrices with the covariance `rowcov` of rows and `colcov` of columns.
    public static MatrixNormal matrixNormal(Tensor mu, Tensor rowcov, Tensor colcov) {
        return matrixNormalCholesky(mu, cholesky(rowcov), cholesky(colcov));
    }

    /// Matrices with the covariances of rows and columns given by their lower Cholesky factors.
    public static MatrixNormal matrixNormalCholesky(Tensor mu, Tensor rowchol, Tensor colchol) {
        return new MatrixNormal(mu, rowchol, colchol);
    }

    /// Vectors whose covariance is the Kronecker product of `covs`.
    public static KroneckerNormal kroneckerNormal(Tensor mu, List<Tensor> covs) {
        return kroneckerNormalCholesky(mu, covs.stream().map(c -> cholesky(c)).toList());
    }

    /// Vectors whose covariance is the Kronecker product of matrices given by their lower Cholesky
    /// factors.
    public static KroneckerNormal kroneckerNormalCholesky(Tensor mu, List<Tensor> chols) {
        return new KroneckerNormal(mu, chols);
    }

    /// Vectors whose covariance is the Kronecker product of `covs` plus `sigma^2` on the diagonal.
    public static NoisyKroneckerNormal kroneckerNormal(Tensor mu, List<Tensor> covs, Tensor sigma) {
        return kroneckerNormalEigen(mu, covs.stream().map(c -> eigh(c)).toList(), sigma);
    }

    /// Vectors whose covariance is the Kronecker product of matrices given by their eigenvalues and
    /// eigenvectors plus `sigma^2` on the diagonal.
    public static NoisyKroneckerNormal kroneckerNormalEigen(
            Tensor mu, List<SymmetricEigenpairs> factors, Tensor sigma) {
        var values = new ArrayList<Tensor>();
        var vectors = new ArrayList<Tensor>();
        for (var factor : factors) {
            values.add(factor.values());
            vectors.add(factor.vectors());
        }
        return new NoisyKroneckerNormal(mu, sigma, values, vectors);
    }

    /// Counts of ordered categories in `n` trials, those of [#orderedLogistic].
    public static OrderedMultinomial orderedMultinomial(Tensor n, Tensor eta, Tensor cutpoints) {
        return new OrderedMultinomial(n, eta, cutpoints);
    }

    /// Counts of ordered categories in `n` trials, those of [#orderedLogistic].
    public static OrderedMultinomial orderedMultinomial(long n, Tensor eta, Tensor cutpoints) {
        return orderedMultinomial(Extent.integer(n), eta, cutpoints);
    }

    /// The weights that breaking beta(1, `alpha`) shares off a stick `sticks` times leaves: one
    /// more than breaks.
    public static StickBreakingWeights stickBreakingWeights(Tensor alpha, int sticks) {
        return new StickBreakingWeights(alpha, sticks);
    }

    /// The weights that breaking beta(1, `alpha`) shares off a stick `sticks` times leaves: one
    /// more than breaks.
    public static StickBreakingWeights stickBreakingWeights(double alpha, int sticks) {
        return stickBreakingWeights(constant(alpha), sticks);
    }

    /// Values on a graph with the adjacency matrix `w`, which neighbours share by `alpha`, with the
    /// precision `tau`.
    public static CAR car(Tensor mu, Tensor w, Tensor alpha, Tensor tau) {
        return new CAR(mu, w, alpha, tau);
    }

    /// Values on a graph with the adjacency matrix `w` whose differences between neighbours have
    /// the standard deviation `sigma`, and whose mean has 0.001.
    public static ICAR icar(Tensor w, Tensor sigma) {
        return icar(w, sigma, constant(0.001));
    }

    /// Values on a graph with the adjacency matrix `w` whose differences between neighbours have
    /// the standard deviation `sigma`, and whose mean has `zeroSumStdev`.
    public static ICAR icar(Tensor w, Tensor sigma, Tensor zeroSumStdev) {
        return new ICAR(w, sigma, zeroSumStdev);
    }
}
