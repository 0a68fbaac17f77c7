package dev.credence.simd;

import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// `erf`, `erfc` and `erfcx` within 2, 6 and 6 ulp.
///
/// All rest on `(1 + 2 a) erfcx(a)`, a polynomial in `(a - 3.75) / (a + 3.75)` for all `a >= 0`:
/// Shepherd and Laframboise (1981), Chebyshev approximation of (1 + 2x) exp(x²) erfc x. The
/// exponential of the square needs more digits of the square than a double has; the rest comes in
/// to first order.
final class SimdErrorFunctions {
    private static final VectorSpecies<Double> S = Lanes.DOUBLES;

    private static final double CENTRE = 3.75;

    // Beyond this exp(-x²) is zero, and squares may overflow.
    private static final double FAR = 30;

    // Where the polynomial has reached its limit.
    private static final double LIMIT = 0x1p100;

    // erf(x) / x in x^2, |x| <= 1, relative error below 7.3e-18.
    private static final double[] ERF = {
        1.1283791670955126,
        -0.3761263890318352,
        0.11283791670944186,
        -0.02686617064311171,
        0.005223977606120433,
        -0.0008548325929406173,
        0.00012055293579585901,
        -1.4924712352609554E-05,
        1.6447132183929146E-06,
        -1.6206318361450736E-07,
        1.3710999918587226E-08,
        -7.779504187777185E-10
    };

    // (1 + 2 a) erfcx(a), relative error below 3.1e-18 before rounding; the last digit of the
    // second
    // is such that the value at 0 is rounded to one.
    private static final double[] ERFCX = {
        1.2375126308378275,
        -0.14024059858554705,
        0.0035854154854647728,
        0.08227673849014677,
        -0.1088039301417658,
        0.09230432116033617,
        -0.05869339858931108,
        0.02836227741945944,
        -0.00974657956125006,
        0.001755625849497353,
        0.0002937136843223436,
        -0.00029015406653734474,
        5.1649030021942194E-05,
        2.2384202137813094E-05,
        -1.1443979917449493E-05,
        -9.73495822910757E-07,
        1.7513702116649578E-06,
        -5.729047337382909E-08,
        -2.583849240367224E-07,
        2.331461237038432E-08,
        3.848489788161187E-08,
        -3.764801610071004E-09,
        -5.1006107074657125E-09,
        3.147485956688229E-10,
        4.127892406552605E-10
    };

    private SimdErrorFunctions() {}

    static void erf(double[] x, int xOffset, double[] out, int outOffset, int n) {
        double[] tail = Scratch.ofThread().third;
        for (int start = 0; start < n; start += Scratch.BLOCK) {
            int length = Math.min(Scratch.BLOCK, n - start);
            erfcOfAbs(x, xOffset + start, tail, length);
            for (int i = 0; i < length; i += Lanes.COUNT) {
                var v = DoubleVector.fromArray(S, x, xOffset + start + i);
                var z = v.mul(v);
                var p = broadcast(S, ERF[11]);
                for (int j = 10; j >= 0; j--) p = p.fma(z, broadcast(S, ERF[j]));
                var sign = v.reinterpretAsLongs().and(Long.MIN_VALUE);
                var far =
                        broadcast(S, 1)
                                .sub(DoubleVector.fromArray(S, tail, i))
                                .reinterpretAsLongs()
                                .or(sign)
                                .reinterpretAsDoubles();
                far.blend(p.mul(v), v.abs().compare(VectorOperators.LT, 1))
                        .intoArray(out, outOffset + start + i);
            }
        }
    }

    static void erfc(double[] x, int xOffset, double[] out, int outOffset, int n) {
        double[] tail = Scratch.ofThread().third;
        for (int start = 0; start < n; start += Scratch.BLOCK) {
            int length = Math.min(Scratch.BLOCK, n - start);
            erfcOfAbs(x, xOffset + start, tail, length);
            for (int i = 0; i < length; i += Lanes.COUNT) {
                var v = DoubleVector.fromArray(S, x, xOffset + start + i);
                var t = DoubleVector.fromArray(S, tail, i);
                t.blend(broadcast(S, 2).sub(t), v.compare(VectorOperators.LT, 0))
                        .intoArray(out, outOffset + start + i);
            }
        }
    }

    static void erfcx(double[] x, int xOffset, double[] out, int outOffset, int n) {
        var scratch = Scratch.ofThread();
        double[] positive = scratch.first;
        double[] e = scratch.second;
        for (int start = 0; start < n; start += Scratch.BLOCK) {
            int length = Math.min(Scratch.BLOCK, n - start);
            erfcxOfAbs(x, xOffset + start, positive, length);
            for (int i = 0; i < length; i += Lanes.COUNT) {
                var v = DoubleVector.fromArray(S, x, xOffset + start + i);
                // Only the negative side needs the exponential.
                v.mul(v).blend(0, v.compare(VectorOperators.GE, 0)).intoArray(e, i);
            }
            SimdExponentials.exp(e, 0, e, 0, length);
            for (int i = 0; i < length; i += Lanes.COUNT) {
                var v = DoubleVector.fromArray(S, x, xOffset + start + i);
                var rest = v.fma(v, v.mul(v).neg());
                rest = rest.blend(0, v.compare(VectorOperators.LT, -FAR)).add(1);
                var t = DoubleVector.fromArray(S, positive, i);
                var reflected = DoubleVector.fromArray(S, e, i).mul(rest).mul(2).sub(t);
                t.blend(reflected, v.compare(VectorOperators.LT, 0))
                        .intoArray(out, outOffset + start + i);
            }
        }
    }

    private static void erfcOfAbs(double[] x, int xOffset, double[] out, int length) {
        var scratch = Scratch.ofThread();
        double[] positive = scratch.first;
        double[] e = scratch.second;
        erfcxOfAbs(x, xOffset, positive, length);
        for (int i = 0; i < length; i += Lanes.COUNT) {
            var v = DoubleVector.fromArray(S, x, xOffset + i);
            v.mul(v).neg().intoArray(e, i);
        }
        SimdExponentials.exp(e, 0, e, 0, length);
        for (int i = 0; i < length; i += Lanes.COUNT) {
            var v = DoubleVector.fromArray(S, x, xOffset + i);
            var rest = v.fma(v, v.mul(v).neg());
            rest = rest.blend(0, v.abs().compare(VectorOperators.GT, FAR));
            DoubleVector.fromArray(S, positive, i)
                    .mul(DoubleVector.fromArray(S, e, i))
                    .mul(broadcast(S, 1).sub(rest))
                    .intoArray(out, i);
        }
    }

    private static void erfcxOfAbs(double[] x, int xOffset, double[] out, int length) {
        for (int i = 0; i < length; i += Lanes.COUNT) {
            var a = DoubleVector.fromArray(S, x, xOffset + i).abs();
            var b = a.blend(LIMIT, a.compare(VectorOperators.GT, LIMIT));
            var t = b.sub(CENTRE).div(b.add(CENTRE));
            var p = broadcast(S, ERFCX[24]);
            for (int j = 23; j >= 0; j--) p = p.fma(t, broadcast(S, ERFCX[j]));
            // Half of it, since twice the argument may overflow.
            p.mul(0.5).div(a.add(0.5)).intoArray(out, i);
        }
    }
}
