package dev.credence.model;

import dev.credence.graph.Tensor;

/// The functions that make distributions from other parameters than those they keep.
public class AlternativeParameters extends CombinedDistributions {
    protected AlternativeParameters() {}

    /// Mean `mu`, precision `tau`, the reciprocal of the variance.
    public static Normal normalPrecision(Tensor mu, Tensor tau) {
        return normal(mu, reciprocal(sqrt(tau)));
    }

    /// Mean `mu`, precision `tau`, the reciprocal of the variance.
    public static Normal normalPrecision(double mu, double tau) {
        return normalPrecision(constant(mu), constant(tau));
    }

    /// The gamma distribution with mean `mu` and standard deviation `sigma`.
    public static Gamma gammaMeanSd(Tensor mu, Tensor sigma) {
        return gamma(square(mu.div(sigma)), mu.div(square(sigma)));
    }

    /// The gamma distribution with mean `mu` and standard deviation `sigma`.
    public static Gamma gammaMeanSd(double mu, double sigma) {
        return gammaMeanSd(constant(mu), constant(sigma));
    }

    /// The inverse gamma distribution with mean `mu` and standard deviation `sigma`.
    public static InverseGamma inverseGammaMeanSd(Tensor mu, Tensor sigma) {
        var ratio = square(mu.div(sigma));
        return inverseGamma(ratio.plus(2), mu.times(ratio.plus(1)));
    }

    /// The inverse gamma distribution with mean `mu` and standard deviation `sigma`.
    public static InverseGamma inverseGammaMeanSd(double mu, double sigma) {
        return inverseGammaMeanSd(constant(mu), constant(sigma));
    }

    /// The beta distribution with mean `mu` and standard deviation `sigma`.
    public static Beta betaMeanSd(Tensor mu, Tensor sigma) {
        var nu = mu.times(constant(1).minus(mu)).div(square(sigma)).minus(1);
        return betaMeanPrecision(mu, nu);
    }

    /// The beta distribution with mean `mu` and standard deviation `sigma`.
    public static Beta betaMeanSd(double mu, double sigma) {
        return betaMeanSd(constant(mu), constant(sigma));
    }

    /// The beta distribution with mean `mu` and `nu = alpha + beta`.
    public static Beta betaMeanPrecision(Tensor mu, Tensor nu) {
        return beta(mu.times(nu), constant(1).minus(mu).times(nu));
    }

    /// The beta distribution with mean `mu` and `nu = alpha + beta`.
    public static Beta betaMeanPrecision(double mu, double nu) {
        return betaMeanPrecision(constant(mu), constant(nu));
    }

    /// The exponential distribution with mean `scale`.
    public static Exponential exponentialScale(Tensor scale) {
        return exponential(reciprocal(scale));
    }

    /// The exponential distribution with mean `scale`.
    public static Exponential exponentialScale(double scale) {
        return exponentialScale(constant(scale));
    }

    /// The asymmetric Laplace distribution whose quantile `q` is `mu`: its likelihood gives
    /// quantile regression.
    public static AsymmetricLaplace asymmetricLaplaceQuantile(Tensor b, Tensor q, Tensor mu) {
        return asymmetricLaplace(b, sqrt(q.div(constant(1).minus(q))), mu);
    }

    /// The asymmetric Laplace distribution whose quantile `q` is `mu`: its likelihood gives
    /// quantile regression.
    public static AsymmetricLaplace asymmetricLaplaceQuantile(double b, double q, double mu) {
        return asymmetricLaplaceQuantile(constant(b), constant(q), constant(mu));
    }

    /// Failures before the `n`-th success of trials with probability `p`; `n` need not be whole.
    public static NegativeBinomial negativeBinomialNP(Tensor n, Tensor p) {
        return new NegativeBinomial(n.times(constant(1).minus(p)).div(p), n);
    }

    /// Failures before the `n`-th success of trials with probability `p`; `n` need not be whole.
    public static NegativeBinomial negativeBinomialNP(double n, double p) {
        return negativeBinomialNP(constant(n), constant(p));
    }

    /// Vectors with mean `mu` and covariance `cov`.
    public static MvNormal mvNormalCovariance(Tensor mu, Tensor cov) {
        return new MvNormal(mu, cholesky(cov));
    }

    /// Vectors with mean `mu` and precision `tau`, the inverse of the covariance.
    public static MvNormal mvNormalPrecision(Tensor mu, Tensor tau) {
        return new MvNormal(mu, inverseFactor(tau));
    }

    /// The lower Cholesky factor of the inverse: the inverse of the transposed upper factor, which
    /// is the lower one of the matrix with rows and columns reversed.
    private static Tensor inverseFactor(Tensor x) {
        var reversed = cholesky(flip(x, -1, -2));
        var lower = flip(matrixTranspose(reversed), -1, -2);
        return solveTriangular(lower, diagonalMatrix(onesLike(diagonal(x))));
    }

    /// Vectors with location `mu` and the scale matrix that is the inverse of `tau`.
    public static MvStudentT mvStudentTPrecision(Tensor nu, Tensor mu, Tensor tau) {
        return new MvStudentT(nu, mu, inverseFactor(tau));
    }

    /// Vectors with location `mu` and the scale matrix `scale`, which is not the covariance.
    public static MvStudentT mvStudentTScale(Tensor nu, Tensor mu, Tensor scale) {
        return new MvStudentT(nu, mu, cholesky(scale));
    }
}
