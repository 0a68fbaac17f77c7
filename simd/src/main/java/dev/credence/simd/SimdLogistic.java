package dev.credence.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Functions of `exp(x)` and one, from passes of the exponential and the logarithm over blocks:
/// `sigmoid` and `tanh` within 3 ulp, `softplus` and `log1mexp` within 3 ulp.
final class SimdLogistic {
    private static final VectorSpecies<Double> S = Lanes.DOUBLES;
    private static final double LOG_2 = 0.6931471805599453;

    private SimdLogistic() {}

    static void sigmoid(double[] x, int xOffset, double[] out, int outOffset, int n) {
        double[] e = Scratch.ofThread().first;
        for (int start = 0; start < n; start += Scratch.BLOCK) {
            int length = Math.min(Scratch.BLOCK, n - start);
            expOfMinusAbs(x, xOffset + start, e, length);
            for (int i = 0; i < length; i += Lanes.COUNT) {
                var v = DoubleVector.fromArray(S, x, xOffset + start + i);
                var t = DoubleVector.fromArray(S, e, i);
                var numerator = t.blend(1, v.compare(VectorOperators.GE, 0));
                numerator.div(t.add(1)).intoArray(out, outOffset + start + i);
            }
        }
    }

    static void softplus(double[] x, int xOffset, double[] out, int outOffset, int n) {
        double[] e = Scratch.ofThread().first;
        for (int start = 0; start < n; start += Scratch.BLOCK) {
            int length = Math.min(Scratch.BLOCK, n - start);
            expOfMinusAbs(x, xOffset + start, e, length);
            SimdLogarithms.log1p(e, 0, e, 0, length);
            for (int i = 0; i < length; i += Lanes.COUNT) {
                var v = DoubleVector.fromArray(S, x, xOffset + start + i);
                var positive = v.blend(0, v.compare(VectorOperators.LT, 0));
                positive.add(DoubleVector.fromArray(S, e, i)).intoArray(out, outOffset + start + i);
            }
        }
    }

    /// `softplus` and `sigmoid` from one exponential, bit by bit as they are alone.
    static void both(
            double[] x,
            int xOffset,
            double[] softplus,
            int softplusOffset,
            double[] sigmoid,
            int sigmoidOffset,
            int n) {
        double[] e = Scratch.ofThread().first;
        for (int start = 0; start < n; start += Scratch.BLOCK) {
            int length = Math.min(Scratch.BLOCK, n - start);
            expOfMinusAbs(x, xOffset + start, e, length);
            for (int i = 0; i < length; i += Lanes.COUNT) {
                var v = DoubleVector.fromArray(S, x, xOffset + start + i);
                var t = DoubleVector.fromArray(S, e, i);
                var numerator = t.blend(1, v.compare(VectorOperators.GE, 0));
                numerator.div(t.add(1)).intoArray(sigmoid, sigmoidOffset + start + i);
            }
            SimdLogarithms.log1p(e, 0, e, 0, length);
            for (int i = 0; i < length; i += Lanes.COUNT) {
                var v = DoubleVector.fromArray(S, x, xOffset + start + i);
                var positive = v.blend(0, v.compare(VectorOperators.LT, 0));
                positive.add(DoubleVector.fromArray(S, e, i))
                        .intoArray(softplus, softplusOffset + start + i);
            }
        }
    }

    private static void expOfMinusAbs(double[] x, int xOffset, double[] e, int length) {
        for (int i = 0; i < length; i += Lanes.COUNT) {
            DoubleVector.fromArray(S, x, xOffset + i).abs().neg().intoArray(e, i);
        }
        SimdExponentials.exp(e, 0, e, 0, length);
    }

    static void tanh(double[] x, int xOffset, double[] out, int outOffset, int n) {
        double[] e = Scratch.ofThread().first;
        for (int start = 0; start < n; start += Scratch.BLOCK) {
            int length = Math.min(Scratch.BLOCK, n - start);
            for (int i = 0; i < length; i += Lanes.COUNT) {
                DoubleVector.fromArray(S, x, xOffset + start + i).abs().mul(-2).intoArray(e, i);
            }
            SimdExponentials.expm1(e, 0, e, 0, length);
            for (int i = 0; i < length; i += Lanes.COUNT) {
                var v = DoubleVector.fromArray(S, x, xOffset + start + i);
                var t = DoubleVector.fromArray(S, e, i);
                // The quotient is -tanh |x|; the sign of x is put on it, of a zero too.
                var sign = v.reinterpretAsLongs().and(Long.MIN_VALUE);
                t.div(t.add(2))
                        .abs()
                        .reinterpretAsLongs()
                        .or(sign)
                        .reinterpretAsDoubles()
                        .intoArray(out, outOffset + start + i);
            }
        }
    }

    /// `log(-expm1(x))` near zero; further down `log1p(-exp(x))` as the logarithm of the rounded
    /// sum and the first-order effect of the rounding.
    static void log1mexp(double[] x, int xOffset, double[] out, int outOffset, int n) {
        var scratch = Scratch.ofThread();
        double[] e = scratch.first;
        double[] w = scratch.second;
        double[] log = scratch.third;
        for (int start = 0; start < n; start += Scratch.BLOCK) {
            int length = Math.min(Scratch.BLOCK, n - start);
            SimdExponentials.exp(x, xOffset + start, e, 0, length);
            SimdExponentials.expm1(x, xOffset + start, w, 0, length);
            for (int i = 0; i < length; i += Lanes.COUNT) {
                var v = DoubleVector.fromArray(S, x, xOffset + start + i);
                var t = DoubleVector.fromArray(S, e, i).neg();
                var near = v.compare(VectorOperators.GT, -LOG_2);
                var difference = t.add(1);
                var rest = t.sub(difference.sub(1)).div(difference);
                DoubleVector.fromArray(S, w, i).neg().blend(difference, near.not()).intoArray(w, i);
                rest.blend(0, near).intoArray(e, i);
            }
            SimdLogarithms.log(w, 0, log, 0, length);
            for (int i = 0; i < length; i += Lanes.COUNT) {
                var rest = DoubleVector.fromArray(S, e, i);
                // Of a sum rounded to one the rest is all, the sign of a zero included.
                var one = DoubleVector.fromArray(S, w, i).compare(VectorOperators.EQ, 1);
                DoubleVector.fromArray(S, log, i)
                        .add(rest)
                        .blend(rest, one)
                        .intoArray(out, outOffset + start + i);
            }
        }
    }
}
