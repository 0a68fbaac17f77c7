package dev.credence.model;

import dev.credence.graph.Tensor;

import java.util.List;

/// The functions that make distributions of time series: walks, autoregression, changing volatility
/// and stochastic differential equations.
public class TimeSeriesDistributions extends MatrixDistributions {
    protected TimeSeriesDistributions() {}

    /// A first value and `steps` independent steps away from it.
    public static RandomWalk randomWalk(Distribution init, Distribution innovation, int steps) {
        return new RandomWalk(init, innovation, steps);
    }

    /// A first value and `steps` normal steps with mean `mu` and standard deviation `sigma`.
    public static RandomWalk gaussianRandomWalk(
            Tensor mu, Tensor sigma, Distribution init, int steps) {
        return randomWalk(init, new Normal(mu, sigma), steps);
    }

    /// A first value and `steps` normal steps with mean `mu` and standard deviation `sigma`.
    public static RandomWalk gaussianRandomWalk(
            double mu, Tensor sigma, Distribution init, int steps) {
        return gaussianRandomWalk(constant(mu), sigma, init, steps);
    }

    /// A first value and `steps` normal steps with mean `mu` and standard deviation `sigma`.
    public static RandomWalk gaussianRandomWalk(
            double mu, double sigma, Distribution init, int steps) {
        return gaussianRandomWalk(constant(mu), constant(sigma), init, steps);
    }

    /// A first vector and `steps` normal steps with mean `mu` and covariance `chol chol^T`.
    ///
    /// @param init a distribution of vectors; [#independent] makes one of numbers
    public static RandomWalk mvGaussianRandomWalk(
            Tensor mu, Tensor chol, Distribution init, int steps) {
        return randomWalk(init, new MvNormal(mu, chol), steps);
    }

    /// A first vector and `steps` Student t steps with `nu` degrees of freedom, location `mu` and
    /// the scale matrix `chol chol^T`.
    ///
    /// @param init a distribution of vectors; [#independent] makes one of numbers
    public static RandomWalk mvStudentTRandomWalk(
            Tensor nu, Tensor mu, Tensor chol, Distribution init, int steps) {
        return randomWalk(init, new MvStudentT(nu, mu, chol), steps);
    }

    /// Vectors, or with more axes matrices, of independent entries: the last `axes` axes of `base`
    /// belong to one value.
    public static Independent independent(Distribution base, int axes) {
        return new Independent(base, axes);
    }

    /// Each value is those before it times the entries of `rho`, plus normal noise.
    ///
    /// @param rho the coefficients of the last value, the one before, and so on
    /// @param init the distribution of each of the first values, as many as `rho` has entries
    /// @param steps the number of values after the first ones
    public static AR ar(Tensor rho, Tensor sigma, Distribution init, int steps) {
        return ar(constant(0), rho, sigma, init, steps);
    }

    /// Each value is `constant`, plus those before it times the entries of `rho`, plus normal
    /// noise.
    ///
    /// @param rho the coefficients of the last value, the one before, and so on
    /// @param init the distribution of each of the first values, as many as `rho` has entries
    /// @param steps the number of values after the first ones
    public static AR ar(Tensor constant, Tensor rho, Tensor sigma, Distribution init, int steps) {
        return new AR(constant, rho, sigma, init, steps);
    }

    /// Normal returns whose variance is `omega`, plus the last squared return times `alpha1`, plus
    /// the last variance times `beta1`.
    public static GARCH11 garch11(
            Tensor omega, Tensor alpha1, Tensor beta1, Tensor initialVol, int steps) {
        return new GARCH11(omega, alpha1, beta1, initialVol, steps);
    }

    /// A stochastic differential equation in `steps` steps of `dt`.
    public static EulerMaruyama eulerMaruyama(
            double dt,
            EulerMaruyama.Equation equation,
            List<Tensor> parameters,
            Distribution init,
            int steps) {
        return new EulerMaruyama(dt, equation, parameters, init, steps);
    }
}
