package dev.credence.simd;

import dev.credence.array.Kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// Reductions of the rows and of the columns of a matrix. Rows shorter than a few vectors are
/// reduced by plain loops; their exponentials still go through the kernel, many rows at a time.
final class SimdRows {
    private static final VectorSpecies<Double> S = Lanes.DOUBLES;
    private static final int LANES = Lanes.COUNT;

    private SimdRows() {}

    static void sumRows(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        if (columns < 2 * LANES) {
            Kernels.plain().sumRows(x, xOffset, rows, columns, out, outOffset);
            return;
        }
        for (int r = 0; r < rows; r++) {
            out[outOffset + r] = SimdReductions.sum(x, xOffset + r * columns, columns);
        }
    }

    static void maxRows(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        if (columns < 2 * LANES) {
            Kernels.plain().maxRows(x, xOffset, rows, columns, out, outOffset);
            return;
        }
        for (int r = 0; r < rows; r++) {
            out[outOffset + r] = SimdReductions.max(x, xOffset + r * columns, columns);
        }
    }

    static void sumColumns(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        Arrays.fill(out, outOffset, outOffset + columns, 0);
        if (columns > 0 && columns < LANES && LANES % columns == 0) {
            sumNarrow(x, xOffset, rows * columns, columns, out, outOffset);
            return;
        }
        int whole = S.loopBound(columns);
        for (int c = 0; c < whole; c += LANES) {
            var sum = DoubleVector.zero(S);
            for (int r = 0; r < rows; r++) {
                sum = sum.add(DoubleVector.fromArray(S, x, xOffset + r * columns + c));
            }
            sum.intoArray(out, outOffset + c);
        }
        if (whole == columns) return;
        for (int r = 0; r < rows; r++) {
            int row = xOffset + r * columns;
            for (int c = whole; c < columns; c++) out[outOffset + c] += x[row + c];
        }
    }

    /// Adds the sums of columns of which several make a vector.
    private static void sumNarrow(
            double[] x, int xOffset, int n, int columns, double[] out, int outOffset) {
        var first = DoubleVector.zero(S);
        var second = first;
        int i = 0;
        for (; i <= n - 2 * LANES; i += 2 * LANES) {
            first = first.add(DoubleVector.fromArray(S, x, xOffset + i));
            second = second.add(DoubleVector.fromArray(S, x, xOffset + i + LANES));
        }
        double[] lanes = Scratch.ofThread().lanes;
        first.add(second).intoArray(lanes, 0);
        for (int lane = 0; lane < LANES; lane++) out[outOffset + lane % columns] += lanes[lane];
        for (; i < n; i++) out[outOffset + i % columns] += x[xOffset + i];
    }

    static void maxColumns(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        Arrays.fill(out, outOffset, outOffset + columns, Double.NEGATIVE_INFINITY);
        int whole = S.loopBound(columns);
        for (int c = 0; c < whole; c += LANES) {
            var max = DoubleVector.broadcast(S, Double.NEGATIVE_INFINITY);
            for (int r = 0; r < rows; r++) {
                max = max.max(DoubleVector.fromArray(S, x, xOffset + r * columns + c));
            }
            max.intoArray(out, outOffset + c);
        }
        if (whole == columns) return;
        for (int r = 0; r < rows; r++) {
            int row = xOffset + r * columns;
            for (int c = whole; c < columns; c++) {
                out[outOffset + c] = Math.max(out[outOffset + c], x[row + c]);
            }
        }
    }

    static void logSumExpRows(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        if (columns >= 2 * LANES || columns == 0) {
            for (int r = 0; r < rows; r++) {
                out[outOffset + r] = SimdReductions.logSumExp(x, xOffset + r * columns, columns);
            }
            return;
        }
        var scratch = Scratch.ofThread();
        double[] e = scratch.first;
        double[] shifts = scratch.second;
        double[] sums = scratch.third;
        int rowsAtOnce = Scratch.BLOCK / columns;
        for (int start = 0; start < rows; start += rowsAtOnce) {
            int count = Math.min(rowsAtOnce, rows - start);
            int from = xOffset + start * columns;
            maxRows(x, from, count, columns, shifts, 0);
            finite(shifts, count);
            for (int r = 0, i = 0; r < count; r++) {
                for (int c = 0; c < columns; c++, i++) e[i] = x[from + i] - shifts[r];
            }
            exp(e, count * columns);
            sumRows(e, 0, count, columns, sums, 0);
            log(sums, count);
            for (int r = 0; r < count; r++) out[outOffset + start + r] = shifts[r] + sums[r];
        }
    }

    static void logSumExpColumns(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        var scratch = Scratch.ofThread();
        double[] e = scratch.first;
        double[] shifts = scratch.second;
        double[] sums = scratch.third;
        for (int start = 0; start < columns; start += Scratch.BLOCK) {
            int width = Math.min(Scratch.BLOCK, columns - start);
            Arrays.fill(shifts, 0, width, Double.NEGATIVE_INFINITY);
            for (int r = 0; r < rows; r++) {
                int row = xOffset + r * columns + start;
                for (int c = 0; c < width; c++) shifts[c] = Math.max(shifts[c], x[row + c]);
            }
            finite(shifts, width);
            Arrays.fill(sums, 0, width, 0);
            int rowsAtOnce = Scratch.BLOCK / width;
            for (int first = 0; first < rows; first += rowsAtOnce) {
                int count = Math.min(rowsAtOnce, rows - first);
                for (int r = 0, i = 0; r < count; r++) {
                    int row = xOffset + (first + r) * columns + start;
                    for (int c = 0; c < width; c++, i++) e[i] = x[row + c] - shifts[c];
                }
                exp(e, count * width);
                for (int r = 0, i = 0; r < count; r++) {
                    for (int c = 0; c < width; c++, i++) sums[c] += e[i];
                }
            }
            log(sums, width);
            for (int c = 0; c < width; c++) out[outOffset + start + c] = shifts[c] + sums[c];
        }
    }

    /// A run whose greatest element is infinite is right without a shift, and NaN with one.
    private static void finite(double[] shifts, int n) {
        for (int i = 0; i < n; i++) if (Double.isInfinite(shifts[i])) shifts[i] = 0;
    }

    // What stands behind the end of a block is of no account, and may be computed with.
    private static void exp(double[] block, int n) {
        SimdExponentials.exp(block, 0, block, 0, (n + LANES - 1) / LANES * LANES);
    }

    private static void log(double[] block, int n) {
        SimdLogarithms.log(block, 0, block, 0, (n + LANES - 1) / LANES * LANES);
    }
}
