package dev.credence.model;

import dev.credence.graph.Tensor;

/// The functions that make distributions of angles, of lifetimes and of interpolated densities.
public class CircularAndLifetimeDistributions extends FurtherContinuousDistributions {
    protected CircularAndLifetimeDistributions() {}

    /// Angles about `mu` with concentration `kappa`.
    public static VonMises vonMises(Tensor mu, Tensor kappa) {
        return new VonMises(mu, kappa);
    }

    /// Angles about `mu` with concentration `kappa`.
    public static VonMises vonMises(Tensor mu, double kappa) {
        return vonMises(mu, constant(kappa));
    }

    /// Angles about `mu` with concentration `kappa`.
    public static VonMises vonMises(double mu, Tensor kappa) {
        return vonMises(constant(mu), kappa);
    }

    /// Angles about `mu` with concentration `kappa`.
    public static VonMises vonMises(double mu, double kappa) {
        return vonMises(constant(mu), constant(kappa));
    }

    /// The distance from the origin of a normal point in the plane whose mean is at the distance
    /// `nu`.
    public static Rice rice(Tensor nu, Tensor sigma) {
        return new Rice(nu, sigma);
    }

    /// The distance from the origin of a normal point in the plane whose mean is at the distance
    /// `nu`.
    public static Rice rice(Tensor nu, double sigma) {
        return rice(nu, constant(sigma));
    }

    /// The distance from the origin of a normal point in the plane whose mean is at the distance
    /// `nu`.
    public static Rice rice(double nu, Tensor sigma) {
        return rice(constant(nu), sigma);
    }

    /// The distance from the origin of a normal point in the plane whose mean is at the distance
    /// `nu`.
    public static Rice rice(double nu, double sigma) {
        return rice(constant(nu), constant(sigma));
    }

    /// `lam` times the `1/p`-th power of a gamma variable of shape `alpha / p`.
    public static GeneralizedGamma generalizedGamma(Tensor alpha, Tensor p, Tensor lam) {
        return new GeneralizedGamma(alpha, p, lam);
    }

    /// `lam` times the `1/p`-th power of a gamma variable of shape `alpha / p`.
    public static GeneralizedGamma generalizedGamma(double alpha, double p, double lam) {
        return generalizedGamma(constant(alpha), constant(p), constant(lam));
    }

    /// Exponential with rate `lam` from `lower` on, cut off at `upper`.
    public static TruncatedExponential truncatedExponential(
            Tensor lam, Tensor lower, Tensor upper) {
        return new TruncatedExponential(lam, lower, upper);
    }

    /// Exponential with rate `lam` from `lower` on, cut off at `upper`.
    public static TruncatedExponential truncatedExponential(
            Tensor lam, double lower, double upper) {
        return truncatedExponential(lam, constant(lower), constant(upper));
    }

    /// Exponential with rate `lam` from `lower` on, cut off at `upper`.
    public static TruncatedExponential truncatedExponential(
            double lam, double lower, double upper) {
        return truncatedExponential(constant(lam), constant(lower), constant(upper));
    }
}
