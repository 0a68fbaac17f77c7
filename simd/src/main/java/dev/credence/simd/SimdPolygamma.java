package dev.credence.simd;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.credence.array.SpecialFunctions;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// `digamma` and `trigamma`, within 5 ulp for positive arguments, digamma beside its root too.
///
/// The terms of the recurrence are collected in one fraction. Digamma is led down to `[1, 2]`,
/// where it is a polynomial with the root taken out; trigamma, which has none, up to where
/// Stirling's series serves. Negative arguments are computed one by one.
final class SimdPolygamma {
    private static final VectorSpecies<Double> S = Lanes.DOUBLES;

    private static final double STIRLING_FROM = 8;

    // The root of digamma as a sum of two doubles.
    private static final double ROOT = 1.4616321449683622;
    private static final double ROOT_REST = 9.549995429965697E-17;

    // digamma(1.5 + y) / (1.5 + y - root), |y| <= 1/2, relative error below 2.5e-18.
    private static final double C0 = 0.9510558760318328;
    private static final double C1 = -0.4236274212814606;
    private static final double C2 = 0.24054248424078722;
    private static final double C3 = -0.14840492305388028;
    private static final double C4 = 0.09498872445284956;
    private static final double C5 = -0.06192213327554276;
    private static final double C6 = 0.04076083394340317;
    private static final double C7 = -0.026975796657616395;
    private static final double C8 = 0.01790724823522424;
    private static final double C9 = -0.011908220153490263;
    private static final double C10 = 0.007927023333395915;
    private static final double C11 = -0.0052799366303674065;
    private static final double C12 = 0.003518088641650175;
    private static final double C13 = -0.0023454998904550526;
    private static final double C14 = 0.0015635038357546902;
    private static final double C15 = -0.0010364316994101077;
    private static final double C16 = 0.0006902801937695042;
    private static final double C17 = -0.00048603573933794796;
    private static final double C18 = 0.0003258861675138174;
    private static final double C19 = -0.00014465426646265825;
    private static final double C20 = 9.32865559129829E-05;
    private static final double C21 = -0.00017833509661246145;
    private static final double C22 = 0.00012117915665073705;

    // (log(x) - 1 / (2 x) - digamma(x)) x^2 in 1 / x^2, x >= 8.
    private static final double D0 = 0.08333333333332583;
    private static final double D1 = -0.008333333323900105;
    private static final double D2 = 0.00396825000642575;
    private static final double D3 = -0.004165897914434536;
    private static final double D4 = 0.007499529989918297;
    private static final double D5 = -0.017270655416174657;

    // (trigamma(x) - 1 / x - 1 / (2 x^2)) x^3 in 1 / x^2, x >= 8.
    private static final double T0 = 0.16666666666666397;
    private static final double T1 = -0.033333333328873734;
    private static final double T2 = 0.023809521306293345;
    private static final double T3 = -0.03333266429937947;
    private static final double T4 = 0.07566113884591344;
    private static final double T5 = -0.24533831314067528;
    private static final double T6 = 0.8269615560622636;

    private SimdPolygamma() {}

    static void digamma(double[] x, int xOffset, double[] out, int outOffset, int n) {
        var scratch = Scratch.ofThread();
        double[] log = scratch.first;
        for (int start = 0; start < n; start += Scratch.BLOCK) {
            int length = Math.min(Scratch.BLOCK, n - start);
            SimdLogarithms.log(x, xOffset + start, log, 0, length);
            digamma(x, xOffset + start, log, scratch.lanes, out, outOffset + start, length);
        }
    }

