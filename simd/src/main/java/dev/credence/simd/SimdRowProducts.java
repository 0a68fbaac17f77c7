package dev.credence.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Products of a matrix and a vector four rows at a time. Sums of rows are added across lanes
/// together, by halves, and leave as one vector; columns beyond whole vectors are masked.
///
/// Everything is written out, since vectors that cross a method may be put on the heap, and for
/// four rows only, since the JIT gives up on longer methods of this kind.
final class SimdRowProducts {
    private static final VectorSpecies<Double> S = Lanes.DOUBLES;
    private static final int LANES = Lanes.COUNT;

    /// Exchanges lanes that are one, two or four apart, and the lanes that take what is exchanged.
    private static final VectorShuffle<Double> BY_ONE = exchange(1);

    private static final VectorShuffle<Double> BY_TWO = exchange(2);
    private static final VectorShuffle<Double> BY_FOUR = exchange(4);
    private static final VectorMask<Double> ODD_ONES = odd(1);
    private static final VectorMask<Double> ODD_TWOS = odd(2);
    private static final VectorMask<Double> FIRST_FOUR = VectorMask.fromLong(S, 15);

    private SimdRowProducts() {}

    private static VectorShuffle<Double> exchange(int distance) {
        return VectorShuffle.fromOp(S, i -> (i ^ distance) % LANES);
    }

    private static VectorMask<Double> odd(int distance) {
        long bits = 0;
        for (int i = 0; i < LANES; i++) if ((i & distance) != 0) bits |= 1L << i;
        return VectorMask.fromLong(S, bits);
    }

    /// Writes `out[r] = a[r] · x` for as many rows as come in fours; returns how many.
    static int dots(
            double[] a,
            int aOffset,
            double[] x,
            int xOffset,
            double[] out,
            int outOffset,
            int rows,
            int columns) {
        if (LANES < 4) return 0;
        int whole = columns / LANES * LANES;
        var tail = VectorMask.fromLong(S, (1L << (columns - whole)) - 1);
        int r = 0;
        for (; r <= rows - 4; r += 4) {
            int row = aOffset + r * columns;
            var s0 = DoubleVector.zero(S);
            var s1 = s0;
            var s2 = s0;
            var s3 = s0;
            for (int i = 0; i < whole; i += LANES) {
                var v = DoubleVector.fromArray(S, x, xOffset + i);
                s0 = v.fma(DoubleVector.fromArray(S, a, row + i), s0);
                s1 = v.fma(DoubleVector.fromArray(S, a, row + columns + i), s1);
                s2 = v.fma(DoubleVector.fromArray(S, a, row + 2 * columns + i), s2);
                s3 = v.fma(DoubleVector.fromArray(S, a, row + 3 * columns + i), s3);
            }
            if (whole < columns) {
                row += whole;
                var v = DoubleVector.fromArray(S, x, xOffset + whole, tail);
                s0 = v.fma(DoubleVector.fromArray(S, a, row, tail), s0);
                s1 = v.fma(DoubleVector.fromArray(S, a, row + columns, tail), s1);
                s2 = v.fma(DoubleVector.fromArray(S, a, row + 2 * columns, tail), s2);
                s3 = v.fma(DoubleVector.fromArray(S, a, row + 3 * columns, tail), s3);
            }
            s0 =
                    s0.blend(s1.rearrange(BY_ONE), ODD_ONES)
                            .add(s0.rearrange(BY_ONE).blend(s1, ODD_ONES));
            s2 =
                    s2.blend(s3.rearrange(BY_ONE), ODD_ONES)
                            .add(s2.rearrange(BY_ONE).blend(s3, ODD_ONES));
            s0 =
                    s0.blend(s2.rearrange(BY_TWO), ODD_TWOS)
                            .add(s0.rearrange(BY_TWO).blend(s2, ODD_TWOS));
            if (LANES > 4) s0.add(s0.rearrange(BY_FOUR)).intoArray(out, outOffset + r, FIRST_FOUR);
            else s0.intoArray(out, outOffset + r);
        }
        return r;
    }

    /// Adds `x[r]` times row `r` to `out`, for as many rows as come in fours; returns how many.
    static int addRows(
            double[] a,
            int aOffset,
            double[] x,
            int xOffset,
            double[] out,
            int outOffset,
            int rows,
            int columns) {
        int whole = columns / LANES * LANES;
        var tail = VectorMask.fromLong(S, (1L << (columns - whole)) - 1);
        int r = 0;
        for (; r <= rows - 4; r += 4) {
            int row = aOffset + r * columns;
            int at = xOffset + r;
            var x0 = DoubleVector.broadcast(S, x[at]);
            var x1 = DoubleVector.broadcast(S, x[at + 1]);
            var x2 = DoubleVector.broadcast(S, x[at + 2]);
            var x3 = DoubleVector.broadcast(S, x[at + 3]);
            for (int i = 0; i < whole; i += LANES) {
                var sum = DoubleVector.fromArray(S, out, outOffset + i);
                sum = DoubleVector.fromArray(S, a, row + i).fma(x0, sum);
                sum = DoubleVector.fromArray(S, a, row + columns + i).fma(x1, sum);
                sum = DoubleVector.fromArray(S, a, row + 2 * columns + i).fma(x2, sum);
                sum = DoubleVector.fromArray(S, a, row + 3 * columns + i).fma(x3, sum);
                sum.intoArray(out, outOffset + i);
            }
            if (whole < columns) {
                row += whole;
                var sum = DoubleVector.fromArray(S, out, outOffset + whole, tail);
                sum = DoubleVector.fromArray(S, a, row, tail).fma(x0, sum);
                sum = DoubleVector.fromArray(S, a, row + columns, tail).fma(x1, sum);
                sum = DoubleVector.fromArray(S, a, row + 2 * columns, tail).fma(x2, sum);
                sum = DoubleVector.fromArray(S, a, row + 3 * columns, tail).fma(x3, sum);
                sum.intoArray(out, outOffset + whole, tail);
            }
        }
        return r;
    }
}
