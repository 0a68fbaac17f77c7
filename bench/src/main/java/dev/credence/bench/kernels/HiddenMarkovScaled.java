package dev.credence.bench.kernels;

import static dev.credence.bench.kernels.Constants.*;

import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.credence.array.Kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// The forward algorithm on probabilities that are scaled to sum to one after each step (Rabiner
/// 1989, section V.A), as many sequences at once as a vector has lanes, with all of a sequence's
/// state in registers. Emissions are relative to the likeliest state.
public final class HiddenMarkovScaled extends HiddenMarkov {
    private static final Kernels KERNELS = Kernels.fastest();
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    /// The number of sequences rounded up; the last one is repeated, and counts once.
    private final int n;

    private final double[] y;
    private final double[] counts;
    private final double[] emissions;
    private final double[] forward;
    private final double[] scales;
    private final double[] sums = new double[(STATES * STATES + STATES + 2) * LANES];
    private double best;

    /// @param y emissions by sequence and time
    public HiddenMarkovScaled(double[][] y) {
        super(y.length, y[0].length);
        n = Math.ceilDiv(sequences, LANES) * LANES;
        this.y = new double[times * n];
        for (int t = 0; t < times; t++)
            for (int s = 0; s < n; s++) this.y[t * n + s] = y[Math.min(s, sequences - 1)][t];
        counts = new double[n];
        Arrays.fill(counts, 0, sequences, 1);
        emissions = new double[STATES * times * n];
        forward = new double[STATES * times * n];
        scales = new double[times * n];
    }

    @Override
    double likelihood() {
        emit();
        KERNELS.exp(emissions, 0, emissions, 0, emissions.length);
        Arrays.fill(sums, 0);
        for (int s = 0; s < n; s += LANES) {
            forward(s);
            back(s);
        }
        double logScales = 0;
        KERNELS.log(scales, 0, scales, 0, scales.length);
        for (int t = 0; t < times; t++) logScales += KERNELS.sum(scales, t * n, sequences);
        for (int i = 0; i < STATES; i++)
            for (int j = 0; j < STATES; j++)
                slopes[1 + i][j] = probabilities[1 + i][j] * total(STATES * i + j);
        for (int k = 0; k < STATES; k++) slopes[0][k] = total(STATES * STATES + k);
        bySignal = total(STATES * STATES + STATES) / noise;
        double count = (double) times * sequences;
        byLogNoise = total(STATES * STATES + STATES + 1) - count;
        return best - logScales - count * (Math.log(noise) + LOG_SQRT_2_PI);
    }

    private double total(int which) {
        return KERNELS.sum(sums, which * LANES, LANES);
    }

    private void emit() {
        int size = times * n;
        double scale = 1 / noise;
        var sum = DoubleVector.zero(S);
        for (int t = 0; t < times; t++) {
            for (int s = 0; s < n; s += LANES) {
                int i = t * n + s;
                var v = fromArray(S, y, i);
                var a = v.sub(signal).mul(scale);
                var b = v.sub(2 * signal).mul(scale);
                var c = v.sub(3 * signal).mul(scale);
                var d = a.mul(a).mul(-0.5);
                var e = b.mul(b).mul(-0.5);
                var f = c.mul(c).mul(-0.5);
                var m = d.blend(e, e.compare(VectorOperators.GT, d));
                m = m.blend(f, f.compare(VectorOperators.GT, m));
                d.sub(m).intoArray(emissions, i);
                e.sub(m).intoArray(emissions, size + i);
                f.sub(m).intoArray(emissions, 2 * size + i);
                sum = m.fma(fromArray(S, counts, s), sum);
            }
        }
        best = sum.reduceLanes(VectorOperators.ADD);
    }

