package dev.credence.model;

import dev.credence.graph.Tensor;

/// The functions that make the less common distributions of real numbers.
public class FurtherContinuousDistributions extends ContinuousDistributions {
    protected FurtherContinuousDistributions() {}

    /// Rates `b kappa` above `mu` and `b / kappa` below it.
    public static AsymmetricLaplace asymmetricLaplace(Tensor b, Tensor kappa, Tensor mu) {
        return new AsymmetricLaplace(b, kappa, mu);
    }

    /// Rates `b kappa` above `mu` and `b / kappa` below it.
    public static AsymmetricLaplace asymmetricLaplace(double b, double kappa, double mu) {
        return asymmetricLaplace(constant(b), constant(kappa), constant(mu));
    }

    /// The sum of `nu` squared standard normal variables.
    public static ChiSquared chiSquared(Tensor nu) {
        return new ChiSquared(nu);
    }

    /// The sum of `nu` squared standard normal variables.
    public static ChiSquared chiSquared(double nu) {
        return chiSquared(constant(nu));
    }

    /// A normal variable plus an exponential one with mean `nu`.
    public static ExGaussian exGaussian(Tensor mu, Tensor sigma, Tensor nu) {
        return new ExGaussian(mu, sigma, nu);
    }

    /// A normal variable plus an exponential one with mean `nu`.
    public static ExGaussian exGaussian(double mu, double sigma, double nu) {
        return exGaussian(constant(mu), constant(sigma), constant(nu));
    }

    /// Location `mu`, scale `beta`, of largest values.
    public static Gumbel gumbel(Tensor mu, Tensor beta) {
        return new Gumbel(mu, beta);
    }

    /// Location `mu`, scale `beta`, of largest values.
    public static Gumbel gumbel(Tensor mu, double beta) {
        return gumbel(mu, constant(beta));
    }

    /// Location `mu`, scale `beta`, of largest values.
    public static Gumbel gumbel(double mu, Tensor beta) {
        return gumbel(constant(mu), beta);
    }

    /// Location `mu`, scale `beta`, of largest values.
    public static Gumbel gumbel(double mu, double beta) {
        return gumbel(constant(mu), constant(beta));
    }

    /// On (0, 1), with the distribution function `1 - (1 - x^a)^b`.
    public static Kumaraswamy kumaraswamy(Tensor a, Tensor b) {
        return new Kumaraswamy(a, b);
    }

    /// On (0, 1), with the distribution function `1 - (1 - x^a)^b`.
    public static Kumaraswamy kumaraswamy(Tensor a, double b) {
        return kumaraswamy(a, constant(b));
    }

    /// On (0, 1), with the distribution function `1 - (1 - x^a)^b`.
    public static Kumaraswamy kumaraswamy(double a, Tensor b) {
        return kumaraswamy(constant(a), b);
    }

    /// On (0, 1), with the distribution function `1 - (1 - x^a)^b`.
    public static Kumaraswamy kumaraswamy(double a, double b) {
        return kumaraswamy(constant(a), constant(b));
    }

    /// Mean and standard deviation of the logit.
    public static LogitNormal logitNormal(Tensor mu, Tensor sigma) {
        return new LogitNormal(mu, sigma);
    }

    /// Mean and standard deviation of the logit.
    public static LogitNormal logitNormal(Tensor mu, double sigma) {
        return logitNormal(mu, constant(sigma));
    }

    /// Mean and standard deviation of the logit.
    public static LogitNormal logitNormal(double mu, Tensor sigma) {
        return logitNormal(constant(mu), sigma);
    }

    /// Mean and standard deviation of the logit.
    public static LogitNormal logitNormal(double mu, double sigma) {
        return logitNormal(constant(mu), constant(sigma));
    }

    /// Location `mu`, scale `sigma`, with a long upper tail.
    public static Moyal moyal(Tensor mu, Tensor sigma) {
        return new Moyal(mu, sigma);
    }

    /// Location `mu`, scale `sigma`, with a long upper tail.
    public static Moyal moyal(Tensor mu, double sigma) {
        return moyal(mu, constant(sigma));
    }

    /// Location `mu`, scale `sigma`, with a long upper tail.
    public static Moyal moyal(double mu, Tensor sigma) {
        return moyal(constant(mu), sigma);
    }

    /// Location `mu`, scale `sigma`, with a long upper tail.
    public static Moyal moyal(double mu, double sigma) {
        return moyal(constant(mu), constant(sigma));
    }

