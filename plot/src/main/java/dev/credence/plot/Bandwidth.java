package dev.credence.plot;

/// Chooses how much a density estimate smooths.
///
/// The choice is the mean of the improved Sheather-Jones bandwidth, which keeps separate modes
/// apart, and Silverman's rule, which stays smooth where draws repeat themselves, as those of a
/// Markov chain do.
final class Bandwidth {
    private static final int STAGES = 7;
    private static final int ITERATIONS = 30;

    /// Higher frequencies describe features narrower than the finest bandwidth.
    private static final int FREQUENCIES = 256;

    private Bandwidth() {}

    /// A bandwidth in the draws' units.
    ///
    /// @param sorted finite draws, ascending, at least two of them different
    /// @param range the range of the estimate
    static double of(double[] sorted, Range range) {
        double silverman = silverman(sorted);
        double isj = improvedSheatherJones(sorted, range);
        double chosen = isj > 0 && isj < 2 * silverman ? 0.5 * (isj + silverman) : silverman;
        return Math.max(chosen, range.length() / Kde.GRID);
    }

    /// 0.9 min(sd, IQR / 1.34) n^(-1/5): Silverman (1986), equation 3.31.
    static double silverman(double[] sorted) {
        int n = sorted.length;
        double sd = standardDeviation(sorted);
        double iqr = (sorted[(int) (0.75 * (n - 1))] - sorted[(int) (0.25 * (n - 1))]) / 1.34;
        return 0.9 * (iqr > 0 ? Math.min(sd, iqr) : sd) * Math.pow(n, -0.2);
    }

    /// 1.06 sd n^(-1/5), best for normal draws: Silverman (1986), equation 3.28. Not a positive
    /// number where there are fewer than two draws or all are equal.
    static double normalScale(double[] draws) {
        return 1.06 * standardDeviation(draws) * Math.pow(draws.length, -0.2);
    }

    private static double standardDeviation(double[] draws) {
        double mean = 0;
        double scale = 0;
        for (double draw : draws) {
            mean += draw / draws.length;
            scale = Math.max(scale, Math.abs(draw));
        }
        double squares = 0;
        for (double draw : draws) {
            // Relative to the largest, squares do not overflow.
            double deviation = draw / scale - mean / scale;
            squares += deviation * deviation;
        }
        return scale * Math.sqrt(squares / (draws.length - 1));
    }

    /// The fixed point of Botev, Grotowski and Kroese (2010), algorithm 1, or NaN where the
    /// iteration finds none.
    static double improvedSheatherJones(double[] sorted, Range range) {
        var squares = cosineSquares(Kde.bin(sorted, range));
        double time = 0;
        for (int i = 0; i < ITERATIONS; i++) {
            double next = nextTime(time, squares, sorted.length);
            if (!(next > 0 && next < 1)) return Double.NaN;
            if (Math.abs(next - time) < 1e-3 * next) return Math.sqrt(next) * range.length();
            time = next;
        }
        return Double.NaN;
    }

    /// The squared coefficients of the binned draws in the cosine basis of the unit interval.
    private static double[] cosineSquares(double[] weights) {
        int last = weights.length - 1;
        var cosine = new double[2 * last];
        for (int i = 0; i < cosine.length; i++) cosine[i] = Math.cos(Math.PI * i / last);
        var squares = new double[FREQUENCIES];
        for (int k = 1; k < squares.length; k++) {
            double sum = 0;
            for (int j = 0, angle = 0; j <= last; j++) {
                sum += weights[j] * cosine[angle];
                angle += k;
                if (angle >= cosine.length) angle -= cosine.length;
            }
            squares[k] = sum * sum;
        }
        return squares;
    }

    private static double nextTime(double time, double[] squares, int n) {
        double roughness = roughness(STAGES, time, squares);
        double oddProduct = 1;
        for (int s = 1; s < STAGES; s++) oddProduct *= 2 * s - 1;
        for (int s = STAGES - 1; s >= 2; s--) {
            double constant = (1 + Math.pow(0.5, s + 0.5)) / 3;
            double normal = oddProduct / Math.sqrt(2 * Math.PI);
            double inner = Math.pow(2 * constant * normal / (n * roughness), 2.0 / (3 + 2 * s));
            roughness = roughness(s, inner, squares);
            oddProduct /= 2 * s - 1;
        }
        return Math.pow(2 * n * Math.sqrt(Math.PI) * roughness, -0.4);
    }

    /// The squared norm of the density's derivative of that order after diffusion for `time`.
    private static double roughness(int order, double time, double[] squares) {
        double sum = 0;
        for (int k = 1; k < squares.length; k++) {
            double frequency = Math.PI * Math.PI * k * k;
            if (frequency * time > 60) break;
            double power = frequency;
            for (int s = 1; s < order; s++) power *= frequency;
            sum += power * squares[k] * Math.exp(-frequency * time);
        }
        return 2 * sum;
    }
}
