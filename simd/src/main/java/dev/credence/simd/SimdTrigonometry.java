package dev.credence.simd;

import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// `sin` and `cos` within 2 ulp: the argument less a multiple of a quarter turn, and a polynomial
/// each for sine and cosine of the rest. Arguments beyond 2^20 are left to `Math`.
final class SimdTrigonometry {
    private static final VectorSpecies<Double> S = Lanes.DOUBLES;

    private static final double LARGEST = 0x1p20;
    private static final double QUARTERS = 0.6366197723675814; // 2 / pi
    private static final double ROUND = 0x1.8p52;

    // A quarter turn as a sum of three doubles.
    private static final double TURN_HIGH = 1.5707963267948966;
    private static final double TURN_MIDDLE = 6.123233995736766E-17;
    private static final double TURN_LOW = -1.4973849048591698E-33;

    // (sin(r) - r) / r^3 in r^2, |r| <= pi / 4, relative error of the sine below 3.5e-18.
    private static final double[] SINE = {
        -0.16666666666666632,
        0.008333333333322285,
        -0.0001984126982970023,
        2.7557313653025465E-06,
        -2.505075179669826E-08,
        1.5896416964274835E-10
    };

    // (cos(r) - 1 + r^2 / 2) / r^4 in r^2, error of the cosine below 5e-20.
    private static final double[] COSINE = {
        0.0416666666666666,
        -0.0013888888888873951,
        2.4801587289368912E-05,
        -2.755731431817402E-07,
        2.0875718448070013E-09,
        -1.1359389116501618E-11
    };

    private SimdTrigonometry() {}

    static void sin(double[] x, int xOffset, double[] out, int outOffset, int n) {
        double[] lanes = Scratch.ofThread().lanes;
        for (int i = 0; i < n; i += Lanes.COUNT) {
            var v = DoubleVector.fromArray(S, x, xOffset + i);
            var shifted = v.fma(broadcast(S, QUARTERS), broadcast(S, ROUND));
            var quarter = shifted.reinterpretAsLongs();
            var k = shifted.sub(ROUND);
            var r = k.fma(broadcast(S, -TURN_HIGH), v);
            r = k.fma(broadcast(S, -TURN_MIDDLE), r);
            r = k.fma(broadcast(S, -TURN_LOW), r);
            var z = r.mul(r);
            var p = broadcast(S, SINE[5]);
            for (int j = 4; j >= 0; j--) p = p.fma(z, broadcast(S, SINE[j]));
            var sine = p.fma(r.mul(z), r).blend(v, v.compare(VectorOperators.EQ, 0));
            var q = broadcast(S, COSINE[5]);
            for (int j = 4; j >= 0; j--) q = q.fma(z, broadcast(S, COSINE[j]));
            var cosine = q.fma(z.mul(z), z.mul(-0.5).add(1));
            var odd = quarter.and(1).compare(VectorOperators.NE, 0);
            var sign = quarter.and(2).lanewise(VectorOperators.LSHL, 62);
            var turned = sine.reinterpretAsLongs().blend(cosine.reinterpretAsLongs(), odd);
            var y = turned.lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
            y = y.blend(Double.NaN, v.abs().compare(VectorOperators.GT, LARGEST));
            if (y.test(VectorOperators.IS_NAN).anyTrue()) {
                y.intoArray(lanes, 0);
                RareLanes.compute(Math::sin, x, xOffset + i, lanes, out, outOffset + i);
            } else {
                y.intoArray(out, outOffset + i);
            }
        }
    }

    static void cos(double[] x, int xOffset, double[] out, int outOffset, int n) {
        double[] lanes = Scratch.ofThread().lanes;
        for (int i = 0; i < n; i += Lanes.COUNT) {
            var v = DoubleVector.fromArray(S, x, xOffset + i);
            var shifted = v.fma(broadcast(S, QUARTERS), broadcast(S, ROUND));
            var quarter = shifted.reinterpretAsLongs();
            var k = shifted.sub(ROUND);
            var r = k.fma(broadcast(S, -TURN_HIGH), v);
            r = k.fma(broadcast(S, -TURN_MIDDLE), r);
            r = k.fma(broadcast(S, -TURN_LOW), r);
            var z = r.mul(r);
            var p = broadcast(S, SINE[5]);
            for (int j = 4; j >= 0; j--) p = p.fma(z, broadcast(S, SINE[j]));
            var sine = p.fma(r.mul(z), r).blend(v, v.compare(VectorOperators.EQ, 0));
            var q = broadcast(S, COSINE[5]);
            for (int j = 4; j >= 0; j--) q = q.fma(z, broadcast(S, COSINE[j]));
            var cosine = q.fma(z.mul(z), z.mul(-0.5).add(1));
            // The cosine is the sine a quarter turn on.
            quarter = quarter.add(1);
            var odd = quarter.and(1).compare(VectorOperators.NE, 0);
            var sign = quarter.and(2).lanewise(VectorOperators.LSHL, 62);
            var turned = sine.reinterpretAsLongs().blend(cosine.reinterpretAsLongs(), odd);
            var y = turned.lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
            y = y.blend(Double.NaN, v.abs().compare(VectorOperators.GT, LARGEST));
            if (y.test(VectorOperators.IS_NAN).anyTrue()) {
                y.intoArray(lanes, 0);
                RareLanes.compute(Math::cos, x, xOffset + i, lanes, out, outOffset + i);
            } else {
                y.intoArray(out, outOffset + i);
            }
        }
    }
}
