package dev.credence.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Sums, extremes and log-sum-exp of a run, in four vectors of partial results at a time.
final class SimdReductions {
    private static final VectorSpecies<Double> S = Lanes.DOUBLES;
    private static final int LANES = Lanes.COUNT;

    private SimdReductions() {}

    static double sum(double[] x, int xOffset, int n) {
        var s0 = DoubleVector.zero(S);
        var s1 = s0;
        var s2 = s0;
        var s3 = s0;
        int i = 0;
        for (; i <= n - 4 * LANES; i += 4 * LANES) {
            s0 = s0.add(DoubleVector.fromArray(S, x, xOffset + i));
            s1 = s1.add(DoubleVector.fromArray(S, x, xOffset + i + LANES));
            s2 = s2.add(DoubleVector.fromArray(S, x, xOffset + i + 2 * LANES));
            s3 = s3.add(DoubleVector.fromArray(S, x, xOffset + i + 3 * LANES));
        }
        for (; i <= n - LANES; i += LANES) {
            s0 = s0.add(DoubleVector.fromArray(S, x, xOffset + i));
        }
        double rest = 0;
        for (; i < n; i++) rest += x[xOffset + i];
        var lanes = Scratch.ofThread().lanes;
        s0.add(s1).add(s2.add(s3)).intoArray(lanes, 0);
        return added(lanes) + rest;
    }

    static double dot(double[] x, int xOffset, double[] y, int yOffset, int n) {
        var s0 = DoubleVector.zero(S);
        var s1 = s0;
        var s2 = s0;
        var s3 = s0;
        int i = 0;
        for (; i <= n - 4 * LANES; i += 4 * LANES) {
            int a = xOffset + i;
            int b = yOffset + i;
            s0 = DoubleVector.fromArray(S, x, a).fma(DoubleVector.fromArray(S, y, b), s0);
            s1 =
                    DoubleVector.fromArray(S, x, a + LANES)
                            .fma(DoubleVector.fromArray(S, y, b + LANES), s1);
            s2 =
                    DoubleVector.fromArray(S, x, a + 2 * LANES)
                            .fma(DoubleVector.fromArray(S, y, b + 2 * LANES), s2);
            s3 =
                    DoubleVector.fromArray(S, x, a + 3 * LANES)
                            .fma(DoubleVector.fromArray(S, y, b + 3 * LANES), s3);
        }
        for (; i <= n - LANES; i += LANES) {
            s0 =
                    DoubleVector.fromArray(S, x, xOffset + i)
                            .fma(DoubleVector.fromArray(S, y, yOffset + i), s0);
        }
        double rest = 0;
        for (; i < n; i++) rest = Math.fma(x[xOffset + i], y[yOffset + i], rest);
        var lanes = Scratch.ofThread().lanes;
        s0.add(s1).add(s2.add(s3)).intoArray(lanes, 0);
        return added(lanes) + rest;
    }

    /// The sum of one vector's lanes, in a fixed order: the Vector API's own differs between
    /// interpreted and compiled code, and results must not depend on what the JIT has done so far.
    static double added(double[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2)
            for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
        return lanes[0];
    }

    static double max(double[] x, int xOffset, int n) {
        var m0 = DoubleVector.broadcast(S, Double.NEGATIVE_INFINITY);
        var m1 = m0;
        int i = 0;
        for (; i <= n - 2 * LANES; i += 2 * LANES) {
            m0 = m0.max(DoubleVector.fromArray(S, x, xOffset + i));
            m1 = m1.max(DoubleVector.fromArray(S, x, xOffset + i + LANES));
        }
        double rest = m0.max(m1).reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) rest = Math.max(rest, x[xOffset + i]);
        return rest;
    }

    static double min(double[] x, int xOffset, int n) {
        var m0 = DoubleVector.broadcast(S, Double.POSITIVE_INFINITY);
        var m1 = m0;
        int i = 0;
        for (; i <= n - 2 * LANES; i += 2 * LANES) {
            m0 = m0.min(DoubleVector.fromArray(S, x, xOffset + i));
            m1 = m1.min(DoubleVector.fromArray(S, x, xOffset + i + LANES));
        }
        double rest = m0.min(m1).reduceLanes(VectorOperators.MIN);
        for (; i < n; i++) rest = Math.min(rest, x[xOffset + i]);
        return rest;
    }

    static double logSumExp(double[] x, int xOffset, int n) {
        double max = max(x, xOffset, n);
        // An infinity less itself is NaN; NaN stays what it is.
        if (!(Math.abs(max) < Double.POSITIVE_INFINITY)) return max;
        double[] e = Scratch.ofThread().first;
        double sum = 0;
        for (int start = 0; start < n; start += Scratch.BLOCK) {
            int length = Math.min(Scratch.BLOCK, n - start);
            int padded = (length + LANES - 1) / LANES * LANES;
            int i = 0;
            for (; i <= length - LANES; i += LANES) {
                DoubleVector.fromArray(S, x, xOffset + start + i).sub(max).intoArray(e, i);
            }
            for (; i < length; i++) e[i] = x[xOffset + start + i] - max;
            for (; i < padded; i++) e[i] = Double.NEGATIVE_INFINITY;
            SimdExponentials.exp(e, 0, e, 0, padded);
            sum += sum(e, 0, padded);
        }
        return max + Math.log(sum);
    }
}
