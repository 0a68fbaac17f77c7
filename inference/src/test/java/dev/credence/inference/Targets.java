package dev.credence.inference;

import java.util.function.ToDoubleBiFunction;

/// Densities with known moments for the tests of samplers.
final class Targets {
    private Targets() {}

    /// A density from a function that holds no memory of its own.
    record Target(int dimension, ToDoubleBiFunction<double[], double[]> function)
            implements LogDensity {
        @Override
        public double logDensity(double[] position, double[] gradient) {
            return function.applyAsDouble(position, gradient);
        }

        @Override
        public LogDensity newInstance() {
            return this;
        }
    }

    /// Independent normals with mean 0 and those standard deviations.
    static LogDensity normal(double... scales) {
        return new Target(
                scales.length,
                (position, gradient) -> {
                    double sum = 0;
                    for (int i = 0; i < scales.length; i++) {
                        double z = position[i] / scales[i];
                        gradient[i] = -z / scales[i];
                        sum += z * z;
                    }
                    return -0.5 * sum;
                });
    }

    static LogDensity standardNormal(int dimension) {
        return normal(ones(dimension));
    }

    static double[] ones(int dimension) {
        var ones = new double[dimension];
        java.util.Arrays.fill(ones, 1);
        return ones;
    }

    /// Two standard normals with that correlation.
    static LogDensity correlated(double correlation) {
        double precision = 1 / (1 - correlation * correlation);
        return new Target(
                2,
                (position, gradient) -> {
                    double x = position[0];
                    double y = position[1];
                    gradient[0] = -precision * (x - correlation * y);
                    gradient[1] = -precision * (y - correlation * x);
                    return 0.5 * (x * gradient[0] + y * gradient[1]);
                });
    }

    /// Independent Student t variables, of variance freedom / (freedom - 2).
    static LogDensity studentT(int dimension, double freedom) {
        return new Target(
                dimension,
                (position, gradient) -> {
                    double sum = 0;
                    for (int i = 0; i < dimension; i++) {
                        double x = position[i];
                        sum -= 0.5 * (freedom + 1) * Math.log1p(x * x / freedom);
                        gradient[i] = -(freedom + 1) * x / (freedom + x * x);
                    }
                    return sum;
                });
    }

    /// Neal's funnel: v ~ Normal(0, 3), the others ~ Normal(0, exp(v / 2)).
    static LogDensity funnel(int dimension) {
        return new Target(
                dimension,
                (position, gradient) -> {
                    double v = position[0];
                    double precision = Math.exp(-v);
                    double squares = 0;
                    for (int i = 1; i < dimension; i++) {
                        squares += position[i] * position[i];
                        gradient[i] = -position[i] * precision;
                    }
                    gradient[0] = -v / 9 - 0.5 * (dimension - 1) + 0.5 * precision * squares;
                    return -v * v / 18 - 0.5 * (dimension - 1) * v - 0.5 * precision * squares;
                });
    }

    /// A standard normal cut off below 0 in its first coordinate, where it answers `outside`.
    static LogDensity halfNormal(int dimension, double outside) {
        var normal = standardNormal(dimension);
        return new Target(
                dimension,
                (position, gradient) -> {
                    double value = normal.logDensity(position, gradient);
                    return position[0] < 0 ? outside : value;
                });
    }
}
