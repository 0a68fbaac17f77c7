package dev.credence.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// The two loops that all dense kernels come down to, on a tile of six rows by two vectors: the
/// most that sixteen vector registers hold.
///
/// The left operand is read as rows of six, one row for each step of the contraction.
final class SimdTile {
    static final int ROWS = 6;
    static final int COLUMNS = 2 * Lanes.COUNT;

    private static final VectorSpecies<Double> S = Lanes.DOUBLES;
    private static final int LANES = Lanes.COUNT;

    private SimdTile() {}

    /// Adds to, or subtracts from, the tile at `c` the product of the `depth` rows of six at `a`,
    /// transposed, and the `depth` rows of two vectors at `b`. The strides lead from row to row.
    static void multiply(
            double[] a,
            int aOffset,
            int aStride,
            double[] b,
            int bOffset,
            int bStride,
            int depth,
            double sign,
            double[] c,
            int cOffset,
            int cStride) {
        var c00 = DoubleVector.zero(S);
        var c01 = c00;
        var c10 = c00;
        var c11 = c00;
        var c20 = c00;
        var c21 = c00;
        var c30 = c00;
        var c31 = c00;
        var c40 = c00;
        var c41 = c00;
        var c50 = c00;
        var c51 = c00;
        int at = aOffset;
        int bt = bOffset;
        for (int p = 0; p < depth; p++) {
            var b0 = DoubleVector.fromArray(S, b, bt);
            var b1 = DoubleVector.fromArray(S, b, bt + LANES);
            var v = DoubleVector.broadcast(S, a[at]);
            c00 = v.fma(b0, c00);
            c01 = v.fma(b1, c01);
            v = DoubleVector.broadcast(S, a[at + 1]);
            c10 = v.fma(b0, c10);
            c11 = v.fma(b1, c11);
            v = DoubleVector.broadcast(S, a[at + 2]);
            c20 = v.fma(b0, c20);
            c21 = v.fma(b1, c21);
            v = DoubleVector.broadcast(S, a[at + 3]);
            c30 = v.fma(b0, c30);
            c31 = v.fma(b1, c31);
            v = DoubleVector.broadcast(S, a[at + 4]);
            c40 = v.fma(b0, c40);
            c41 = v.fma(b1, c41);
            v = DoubleVector.broadcast(S, a[at + 5]);
            c50 = v.fma(b0, c50);
            c51 = v.fma(b1, c51);
            at += aStride;
            bt += bStride;
        }
        var s = DoubleVector.broadcast(S, sign);
        int ct = cOffset;
        c00.fma(s, DoubleVector.fromArray(S, c, ct)).intoArray(c, ct);
        c01.fma(s, DoubleVector.fromArray(S, c, ct + LANES)).intoArray(c, ct + LANES);
        ct += cStride;
        c10.fma(s, DoubleVector.fromArray(S, c, ct)).intoArray(c, ct);
        c11.fma(s, DoubleVector.fromArray(S, c, ct + LANES)).intoArray(c, ct + LANES);
        ct += cStride;
        c20.fma(s, DoubleVector.fromArray(S, c, ct)).intoArray(c, ct);
        c21.fma(s, DoubleVector.fromArray(S, c, ct + LANES)).intoArray(c, ct + LANES);
        ct += cStride;
        c30.fma(s, DoubleVector.fromArray(S, c, ct)).intoArray(c, ct);
        c31.fma(s, DoubleVector.fromArray(S, c, ct + LANES)).intoArray(c, ct + LANES);
        ct += cStride;
        c40.fma(s, DoubleVector.fromArray(S, c, ct)).intoArray(c, ct);
        c41.fma(s, DoubleVector.fromArray(S, c, ct + LANES)).intoArray(c, ct + LANES);
        ct += cStride;
        c50.fma(s, DoubleVector.fromArray(S, c, ct)).intoArray(c, ct);
        c51.fma(s, DoubleVector.fromArray(S, c, ct + LANES)).intoArray(c, ct + LANES);
    }

    /// Solves `uᵀ y = c` in place for six rows of `n` columns (a multiple of a vector), where `u`
    /// is the upper triangle of six rows of six at `u`.
    static void substitute(
            double[] u, int uOffset, int uStride, double[] c, int cOffset, int cStride, int n) {
        for (int j = cOffset; j < cOffset + n; j += LANES) {
            int at = uOffset;
            var y0 = DoubleVector.fromArray(S, c, j).div(u[at]);
            var y1 = DoubleVector.fromArray(S, c, j + cStride).sub(y0.mul(u[at + 1]));
            var y2 = DoubleVector.fromArray(S, c, j + 2 * cStride).sub(y0.mul(u[at + 2]));
            var y3 = DoubleVector.fromArray(S, c, j + 3 * cStride).sub(y0.mul(u[at + 3]));
            var y4 = DoubleVector.fromArray(S, c, j + 4 * cStride).sub(y0.mul(u[at + 4]));
            var y5 = DoubleVector.fromArray(S, c, j + 5 * cStride).sub(y0.mul(u[at + 5]));
            at += uStride;
            y1 = y1.div(u[at + 1]);
            y2 = y2.sub(y1.mul(u[at + 2]));
            y3 = y3.sub(y1.mul(u[at + 3]));
            y4 = y4.sub(y1.mul(u[at + 4]));
            y5 = y5.sub(y1.mul(u[at + 5]));
            at += uStride;
            y2 = y2.div(u[at + 2]);
            y3 = y3.sub(y2.mul(u[at + 3]));
            y4 = y4.sub(y2.mul(u[at + 4]));
            y5 = y5.sub(y2.mul(u[at + 5]));
            at += uStride;
            y3 = y3.div(u[at + 3]);
            y4 = y4.sub(y3.mul(u[at + 4]));
            y5 = y5.sub(y3.mul(u[at + 5]));
            at += uStride;
            y4 = y4.div(u[at + 4]);
            y5 = y5.sub(y4.mul(u[at + 5]));
            at += uStride;
            y5 = y5.div(u[at + 5]);
            y0.intoArray(c, j);
            y1.intoArray(c, j + cStride);
            y2.intoArray(c, j + 2 * cStride);
            y3.intoArray(c, j + 3 * cStride);
            y4.intoArray(c, j + 4 * cStride);
            y5.intoArray(c, j + 5 * cStride);
        }
    }
}
