package dev.credence.simd;

import static jdk.incubator.vector.DoubleVector.broadcast;

import dev.credence.array.SpecialFunctions;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// `lgamma`, within 5 ulp for positive arguments and beside its roots at 1 and 2.
///
/// Below 8 the recurrence leads to a polynomial on `[1.5, 2.5]` with the root at 2 taken out; the
/// factors of the recurrence are collected in one product, so that each element costs one
/// logarithm. From 8 on it is Stirling's series. Negative arguments are computed one by one.
final class SimdLogGamma {
    private static final VectorSpecies<Double> S = Lanes.DOUBLES;

    private static final double STIRLING_FROM = 8;
    private static final double HALF_LOG_2_PI_LESS_HALF = 0.4189385332046727;

    // lgamma(2 + y) / y, |y| <= 1/2, relative error below 1.3e-18.
    private static final double[] CENTRE = {
        0.42278433509846713,
        0.32246703342411326,
        -0.06735230105319831,
        0.020580808427780574,
        -0.007385551028649732,
        0.0028905103310234016,
        -0.00119275391275792,
        0.0005096695156857511,
        -0.0002231547351681675,
        9.945766989558099E-05,
        -4.492653116922875E-05,
        2.050561848231009E-05,
        -9.43723609214977E-06,
        4.384584923911997E-06,
        -2.049758075642758E-06,
        9.20325909053173E-07,
        -4.2003293302306485E-07,
        2.7848377897556547E-07,
        -1.4330558956432423E-07
    };

    // (lgamma(x) - (x - 1/2) log(x) + x - log(2 pi) / 2) x in 1 / x^2, x >= 8.
    private static final double[] STIRLING = {
        0.0833333333333333,
        -0.0027777777776099998,
        0.0007936506668602124,
        -0.0005952029365384838,
        0.000837308364803367,
        -0.0016532372513763881
    };

    private SimdLogGamma() {}

    static void lgamma(double[] x, int xOffset, double[] out, int outOffset, int n) {
        var scratch = Scratch.ofThread();
        for (int start = 0; start < n; start += Scratch.BLOCK) {
            int length = Math.min(Scratch.BLOCK, n - start);
            reduce(x, xOffset + start, scratch.first, scratch.second, length);
            SimdLogarithms.log(scratch.first, 0, scratch.first, 0, length);
            finish(x, xOffset + start, scratch, out, outOffset + start, length);
        }
    }

    /// Leaves the product of the recurrence in `log` (the argument itself where Stirling's series
    /// serves) and the distance of the place on `[1.5, 2.5]` from 2 in `reduced`.
    private static void reduce(
            double[] x, int xOffset, double[] log, double[] reduced, int length) {
        for (int i = 0; i < length; i += Lanes.COUNT) {
            var v = DoubleVector.fromArray(S, x, xOffset + i);
            var z = v;
            var product = broadcast(S, 1);
            for (int k = 0; k < 6; k++) {
                var step = z.compare(VectorOperators.GE, 2.5);
                z = z.sub(1, step);
                product = product.mul(z, step);
            }
            // Upwards by one below 1.5, by two below 0.5, with no rounding.
            var low = v.compare(VectorOperators.LT, 1.5);
            var lowest = v.compare(VectorOperators.LT, 0.5);
            z.sub(2).blend(v.sub(1), low).blend(v, lowest).intoArray(reduced, i);
            product.blend(v, low)
                    .mul(v.add(1), lowest)
                    .blend(v, v.compare(VectorOperators.GE, STIRLING_FROM))
                    .intoArray(log, i);
        }
    }

    private static void finish(
            double[] x, int xOffset, Scratch scratch, double[] out, int outOffset, int length) {
        double[] lanes = scratch.lanes;
        for (int i = 0; i < length; i += Lanes.COUNT) {
            var v = DoubleVector.fromArray(S, x, xOffset + i);
            var log = DoubleVector.fromArray(S, scratch.first, i);
            var y = DoubleVector.fromArray(S, scratch.second, i);
            var p = broadcast(S, CENTRE[18]);
            for (int j = 17; j >= 0; j--) p = p.fma(y, broadcast(S, CENTRE[j]));
            p = p.fma(y, log.blend(log.neg(), v.compare(VectorOperators.LT, 1.5)));
            var inverse = broadcast(S, 1).div(v);
            var z = inverse.mul(inverse);
            var t = broadcast(S, STIRLING[5]);
            for (int j = 4; j >= 0; j--) t = t.fma(z, broadcast(S, STIRLING[j]));
            t = t.fma(inverse, broadcast(S, HALF_LOG_2_PI_LESS_HALF));
            t = v.sub(0.5).fma(log.sub(1), t);
            var value = p.blend(t, v.compare(VectorOperators.GE, STIRLING_FROM));
            value = value.blend(Double.NaN, v.compare(VectorOperators.LT, 0));
            if (value.test(VectorOperators.IS_NAN).anyTrue()) {
                value.intoArray(lanes, 0);
                RareLanes.compute(
                        SpecialFunctions::lgamma, x, xOffset + i, lanes, out, outOffset + i);
            } else {
                value.intoArray(out, outOffset + i);
            }
        }
    }
}
