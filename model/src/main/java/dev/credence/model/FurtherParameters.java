package dev.credence.model;

import dev.credence.graph.Tensor;

/// The functions that make distributions from precisions, ratios, logits and counts of successes.
///
/// A precision is the reciprocal of a squared scale.
public class FurtherParameters extends AlternativeParameters {
    protected FurtherParameters() {}

    private static Tensor scale(Tensor precision) {
        return reciprocal(sqrt(precision));
    }

    /// The half-normal distribution with precision `tau`.
    public static HalfNormal halfNormalPrecision(Tensor tau) {
        return halfNormal(scale(tau));
    }

    /// The half-normal distribution with precision `tau`.
    public static HalfNormal halfNormalPrecision(double tau) {
        return halfNormalPrecision(constant(tau));
    }

    /// Student's distribution with `nu` degrees of freedom, location `mu` and precision `lam`.
    public static StudentT studentTPrecision(Tensor nu, Tensor mu, Tensor lam) {
        return studentT(nu, mu, scale(lam));
    }

    /// Student's distribution with `nu` degrees of freedom, location `mu` and precision `lam`.
    public static StudentT studentTPrecision(double nu, double mu, double lam) {
        return studentTPrecision(constant(nu), constant(mu), constant(lam));
    }

    /// The half of Student's distribution with `nu` degrees of freedom and precision `lam`.
    public static HalfStudentT halfStudentTPrecision(Tensor nu, Tensor lam) {
        return halfStudentT(nu, scale(lam));
    }

    /// The half of Student's distribution with `nu` degrees of freedom and precision `lam`.
    public static HalfStudentT halfStudentTPrecision(double nu, double lam) {
        return halfStudentTPrecision(constant(nu), constant(lam));
    }

    /// The skew t distribution with location `mu` and precision `lam`.
    public static SkewStudentT skewStudentTPrecision(Tensor a, Tensor b, Tensor mu, Tensor lam) {
        return skewStudentT(a, b, mu, scale(lam));
    }

    /// The log-normal distribution with the mean `mu` and precision `tau` of the logarithm.
    public static LogNormal logNormalPrecision(Tensor mu, Tensor tau) {
        return logNormal(mu, scale(tau));
    }

    /// The log-normal distribution with the mean `mu` and precision `tau` of the logarithm.
    public static LogNormal logNormalPrecision(double mu, double tau) {
        return logNormalPrecision(constant(mu), constant(tau));
    }

    /// The logit-normal distribution with the mean `mu` and precision `tau` of the logit.
    public static LogitNormal logitNormalPrecision(Tensor mu, Tensor tau) {
        return logitNormal(mu, scale(tau));
    }

    /// The logit-normal distribution with the mean `mu` and precision `tau` of the logit.
    public static LogitNormal logitNormalPrecision(double mu, double tau) {
        return logitNormalPrecision(constant(mu), constant(tau));
    }

    /// The skew normal distribution with location `mu`, precision `tau` and slant `alpha`.
    public static SkewNormal skewNormalPrecision(Tensor mu, Tensor tau, Tensor alpha) {
        return skewNormal(mu, scale(tau), alpha);
    }

    /// The skew normal distribution with location `mu`, precision `tau` and slant `alpha`.
    public static SkewNormal skewNormalPrecision(double mu, double tau, double alpha) {
        return skewNormalPrecision(constant(mu), constant(tau), constant(alpha));
    }

    /// The normal distribution with mean `mu` and precision `tau` between two bounds.
    public static TruncatedNormal truncatedNormalPrecision(
            Tensor mu, Tensor tau, Tensor lower, Tensor upper) {
        return truncatedNormal(mu, scale(tau), lower, upper);
    }

    /// Normal distributions with means `mu` and precisions `tau` along the last axis, mixed.
    public static Mixture normalMixturePrecision(Tensor w, Tensor mu, Tensor tau) {
        return normalMixture(w, mu, scale(tau));
    }

    /// The Rice distribution with scale `sigma` and `b`, the distance of the centre in units of it.
    public static Rice riceRatio(Tensor b, Tensor sigma) {
        return rice(b.times(sigma), sigma);
    }

    /// The Rice distribution with scale `sigma` and `b`, the distance of the centre in units of it.
    public static Rice riceRatio(double b, double sigma) {
        return riceRatio(constant(b), constant(sigma));
    }

    /// The Wald distribution with mean `mu` and `phi = lam / mu`, shifted by `alpha`.
    public static Wald waldMeanRatio(Tensor mu, Tensor phi, Tensor alpha) {
        return wald(mu, mu.times(phi), alpha);
    }

    /// The Wald distribution with shape `lam` and `phi = lam / mu`, shifted by `alpha`.
    public static Wald waldShapeRatio(Tensor lam, Tensor phi, Tensor alpha) {
        return wald(lam.div(phi), lam, alpha);
    }

    /// The integers 0 to K - 1 with probabilities proportional to the exponentials of `eta`.
    public static CategoricalLogit categoricalLogit(Tensor eta) {
        return new CategoricalLogit(eta);
    }

    /// The integers 0 to K - 1 with probabilities proportional to the exponentials of `eta`.
    public static CategoricalLogit categoricalLogit(double... eta) {
        return categoricalLogit(constant(eta));
    }

    /// Zero with the probability `1 - psi`, else failures before the `n`-th success.
    public static ZeroInflated zeroInflatedNegativeBinomialNP(Tensor psi, Tensor n, Tensor p) {
        return new ZeroInflated(psi, negativeBinomialNP(n, p));
    }

    /// Zero with the probability `1 - psi`, else failures before the `n`-th success if there are
    /// any.
    public static Hurdle hurdleNegativeBinomialNP(Tensor psi, Tensor n, Tensor p) {
        return new Hurdle(psi, negativeBinomialNP(n, p));
    }

    /// Zero with the probability `1 - psi`, else gamma distributed with mean `mu` and standard
    /// deviation `sigma`.
    public static Hurdle hurdleGammaMeanSd(Tensor psi, Tensor mu, Tensor sigma) {
        return new Hurdle(psi, gammaMeanSd(mu, sigma));
    }

    /// Zero with the probability `1 - psi`, else log-normal with the mean `mu` and precision `tau`
    /// of the logarithm.
    public static Hurdle hurdleLogNormalPrecision(Tensor psi, Tensor mu, Tensor tau) {
        return new Hurdle(psi, logNormalPrecision(mu, tau));
    }
}
