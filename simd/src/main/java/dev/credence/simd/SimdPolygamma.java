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
    private static final double[] CENTRE = {
        0.9510558760318328,
        -0.4236274212814606,
        0.24054248424078722,
        -0.14840492305388028,
        0.09498872445284956,
        -0.06192213327554276,
        0.04076083394340317,
        -0.026975796657616395,
        0.01790724823522424,
        -0.011908220153490263,
        0.007927023333395915,
        -0.0052799366303674065,
        0.003518088641650175,
        -0.0023454998904550526,
        0.0015635038357546902,
        -0.0010364316994101077,
        0.0006902801937695042,
        -0.00048603573933794796,
        0.0003258861675138174,
        -0.00014465426646265825,
        9.32865559129829E-05,
        -0.00017833509661246145,
        0.00012117915665073705
    };

    // (log(x) - 1 / (2 x) - digamma(x)) x^2 in 1 / x^2, x >= 8.
    private static final double[] DIGAMMA_TAIL = {
        0.08333333333332583,
        -0.008333333323900105,
        0.00396825000642575,
        -0.004165897914434536,
        0.007499529989918297,
        -0.017270655416174657
    };

    // (trigamma(x) - 1 / x - 1 / (2 x^2)) x^3 in 1 / x^2, x >= 8.
    private static final double[] TRIGAMMA_TAIL = {
        0.16666666666666397,
        -0.033333333328873734,
        0.023809521306293345,
        -0.03333266429937947,
        0.07566113884591344,
        -0.24533831314067528,
        0.8269615560622636
    };

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
            for (int k = 0; k < 6; k++) {
                var step = z.compare(VectorOperators.GE, 2);
                z = z.sub(1, step);
                numerator = numerator.blend(numerator.fma(z, denominator), step);
                denominator = denominator.mul(z, step);
            }
            var step = v.compare(VectorOperators.LT, 1);
            z = z.add(1, step);
            numerator = numerator.blend(-1, step);
            denominator = denominator.blend(v, step);
            // The same division serves Stirling's series.
            var far = v.compare(VectorOperators.GE, STIRLING_FROM);
            var fraction = numerator.blend(1, far).div(denominator.blend(v, far));
            var y = z.sub(1.5);
            var p = broadcast(S, CENTRE[22]);
            for (int j = 21; j >= 0; j--) p = p.fma(y, broadcast(S, CENTRE[j]));
            p = z.sub(ROOT).sub(ROOT_REST).fma(p, fraction);
            var square = fraction.mul(fraction);
            var t = broadcast(S, DIGAMMA_TAIL[5]);
            for (int j = 4; j >= 0; j--) t = t.fma(square, broadcast(S, DIGAMMA_TAIL[j]));
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
            var z = v;
            var numerator = broadcast(S, 0);
            var denominator = broadcast(S, 1);
            for (int k = 0; k < 8; k++) {
                var square = z.mul(z);
                numerator = numerator.fma(square, denominator);
                denominator = denominator.mul(square);
                z = z.add(1);
            }
            z = z.blend(v, far);
            var fraction = numerator.blend(0, far).div(denominator.blend(1, far));
            var inverse = broadcast(S, 1).div(z);
            var square = inverse.mul(inverse);
            var p = broadcast(S, TRIGAMMA_TAIL[6]);
            for (int j = 5; j >= 0; j--) p = p.fma(square, broadcast(S, TRIGAMMA_TAIL[j]));
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
