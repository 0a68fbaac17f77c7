package dev.credence.posterior;

import java.util.Arrays;

/// Sample quantiles by linear interpolation between order statistics (Hyndman and Fan 1996, type
/// 7), as NumPy and R compute them by default.
///
/// @param sorted the sample in ascending order
record Quantiles(double[] sorted) {
    /// Sorts a copy of the sample.
    static Quantiles of(double[] sample) {
        var sorted = sample.clone();
        Arrays.sort(sorted);
        return new Quantiles(sorted);
    }

    /// The quantile at probability `p`; NaN if the sample is empty or holds a NaN.
    double at(double p) {
        int last = sorted.length - 1;
        if (last < 0 || Double.isNaN(sorted[last])) return Double.NaN;
        double position = last * p;
        int below = Math.clamp((int) position, 0, Math.max(0, last - 1));
        double t = position - below;
        double low = sorted[below];
        double high = sorted[Math.min(below + 1, last)];
        // No arithmetic on equal or infinite neighbours: ties stay exact, infinities do not meet.
        if (t == 0 || low == high) return low;
        if (t == 1) return high;
        return t < 0.5 ? low + (high - low) * t : high - (high - low) * (1 - t);
    }

    /// The middle element, or the mean of the two in the middle.
    ///
    /// Rounded like this, both are equally far from it more often than from `at(0.5)`, and the
    /// ranks of distances from the median agree with NumPy's.
    double median() {
        int n = sorted.length;
        if (n == 0 || Double.isNaN(sorted[n - 1])) return Double.NaN;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
}
