package dev.credence.array;

/// Gamma draws by squeezed rejection from a cubed normal.
///
/// Marsaglia and Tsang (2000), A simple method for generating gamma variables. A shape below one is
/// raised by one and brought back by a uniform power, on the log scale so that nothing underflows.
final class GammaDraw {
    private static final double THIRD = 1.0 / 3;

    private GammaDraw() {}

    static double gamma(RandomStream random, double shape) {
        check(shape);
        if (shape < 1) return StrictMath.exp(logGamma(random, shape));
        double d = shape - THIRD;
        double root = cubeRoot(random, d);
        return d * (root * root * root);
    }

    static double logGamma(RandomStream random, double shape) {
        check(shape);
        boolean raised = shape < 1;
        double d = (raised ? shape + 1 : shape) - THIRD;
        double log = StrictMath.log(d) + 3 * StrictMath.log(cubeRoot(random, d));
        return raised ? log - random.nextExponential() / shape : log;
    }

    /// The cube root of a gamma draw of shape `d + 1/3`, in units of `d`.
    private static double cubeRoot(RandomStream random, double d) {
        double c = THIRD / StrictMath.sqrt(d);
        while (true) {
            double x = random.nextGaussian();
            double root = 1 + c * x;
            if (root <= 0) continue;
            double cube = root * root * root;
            double u = random.nextDouble();
            double square = x * x;
            if (u < 1 - 0.0331 * square * square) return root;
            if (StrictMath.log(u) < 0.5 * square + d * (1 - cube + StrictMath.log(cube))) {
                return root;
            }
        }
    }

    private static void check(double shape) {
        if (!(shape > 0 && shape < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "gamma draw: shape %s is not positive and finite".formatted(shape));
        }
    }
}