    /// Above `m`, with the exponent `-alpha - 1`.
    public static Pareto pareto(Tensor alpha, Tensor m) {
        return new Pareto(alpha, m);
    }

    /// Above `m`, with the exponent `-alpha - 1`.
    public static Pareto pareto(Tensor alpha, double m) {
        return pareto(alpha, constant(m));
    }

    /// Above `m`, with the exponent `-alpha - 1`.
    public static Pareto pareto(double alpha, Tensor m) {
        return pareto(constant(alpha), m);
    }

    /// Above `m`, with the exponent `-alpha - 1`.
    public static Pareto pareto(double alpha, double m) {
        return pareto(constant(alpha), constant(m));
    }

    /// Location `mu`, scale `sigma`, slant `alpha`.
    public static SkewNormal skewNormal(Tensor mu, Tensor sigma, Tensor alpha) {
        return new SkewNormal(mu, sigma, alpha);
    }

    /// Location `mu`, scale `sigma`, slant `alpha`.
    public static SkewNormal skewNormal(double mu, double sigma, double alpha) {
        return skewNormal(constant(mu), constant(sigma), constant(alpha));
    }

    /// Between two bounds with the peak `c`.
    public static Triangular triangular(Tensor lower, Tensor c, Tensor upper) {
        return new Triangular(lower, c, upper);
    }

    /// Between two bounds with the peak `c`.
    public static Triangular triangular(double lower, double c, double upper) {
        return triangular(constant(lower), constant(c), constant(upper));
    }

    /// A normal variable between two bounds, either of which may be infinite.
    public static TruncatedNormal truncatedNormal(
            Tensor mu, Tensor sigma, Tensor lower, Tensor upper) {
        return new TruncatedNormal(mu, sigma, lower, upper);
    }

    /// A normal variable between two bounds, either of which may be infinite.
    public static TruncatedNormal truncatedNormal(
            double mu, double sigma, double lower, double upper) {
        return truncatedNormal(constant(mu), constant(sigma), constant(lower), constant(upper));
    }

    /// Mean `mu` and shape `lam`, shifted by `alpha`, which is mostly 0.
    public static Wald wald(Tensor mu, Tensor lam, Tensor alpha) {
        return new Wald(mu, lam, alpha);
    }

    /// Mean `mu` and shape `lam`, shifted by `alpha`, which is mostly 0.
    public static Wald wald(double mu, double lam, double alpha) {
        return wald(constant(mu), constant(lam), constant(alpha));
    }

    /// Shape `alpha`, scale `beta`.
    public static Weibull weibull(Tensor alpha, Tensor beta) {
        return new Weibull(alpha, beta);
    }

    /// Shape `alpha`, scale `beta`.
    public static Weibull weibull(Tensor alpha, double beta) {
        return weibull(alpha, constant(beta));
    }

    /// Shape `alpha`, scale `beta`.
    public static Weibull weibull(double alpha, Tensor beta) {
        return weibull(constant(alpha), beta);
    }

    /// Shape `alpha`, scale `beta`.
    public static Weibull weibull(double alpha, double beta) {
        return weibull(constant(alpha), constant(beta));
    }

    /// A normal variable between two bounds, either of which may be infinite.
    public static TruncatedNormal truncatedNormal(
            Tensor mu, Tensor sigma, double lower, double upper) {
        return truncatedNormal(mu, sigma, constant(lower), constant(upper));
    }

    /// Student's distribution with tails of different weight, that above the lighter where `b` is
    /// the larger.
    public static SkewStudentT skewStudentT(Tensor a, Tensor b, Tensor mu, Tensor sigma) {
        return new SkewStudentT(a, b, mu, sigma);
    }

    /// Student's distribution with tails of different weight, that above the lighter where `b` is
    /// the larger.
    public static SkewStudentT skewStudentT(double a, double b, double mu, double sigma) {
        return skewStudentT(constant(a), constant(b), constant(mu), constant(sigma));
    }

    /// The weighted sum of gamma variables with shape `h` that makes logistic likelihoods normal,
    /// with the tilt `z`.
    public static PolyaGamma polyaGamma(Tensor h, Tensor z) {
        return new PolyaGamma(h, z);
    }

    /// The weighted sum of gamma variables with shape `h` that makes logistic likelihoods normal,
    /// with the tilt `z`.
    public static PolyaGamma polyaGamma(double h, double z) {
        return polyaGamma(constant(h), constant(z));
    }
}
