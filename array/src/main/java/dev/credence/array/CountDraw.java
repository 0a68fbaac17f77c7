package dev.credence.array;

/// Poisson and binomial draws: by inversion where the mean is small, by transformed rejection
/// beyond.
///
/// Hörmann (1993), The transformed rejection method for generating Poisson random variables (PTRS)
/// and The generation of binomial random variates (BTRS). The probabilities in the acceptance test
/// are Loader's (2000) saddle-point forms, which keep their accuracy for counts of any size.
final class CountDraw {
    private static final double INVERSION_BELOW = 10;
    private static final long MOST = 1L << 62;
    private static final double HALF_LOG_2_PI = 0.91893853320467274178;
    private static final double[] SMALL_STIRLING_ERRORS = smallStirlingErrors();

    private CountDraw() {}

    static long poisson(RandomStream random, double mean) {
        if (!(mean >= 0 && mean <= MOST)) {
            throw new IllegalArgumentException(
                    "poisson draw: mean %s is not between 0 and 2^62".formatted(mean));
        }
        return mean < INVERSION_BELOW ? smallPoisson(random, mean) : largePoisson(random, mean);
    }

    static long binomial(RandomStream random, long n, double p) {
        if (n < 0 || n > MOST) {
            throw new IllegalArgumentException(
                    "binomial draw: n %d is not between 0 and 2^62".formatted(n));
        }
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(
                    "binomial draw: p %s is not between 0 and 1".formatted(p));
        }
        if (p > 0.5) return n - binomial(random, n, 1 - p);
        return n * p < INVERSION_BELOW ? smallBinomial(random, n, p) : largeBinomial(random, n, p);
    }

    private static long smallPoisson(RandomStream random, double mean) {
        double probability = StrictMath.exp(-mean);
        double u = random.nextDouble() - probability;
        long k = 0;
        // Once a term no longer counts, u is the rounding of the sum and k deep in the tail.
        while (u >= 0 && probability > 0) {
            k++;
            probability *= mean / k;
            u -= probability;
        }
        return k;
    }

    private static long largePoisson(RandomStream random, double mean) {
        double b = 0.931 + 2.53 * StrictMath.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double squeeze = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= squeeze) return (long) k;
            if (k < 0 || (us < 0.013 && v > us)) continue;
            double height = v * inverseAlpha / (a / (us * us) + b);
            if (StrictMath.log(height) <= logPoisson(k, mean)) return (long) k;
        }
    }

    private static long smallBinomial(RandomStream random, long n, double p) {
        double odds = p / (1 - p);
        double probability = StrictMath.exp(n * StrictMath.log1p(-p));
        double u = random.nextDouble() - probability;
        long k = 0;
        while (u >= 0 && k < n && probability > 0) {
            k++;
            probability *= odds * (n - k + 1) / k;
            u -= probability;
        }
        return k;
    }

    private static long largeBinomial(RandomStream random, long n, double p) {
        double sd = StrictMath.sqrt(n * p * (1 - p));
        double b = 1.15 + 2.53 * sd;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double c = n * p + 0.5;
        double squeeze = 0.92 - 4.2 / b;
        double alpha = (2.83 + 5.1 / b) * sd;
        double logModeProbability = logBinomial(Math.floor((n + 1.0) * p), n, p);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + c);
            if (us >= 0.07 && v <= squeeze) return (long) k;
            if (k < 0 || k > n) continue;
            double height = v * alpha / (a / (us * us) + b);
            if (StrictMath.log(height) <= logBinomial(k, n, p) - logModeProbability) {
                return (long) k;
            }
        }
    }

    private static double logPoisson(double k, double mean) {
        if (k == 0) return -mean;
        return -deviance(k, mean) - stirlingError(k) - HALF_LOG_2_PI - 0.5 * StrictMath.log(k);
    }

    private static double logBinomial(double k, double n, double p) {
        if (k == 0) return n * StrictMath.log1p(-p);
        if (k == n) return n * StrictMath.log(p);
        double rest = n - k;
        return stirlingError(n)
                - stirlingError(k)
                - stirlingError(rest)
                - deviance(k, n * p)
                - deviance(rest, n * (1 - p))
                - HALF_LOG_2_PI
                - 0.5 * (StrictMath.log(k) + StrictMath.log(rest / n));
    }

    /// `x log(x / mean) + mean - x`, without cancellation where the two are close.
    private static double deviance(double x, double mean) {
        double difference = x - mean;
        double v = difference / (x + mean);
        if (Math.abs(v) > 0.1) return x * StrictMath.log(x / mean) - difference;
        // log(x / mean) = 2 artanh(v), and x = mean (1 + v) / (1 - v)
        double sum = difference * v;
        double power = 2 * x * v;
        for (int odd = 3; ; odd += 2) {
            power *= v * v;
            double next = sum + power / odd;
            if (next == sum) return sum;
            sum = next;
        }
    }

    /// `log k!` minus Stirling's formula.
    private static double stirlingError(double k) {
        if (k < SMALL_STIRLING_ERRORS.length) return SMALL_STIRLING_ERRORS[(int) k];
        double r = 1 / (k * k);
        double series = 1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188 - r * (691.0 / 360360)));
        return (1.0 / 12 - r * (1.0 / 360 - r * series)) / k;
    }

    private static double[] smallStirlingErrors() {
        var errors = new double[16];
        double factorial = 1;
        for (int k = 1; k < errors.length; k++) {
            factorial *= k;
            errors[k] =
                    StrictMath.log(factorial) - (k + 0.5) * StrictMath.log(k) + k - HALF_LOG_2_PI;
        }
        return errors;
    }
}