    private void forward(int s) {
        int size = times * n;
        double[] p = probabilities[1];
        double[] q = probabilities[2];
        double[] r = probabilities[3];
        var a = fromArray(S, emissions, s).mul(probabilities[0][0]);
        var b = fromArray(S, emissions, size + s).mul(probabilities[0][1]);
        var c = fromArray(S, emissions, 2 * size + s).mul(probabilities[0][2]);
        for (int i = s; ; ) {
            var scale = DoubleVector.broadcast(S, 1).div(a.add(b).add(c));
            a = a.mul(scale);
            b = b.mul(scale);
            c = c.mul(scale);
            a.intoArray(forward, i);
            b.intoArray(forward, size + i);
            c.intoArray(forward, 2 * size + i);
            scale.intoArray(scales, i);
            i += n;
            if (i >= size) return;
            var d = a.mul(p[0]).add(b.mul(q[0])).add(c.mul(r[0]));
            var e = a.mul(p[1]).add(b.mul(q[1])).add(c.mul(r[1]));
            var f = a.mul(p[2]).add(b.mul(q[2])).add(c.mul(r[2]));
            a = d.mul(fromArray(S, emissions, i));
            b = e.mul(fromArray(S, emissions, size + i));
            c = f.mul(fromArray(S, emissions, 2 * size + i));
        }
    }

    private void back(int s) {
        int size = times * n;
        double[] p = probabilities[1];
        double[] q = probabilities[2];
        double[] r = probabilities[3];
        double scale = 1 / noise;
        var u = fromArray(S, counts, s);
        var v = u;
        var w = u;
        var zero = DoubleVector.zero(S);
        var aa = zero;
        var ab = zero;
        var ac = zero;
        var ba = zero;
        var bb = zero;
        var bc = zero;
        var ca = zero;
        var cb = zero;
        var cc = zero;
        var first = zero;
        var second = zero;
        for (int i = size - n + s; ; i -= n) {
            var a = fromArray(S, forward, i).mul(u);
            var b = fromArray(S, forward, size + i).mul(v);
            var c = fromArray(S, forward, 2 * size + i).mul(w);
            var x = fromArray(S, y, i);
            var d = x.sub(signal).mul(scale);
            var e = x.sub(2 * signal).mul(scale);
            var f = x.sub(3 * signal).mul(scale);
            var ad = a.mul(d);
            var be = b.mul(e);
            var cf = c.mul(f);
            first = first.add(ad).add(be.mul(2)).add(cf.mul(3));
            second = second.add(ad.mul(d)).add(be.mul(e)).add(cf.mul(f));
            if (i < n) {
                add(9, a);
                add(10, b);
                add(11, c);
                break;
            }
            var by = fromArray(S, scales, i);
            u = u.mul(by).mul(fromArray(S, emissions, i));
            v = v.mul(by).mul(fromArray(S, emissions, size + i));
            w = w.mul(by).mul(fromArray(S, emissions, 2 * size + i));
            a = fromArray(S, forward, i - n);
            b = fromArray(S, forward, size + i - n);
            c = fromArray(S, forward, 2 * size + i - n);
            aa = a.fma(u, aa);
            ab = a.fma(v, ab);
            ac = a.fma(w, ac);
            ba = b.fma(u, ba);
            bb = b.fma(v, bb);
            bc = b.fma(w, bc);
            ca = c.fma(u, ca);
            cb = c.fma(v, cb);
            cc = c.fma(w, cc);
            a = u.mul(p[0]).add(v.mul(p[1])).add(w.mul(p[2]));
            b = u.mul(q[0]).add(v.mul(q[1])).add(w.mul(q[2]));
            w = u.mul(r[0]).add(v.mul(r[1])).add(w.mul(r[2]));
            u = a;
            v = b;
        }
        add(0, aa);
        add(1, ab);
        add(2, ac);
        add(3, ba);
        add(4, bb);
        add(5, bc);
        add(6, ca);
        add(7, cb);
        add(8, cc);
        add(12, first);
        add(13, second);
    }

    private void add(int which, DoubleVector x) {
        fromArray(S, sums, which * LANES).add(x).intoArray(sums, which * LANES);
    }
}
