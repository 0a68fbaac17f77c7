package dev.credence.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The loop of products with few columns, on a tile of eight rows by one vector or half of one:
/// half a vector's columns would leave the other half of every operation idle.
///
/// It is written twice, since the JIT makes instructions only of vectors whose length is constant.
final class SimdNarrowTile {
    static final int ROWS = 8;

    private static final VectorSpecies<Double> S = Lanes.DOUBLES;
    private static final int LANES = Lanes.COUNT;

    /// As long as a vector where there are no shorter ones.
    static final int HALF_LANES = Math.max(2, LANES / 2);

    private static final VectorSpecies<Double> HALF =
            VectorSpecies.of(double.class, VectorShape.forBitSize(64 * HALF_LANES));

    private SimdNarrowTile() {}

    /// Adds to eight rows of `width` numbers at `c`, a vector or half of one, the products of eight
    /// rows of `a` with the rows at `b`; the steps lead from row to row and along a row.
    static void add(
            int width,
            double[] a,
            int aOffset,
            int rowStep,
            int depthStep,
            double[] b,
            int bOffset,
            int depth,
            double[] c,
            int cOffset) {
        if (width == LANES) whole(a, aOffset, rowStep, depthStep, b, bOffset, depth, c, cOffset);
        else half(a, aOffset, rowStep, depthStep, b, bOffset, depth, c, cOffset);
    }

    private static void whole(
            double[] a,
            int aOffset,
            int rowStep,
            int depthStep,
            double[] b,
            int bOffset,
            int depth,
            double[] c,
            int cOffset) {
        var c0 = DoubleVector.fromArray(S, c, cOffset);
        var c1 = DoubleVector.fromArray(S, c, cOffset + LANES);
        var c2 = DoubleVector.fromArray(S, c, cOffset + 2 * LANES);
        var c3 = DoubleVector.fromArray(S, c, cOffset + 3 * LANES);
        var c4 = DoubleVector.fromArray(S, c, cOffset + 4 * LANES);
        var c5 = DoubleVector.fromArray(S, c, cOffset + 5 * LANES);
        var c6 = DoubleVector.fromArray(S, c, cOffset + 6 * LANES);
        var c7 = DoubleVector.fromArray(S, c, cOffset + 7 * LANES);
        int at = aOffset;
        for (int p = 0; p < depth; p++) {
            var v = DoubleVector.fromArray(S, b, bOffset + p * LANES);
            c0 = v.fma(DoubleVector.broadcast(S, a[at]), c0);
            c1 = v.fma(DoubleVector.broadcast(S, a[at + rowStep]), c1);
            c2 = v.fma(DoubleVector.broadcast(S, a[at + 2 * rowStep]), c2);
            c3 = v.fma(DoubleVector.broadcast(S, a[at + 3 * rowStep]), c3);
            c4 = v.fma(DoubleVector.broadcast(S, a[at + 4 * rowStep]), c4);
            c5 = v.fma(DoubleVector.broadcast(S, a[at + 5 * rowStep]), c5);
            c6 = v.fma(DoubleVector.broadcast(S, a[at + 6 * rowStep]), c6);
            c7 = v.fma(DoubleVector.broadcast(S, a[at + 7 * rowStep]), c7);
            at += depthStep;
        }
        c0.intoArray(c, cOffset);
        c1.intoArray(c, cOffset + LANES);
        c2.intoArray(c, cOffset + 2 * LANES);
        c3.intoArray(c, cOffset + 3 * LANES);
        c4.intoArray(c, cOffset + 4 * LANES);
        c5.intoArray(c, cOffset + 5 * LANES);
        c6.intoArray(c, cOffset + 6 * LANES);
        c7.intoArray(c, cOffset + 7 * LANES);
    }

    private static void half(
            double[] a,
            int aOffset,
            int rowStep,
            int depthStep,
            double[] b,
            int bOffset,
            int depth,
            double[] c,
            int cOffset) {
        var c0 = DoubleVector.fromArray(HALF, c, cOffset);
        var c1 = DoubleVector.fromArray(HALF, c, cOffset + HALF_LANES);
        var c2 = DoubleVector.fromArray(HALF, c, cOffset + 2 * HALF_LANES);
        var c3 = DoubleVector.fromArray(HALF, c, cOffset + 3 * HALF_LANES);
        var c4 = DoubleVector.fromArray(HALF, c, cOffset + 4 * HALF_LANES);
        var c5 = DoubleVector.fromArray(HALF, c, cOffset + 5 * HALF_LANES);
        var c6 = DoubleVector.fromArray(HALF, c, cOffset + 6 * HALF_LANES);
        var c7 = DoubleVector.fromArray(HALF, c, cOffset + 7 * HALF_LANES);
        int at = aOffset;
        for (int p = 0; p < depth; p++) {
            var v = DoubleVector.fromArray(HALF, b, bOffset + p * HALF_LANES);
            c0 = v.fma(DoubleVector.broadcast(HALF, a[at]), c0);
            c1 = v.fma(DoubleVector.broadcast(HALF, a[at + rowStep]), c1);
            c2 = v.fma(DoubleVector.broadcast(HALF, a[at + 2 * rowStep]), c2);
            c3 = v.fma(DoubleVector.broadcast(HALF, a[at + 3 * rowStep]), c3);
            c4 = v.fma(DoubleVector.broadcast(HALF, a[at + 4 * rowStep]), c4);
            c5 = v.fma(DoubleVector.broadcast(HALF, a[at + 5 * rowStep]), c5);
            c6 = v.fma(DoubleVector.broadcast(HALF, a[at + 6 * rowStep]), c6);
            c7 = v.fma(DoubleVector.broadcast(HALF, a[at + 7 * rowStep]), c7);
            at += depthStep;
        }
        c0.intoArray(c, cOffset);
        c1.intoArray(c, cOffset + HALF_LANES);
        c2.intoArray(c, cOffset + 2 * HALF_LANES);
        c3.intoArray(c, cOffset + 3 * HALF_LANES);
        c4.intoArray(c, cOffset + 4 * HALF_LANES);
        c5.intoArray(c, cOffset + 5 * HALF_LANES);
        c6.intoArray(c, cOffset + 6 * HALF_LANES);
        c7.intoArray(c, cOffset + 7 * HALF_LANES);
    }
}
