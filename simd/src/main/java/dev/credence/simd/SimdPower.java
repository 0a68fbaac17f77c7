package dev.credence.simd;

import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// `pow`, within 2 ulp: the logarithm as a sum of two doubles, times `y`, exponentiated. Bases that
/// are not normal and positive, and huge exponents, are left to `Math`.
final class SimdPower {
    private static final VectorSpecies<Double> S = Lanes.DOUBLES;

    private static final double LARGEST_EXPONENT = 0x1p60;
    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    private static final long MANTISSA = (1L << 52) - 1;
    private static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));
    private static final long ONE_BITS = Double.doubleToRawLongBits(1);
    private static final long INTEGER_BITS = Double.doubleToRawLongBits(0x1p52);
    private static final double BIAS = 0x1p52 + 1023;

    // (2 artanh(s) - 2 s) / s^3 in s^2; the first coefficient, two thirds, as two doubles.
    private static final double C3 = 0.6666666666666666;
    private static final double C3_REST = 3.700743415417188E-17;
    private static final double[] SERIES = {
        0.4000000000000629,
        0.28571428569070983,
        0.22222222649052795,
        0.181817754840284,
        0.15387098734996205,
        0.13249937293778255,
        0.13252982293214274
    };

    private SimdPower() {}

    static void pow(
            double[] x, int xOffset, double[] y, int yOffset, double[] out, int outOffset, int n) {
        var scratch = Scratch.ofThread();
        int whole = Lanes.DOUBLES.loopBound(n);
        for (int start = 0; start < whole; start += Scratch.BLOCK) {
            int length = Math.min(Scratch.BLOCK, whole - start);
            int at = xOffset + start;
            block(scratch, x, at, y, yOffset + start, out, outOffset + start, length);
        }
        int left = n - whole;
        if (left == 0) return;
        // One to the power one is harmless.
        Arrays.fill(scratch.rest, 1);
        Arrays.fill(scratch.exponents, 1);
        System.arraycopy(x, xOffset + whole, scratch.rest, 0, left);
        System.arraycopy(y, yOffset + whole, scratch.exponents, 0, left);
        block(scratch, scratch.rest, 0, scratch.exponents, 0, scratch.rest, 0, Lanes.COUNT);
        System.arraycopy(scratch.rest, 0, out, outOffset + whole, left);
    }

    private static void block(
            Scratch scratch,
            double[] x,
            int xOffset,
            double[] y,
            int yOffset,
            double[] out,
            int outOffset,
            int length) {
        double[] high = scratch.first;
        double[] low = scratch.second;
        logTimes(x, xOffset, y, yOffset, high, low, length);
        SimdExponentials.exp(high, 0, high, 0, length);
        for (int i = 0; i < length; i += Lanes.COUNT) {
            var e = DoubleVector.fromArray(S, high, i);
            // An overflow stays one: infinity times a negative rest would turn it round.
            var rest =
                    DoubleVector.fromArray(S, low, i)
                            .blend(1, e.compare(VectorOperators.EQ, Double.POSITIVE_INFINITY));
            var power = e.fma(rest, e);
            if (power.test(VectorOperators.IS_NAN).anyTrue()) {
                power.intoArray(high, i);
                for (int lane = i; lane < i + Lanes.COUNT; lane++) {
                    double value = high[lane];
                    if (Double.isNaN(value)) {
                        value = Math.pow(x[xOffset + lane], y[yOffset + lane]);
                    }
                    out[outOffset + lane] = value;
                }
            } else {
                power.intoArray(out, outOffset + i);
            }
        }
    }

    /// `y log(x)` as the sum of two doubles; NaN where the kernel does not serve.
    private static void logTimes(
            double[] x, int xOffset, double[] y, int yOffset, double[] high, double[] low, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            var v = DoubleVector.fromArray(S, x, xOffset + i);
            var bits = v.reinterpretAsLongs().add(ONE_BITS - SQRT_HALF_BITS);
            var k =
                    bits.lanewise(VectorOperators.LSHR, 52)
                            .or(INTEGER_BITS)
                            .reinterpretAsDoubles()
                            .sub(BIAS);
            var f = bits.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsDoubles().sub(1);

            // s = f / (2 + f), s + sRest to twice the digits.
            var d = f.add(2);
            var inverse = broadcast(S, 1).div(d);
            var s = f.mul(inverse);
            var dRest = f.sub(d.sub(2));
            var sRest = s.neg().fma(d, f).sub(s.mul(dRest)).mul(inverse);

            var z = s.mul(s);
            var zRest = s.fma(s, z.neg()).add(s.mul(sRest).mul(2));
            var q = broadcast(S, SERIES[6]);
            for (int j = 5; j >= 0; j--) q = q.fma(z, broadcast(S, SERIES[j]));
            q = q.mul(z);
            var c = q.add(C3);
            var cRest = broadcast(S, C3).sub(c).add(q).add(C3_REST);
            var cube = s.mul(z);
            var cubeRest = s.fma(z, cube.neg()).add(s.mul(zRest)).add(z.mul(sRest));
            var t = cube.mul(c);
            var tRest = cube.fma(c, t.neg()).add(cube.mul(cRest)).add(cubeRest.mul(c));

            // k log(2) + 2 s + t, the larger first.
            var a = k.mul(LN2_HIGH);
            var twice = s.add(s);
            var sum = a.add(twice);
            var rest = a.sub(sum).add(twice);
            var log = sum.add(t);
            rest = rest.add(sum.sub(log).add(t));
            rest = rest.add(tRest.add(sRest.add(sRest)));
            rest = k.fma(broadcast(S, LN2_LOW), rest);
            sum = log.add(rest);
            rest = log.sub(sum).add(rest);
            log = sum;

            var w = DoubleVector.fromArray(S, y, yOffset + i);
            var product = w.mul(log);
            var productRest = w.fma(log, product.neg()).add(w.mul(rest));
            var serves =
                    v.compare(VectorOperators.GE, Double.MIN_NORMAL)
                            .and(v.compare(VectorOperators.LT, Double.POSITIVE_INFINITY))
                            .and(w.abs().compare(VectorOperators.LE, LARGEST_EXPONENT));
            broadcast(S, Double.NaN).blend(product, serves).intoArray(high, i);
            productRest.intoArray(low, i);
        }
    }
}