    private static void digamma(
            double[] x,
            int xOffset,
            double[] logs,
            double[] lanes,
            double[] out,
            int outOffset,
            int length) {
        for (int i = 0; i < length; i += Lanes.COUNT) {
            var v = DoubleVector.fromArray(S, x, xOffset + i);
            var z = v;
            var numerator = broadcast(S, 0);
            var denominator = broadcast(S, 1);
            var step = z.compare(VectorOperators.GE, 2);
            z = z.sub(1, step);
            numerator = numerator.blend(denominator, step);
            denominator = denominator.mul(z, step);
            step = z.compare(VectorOperators.GE, 2);
            z = z.sub(1, step);
            numerator = numerator.blend(numerator.fma(z, denominator), step);
            denominator = denominator.mul(z, step);
            step = z.compare(VectorOperators.GE, 2);
            z = z.sub(1, step);
            numerator = numerator.blend(numerator.fma(z, denominator), step);
            denominator = denominator.mul(z, step);
            step = z.compare(VectorOperators.GE, 2);
            z = z.sub(1, step);
            numerator = numerator.blend(numerator.fma(z, denominator), step);
            denominator = denominator.mul(z, step);
            step = z.compare(VectorOperators.GE, 2);
            z = z.sub(1, step);
            numerator = numerator.blend(numerator.fma(z, denominator), step);
            denominator = denominator.mul(z, step);
            step = z.compare(VectorOperators.GE, 2);
            z = z.sub(1, step);
            numerator = numerator.blend(numerator.fma(z, denominator), step);
            denominator = denominator.mul(z, step);
            step = v.compare(VectorOperators.LT, 1);
            z = z.add(1, step);
            numerator = numerator.blend(-1, step);
            denominator = denominator.blend(v, step);
            // The same division serves Stirling's series.
            var far = v.compare(VectorOperators.GE, STIRLING_FROM);
            var fraction = numerator.blend(1, far).div(denominator.blend(v, far));
            var y = z.sub(1.5);
            var p = broadcast(S, C22);
            p = p.fma(y, broadcast(S, C21));
            p = p.fma(y, broadcast(S, C20));
            p = p.fma(y, broadcast(S, C19));
            p = p.fma(y, broadcast(S, C18));
            p = p.fma(y, broadcast(S, C17));
            p = p.fma(y, broadcast(S, C16));
            p = p.fma(y, broadcast(S, C15));
            p = p.fma(y, broadcast(S, C14));
            p = p.fma(y, broadcast(S, C13));
            p = p.fma(y, broadcast(S, C12));
            p = p.fma(y, broadcast(S, C11));
            p = p.fma(y, broadcast(S, C10));
            p = p.fma(y, broadcast(S, C9));
            p = p.fma(y, broadcast(S, C8));
            p = p.fma(y, broadcast(S, C7));
            p = p.fma(y, broadcast(S, C6));
            p = p.fma(y, broadcast(S, C5));
            p = p.fma(y, broadcast(S, C4));
            p = p.fma(y, broadcast(S, C3));
            p = p.fma(y, broadcast(S, C2));
            p = p.fma(y, broadcast(S, C1));
            p = p.fma(y, broadcast(S, C0));
            p = z.sub(ROOT).sub(ROOT_REST).fma(p, fraction);
            var square = fraction.mul(fraction);
            var t = broadcast(S, D5);
            t = t.fma(square, broadcast(S, D4));
            t = t.fma(square, broadcast(S, D3));
            t = t.fma(square, broadcast(S, D2));
            t = t.fma(square, broadcast(S, D1));
            t = t.fma(square, broadcast(S, D0));
            t = t.fma(square, fraction.mul(0.5));
            var value = p.blend(DoubleVector.fromArray(S, logs, i).sub(t), far);
            value = value.blend(Double.NaN, v.compare(VectorOperators.LT, 0));
            if (value.test(VectorOperators.IS_NAN).anyTrue()) {
                value.intoArray(lanes, 0);
                RareLanes.compute(
                        SpecialFunctions::digamma, x, xOffset + i, lanes, out, outOffset + i);
            } else {
                value.intoArray(out, outOffset + i);
            }
        }
    }

    static void trigamma(double[] x, int xOffset, double[] out, int outOffset, int n) {
        double[] lanes = Scratch.ofThread().lanes;
        for (int i = 0; i < n; i += Lanes.COUNT) {
            var v = DoubleVector.fromArray(S, x, xOffset + i);
            var far = v.compare(VectorOperators.GE, STIRLING_FROM);
            // Eight steps up, undone where none was needed.
            var denominator = v.mul(v);
            var numerator = broadcast(S, 1);
            var z = v.add(1);
            var square = z.mul(z);
            numerator = numerator.fma(square, denominator);
            denominator = denominator.mul(square);
            z = z.add(1);
            square = z.mul(z);
            numerator = numerator.fma(square, denominator);
            denominator = denominator.mul(square);
            z = z.add(1);
            square = z.mul(z);
            numerator = numerator.fma(square, denominator);
            denominator = denominator.mul(square);
            z = z.add(1);
            square = z.mul(z);
            numerator = numerator.fma(square, denominator);
            denominator = denominator.mul(square);
            z = z.add(1);
            square = z.mul(z);
            numerator = numerator.fma(square, denominator);
            denominator = denominator.mul(square);
            z = z.add(1);
            square = z.mul(z);
            numerator = numerator.fma(square, denominator);
            denominator = denominator.mul(square);
            z = z.add(1);
            square = z.mul(z);
            numerator = numerator.fma(square, denominator);
            denominator = denominator.mul(square);
            z = z.add(1);
            z = z.blend(v, far);
            var fraction = numerator.blend(0, far).div(denominator.blend(1, far));
            var inverse = broadcast(S, 1).div(z);
            square = inverse.mul(inverse);
            var p = broadcast(S, T6);
            p = p.fma(square, broadcast(S, T5));
            p = p.fma(square, broadcast(S, T4));
            p = p.fma(square, broadcast(S, T3));
            p = p.fma(square, broadcast(S, T2));
            p = p.fma(square, broadcast(S, T1));
            p = p.fma(square, broadcast(S, T0));
            p = p.fma(inverse, broadcast(S, 0.5)).fma(square, inverse);
            var value = p.add(fraction).blend(Double.NaN, v.compare(VectorOperators.LT, 0));
            if (value.test(VectorOperators.IS_NAN).anyTrue()) {
                value.intoArray(lanes, 0);
                RareLanes.compute(
                        SpecialFunctions::trigamma, x, xOffset + i, lanes, out, outOffset + i);
            } else {
                value.intoArray(out, outOffset + i);
            }
        }
    }
}
