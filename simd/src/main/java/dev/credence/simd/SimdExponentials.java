package dev.credence.simd;

import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// `exp` and `expm1`: the argument less a multiple of log 2, a polynomial, and the power of two put
/// back. Within 1 and 2 ulp.
///
/// Each kernel is one flat loop: a method that takes or returns vectors would box them. The
/// polynomials are written out here, because constants stay in registers and those of an array do
/// not.
final class SimdExponentials {
    private static final VectorSpecies<Double> S = Lanes.DOUBLES;

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 0.6931471805599453;
    private static final double LN2_LOW = 2.3190468138462996E-17;

    // Added to a small double, this leaves its nearest integer in the low bits.
    private static final double ROUND = 0x1.8p52;
    private static final long ROUND_BITS = Double.doubleToRawLongBits(ROUND);

    // Beyond these exp is infinite or zero.
    private static final double HIGHEST = 710;
    private static final double LOWEST = -746;

    // (exp(r) - 1 - r) / r^2 for |r| <= log(2) / 2, relative error of expm1 below 1.8e-17.
    private static final double C2 = 0.5000000000000006;
    private static final double C3 = 0.16666666666666685;
    private static final double C4 = 0.041666666666573426;
    private static final double C5 = 0.0083333333333146;
    private static final double C6 = 0.0013888888932448865;
    private static final double C7 = 0.00019841269903022238;
    private static final double C8 = 2.4801504357344715E-05;
    private static final double C9 = 2.7557227951715707E-06;
    private static final double C10 = 2.7626363360204853E-07;
    private static final double C11 = 2.511447663232625E-08;

    private SimdExponentials() {}

    static void exp(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            var v = DoubleVector.fromArray(S, x, xOffset + i);
            v = v.blend(HIGHEST, v.compare(VectorOperators.GT, HIGHEST));
            v = v.blend(LOWEST, v.compare(VectorOperators.LT, LOWEST));
            var shifted = v.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
            var k = shifted.sub(ROUND);
            var r = k.fma(broadcast(S, -LN2_HIGH), v);
            r = k.fma(broadcast(S, -LN2_LOW), r);
            var p = broadcast(S, C11);
            p = p.fma(r, broadcast(S, C10));
            p = p.fma(r, broadcast(S, C9));
            p = p.fma(r, broadcast(S, C8));
            p = p.fma(r, broadcast(S, C7));
            p = p.fma(r, broadcast(S, C6));
            p = p.fma(r, broadcast(S, C5));
            p = p.fma(r, broadcast(S, C4));
            p = p.fma(r, broadcast(S, C3));
            p = p.fma(r, broadcast(S, C2));
            p = r.mul(r).fma(p, r).add(1);
            // The power of two in two factors, since one may not be a normal double. The bias of
            // 2048 keeps the integers positive.
            var biased = shifted.reinterpretAsLongs().add(2048 - ROUND_BITS);
            var half = biased.lanewise(VectorOperators.LSHR, 1);
            var one = half.sub(1).lanewise(VectorOperators.LSHL, 52);
            var other = biased.sub(half).sub(1).lanewise(VectorOperators.LSHL, 52);
            p.mul(one.reinterpretAsDoubles())
                    .mul(other.reinterpretAsDoubles())
                    .intoArray(out, outOffset + i);
        }
    }

    static void expm1(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            var all = DoubleVector.fromArray(S, x, xOffset + i);
            var v = all.blend(HIGHEST, all.compare(VectorOperators.GT, HIGHEST));
            v = v.blend(-50, v.compare(VectorOperators.LT, -50)); // exp(-50) < 2^-54
            var shifted = v.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
            var k = shifted.sub(ROUND);
            var r = k.fma(broadcast(S, -LN2_HIGH), v);
            r = k.fma(broadcast(S, -LN2_LOW), r);
            var p = broadcast(S, C11);
            p = p.fma(r, broadcast(S, C10));
            p = p.fma(r, broadcast(S, C9));
            p = p.fma(r, broadcast(S, C8));
            p = p.fma(r, broadcast(S, C7));
            p = p.fma(r, broadcast(S, C6));
            p = p.fma(r, broadcast(S, C5));
            p = p.fma(r, broadcast(S, C4));
            p = p.fma(r, broadcast(S, C3));
            p = p.fma(r, broadcast(S, C2));
            p = r.mul(r).fma(p, r);
            // 2^k p + 2^k - 1 by way of its half, because 2^1024 is no double.
            var half =
                    shifted.reinterpretAsLongs()
                            .add(1022 - ROUND_BITS)
                            .lanewise(VectorOperators.LSHL, 52)
                            .reinterpretAsDoubles();
            p = p.fma(half, half.sub(0.5)).mul(2);
            // Of tiny arguments halves may be no doubles, and of zeros the sign is kept.
            p.blend(all, all.abs().compare(VectorOperators.LT, 0x1p-54))
                    .intoArray(out, outOffset + i);
        }
    }
}
