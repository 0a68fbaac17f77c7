package dev.credence.bench.kernels;

/// The constants of log-densities.
final class Constants {
    static final double LOG_SQRT_2_PI = 0.5 * Math.log(2 * Math.PI);
    static final double LOG_2 = Math.log(2);

    private Constants() {}

    /// The log-density of a normal variable with mean 0.
    static double normal(double x, double sigma) {
        double z = x / sigma;
        return -0.5 * z * z - Math.log(sigma) - LOG_SQRT_2_PI;
    }
}
