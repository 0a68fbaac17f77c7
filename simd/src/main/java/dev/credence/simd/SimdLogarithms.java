package dev.credence.simd;

import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// `log` and `log1p`: exponent and mantissa apart, and the series of the inverse hyperbolic tangent
/// of `f / (2 + f)` for the mantissa `1 + f`. Within 1 and 2 ulp.
final class SimdLogarithms {
    private static final VectorSpecies<Double> S = Lanes.DOUBLES;

    // Multiples of the high part by an exponent are exact.
    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    private static final long MANTISSA = (1L << 52) - 1;
    private static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));
    private static final long ONE_BITS = Double.doubleToRawLongBits(1);

    // An integer below 2^52 or-ed into this is the double 2^52 plus that integer.
    private static final long INTEGER_BITS = Double.doubleToRawLongBits(0x1p52);
    private static final double BIAS = 0x1p52 + 1023;

    // (2 artanh(s) - 2 s) / s^3 in s^2, relative error of the logarithm below 1.3e-18.
    private static final double C3 = 0.6666666666666735;
    private static final double C5 = 0.39999999999410546;
    private static final double C7 = 0.2857142874339522;
    private static final double C9 = 0.2222219846125736;
    private static final double C11 = 0.18183570560865236;
    private static final double C13 = 0.15313880883380362;
    private static final double C15 = 0.1479774451149288;

    private SimdLogarithms() {}

    static void log(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            var v = DoubleVector.fromArray(S, x, xOffset + i);
            // Subnormal numbers are brought up to where the mantissa has all its bits.
            var small = v.compare(VectorOperators.LT, Double.MIN_NORMAL);
            var bits = v.mul(0x1p54, small).reinterpretAsLongs().add(ONE_BITS - SQRT_HALF_BITS);
            var k =
                    bits.lanewise(VectorOperators.LSHR, 52)
                            .or(INTEGER_BITS)
                            .reinterpretAsDoubles()
                            .sub(broadcast(S, BIAS).blend(BIAS + 54, small));
            var f = bits.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsDoubles().sub(1);
            var s = f.div(f.add(2));
            var z = s.mul(s);
            var p = broadcast(S, C15);
            p = p.fma(z, broadcast(S, C13));
            p = p.fma(z, broadcast(S, C11));
            p = p.fma(z, broadcast(S, C9));
            p = p.fma(z, broadcast(S, C7));
            p = p.fma(z, broadcast(S, C5));
            p = p.fma(z, broadcast(S, C3));
            var square = f.mul(f).mul(0.5);
            var low = k.fma(broadcast(S, LN2_LOW), p.fma(z, square).mul(s));
            var log = k.fma(broadcast(S, LN2_HIGH), f.sub(square.sub(low)));
            log.blend(v, v.compare(VectorOperators.LT, Double.POSITIVE_INFINITY).not())
                    .blend(Double.NaN, v.compare(VectorOperators.LT, 0))
                    .blend(Double.NEGATIVE_INFINITY, v.compare(VectorOperators.EQ, 0))
                    .intoArray(out, outOffset + i);
        }
    }

    static void log1p(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            var v = DoubleVector.fromArray(S, x, xOffset + i);
            var u = v.add(1);
            // What the sum lost, exactly.
            var back = u.sub(1);
            var lost = v.sub(back).add(back.sub(u).add(1));
            var bits = u.reinterpretAsLongs().add(ONE_BITS - SQRT_HALF_BITS);
            var exponent = bits.lanewise(VectorOperators.LSHR, 52);
            var k = exponent.or(INTEGER_BITS).reinterpretAsDoubles().sub(BIAS);
            // The loss in units of the mantissa; beyond 2^60 there is none worth keeping.
            var scale =
                    exponent.neg()
                            .add(2046)
                            .lanewise(VectorOperators.LSHL, 52)
                            .reinterpretAsDoubles();
            lost = lost.mul(scale).blend(0, v.compare(VectorOperators.GT, 0x1p60));
            var f = bits.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsDoubles().sub(1).add(lost);
            var s = f.div(f.add(2));
            var z = s.mul(s);
            var p = broadcast(S, C15);
            p = p.fma(z, broadcast(S, C13));
            p = p.fma(z, broadcast(S, C11));
            p = p.fma(z, broadcast(S, C9));
            p = p.fma(z, broadcast(S, C7));
            p = p.fma(z, broadcast(S, C5));
            p = p.fma(z, broadcast(S, C3));
            var square = f.mul(f).mul(0.5);
            var low = k.fma(broadcast(S, LN2_LOW), p.fma(z, square).mul(s));
            var log = k.fma(broadcast(S, LN2_HIGH), f.sub(square.sub(low)));
            log.blend(v, v.compare(VectorOperators.LT, Double.POSITIVE_INFINITY).not())
                    .blend(v, v.compare(VectorOperators.EQ, 0))
                    .blend(Double.NaN, v.compare(VectorOperators.LT, -1))
                    .blend(Double.NEGATIVE_INFINITY, v.compare(VectorOperators.EQ, -1))
                    .intoArray(out, outOffset + i);
        }
    }
}
