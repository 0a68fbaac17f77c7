package dev.credence.array;

/// Sums, extremes and log-sum-exp over plain and strided runs.
final class PlainReductions {
    private PlainReductions() {}

    /// Four partial sums, which the processor adds at the same time.
    static double sum(double[] x, int xOffset, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = xOffset;
        int end = xOffset + n;
        for (; i <= end - 4; i += 4) {
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
        }
        for (; i < end; i++) s0 += x[i];
        return (s0 + s1) + (s2 + s3);
    }

    static double dot(double[] x, int xOffset, double[] y, int yOffset, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i <= n - 4; i += 4) {
            s0 += x[xOffset + i] * y[yOffset + i];
            s1 += x[xOffset + i + 1] * y[yOffset + i + 1];
            s2 += x[xOffset + i + 2] * y[yOffset + i + 2];
            s3 += x[xOffset + i + 3] * y[yOffset + i + 3];
        }
        for (; i < n; i++) s0 += x[xOffset + i] * y[yOffset + i];
        return (s0 + s1) + (s2 + s3);
    }

    static double dot(
            double[] x, int xOffset, int xStep, double[] y, int yOffset, int yStep, int n) {
        if (xStep == 1 && yStep == 1) return dot(x, xOffset, y, yOffset, n);
        double sum = 0;
        for (int i = 0; i < n; i++) sum += x[xOffset + i * xStep] * y[yOffset + i * yStep];
        return sum;
    }

    static double max(double[] x, int xOffset, int n) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) max = Math.max(max, x[xOffset + i]);
        return max;
    }

    static double min(double[] x, int xOffset, int n) {
        double min = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) min = Math.min(min, x[xOffset + i]);
        return min;
    }

    static double logSumExp(double[] x, int xOffset, int n, int step) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) max = Math.max(max, x[xOffset + i * step]);
        // An infinity less itself is NaN; NaN stays what it is.
        if (!(Math.abs(max) < Double.POSITIVE_INFINITY)) return max;
        double sum = 0;
        for (int i = 0; i < n; i++) sum += Math.exp(x[xOffset + i * step] - max);
        return max + Math.log(sum);
    }
}
