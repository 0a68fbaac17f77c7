package dev.credence.simd;

import dev.credence.array.Kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// Products of matrices and vectors. Matrix products copy both factors, transposed or not, into
/// panels that the tile reads straight through, block by block to stay in the caches.
final class SimdProducts {
    private static final VectorSpecies<Double> S = Lanes.DOUBLES;
    private static final int LANES = Lanes.COUNT;

    // Copying pays from about this many multiplications on.
    private static final long SMALL = 1000;

    private static final int DEPTH_BLOCK = 256;
    private static final int ROW_BLOCK = 16 * SimdTile.ROWS;
    private static final int COLUMN_BLOCK = 256;

    private SimdProducts() {}

    static void axpy(double a, double[] x, int xOffset, double[] out, int outOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, x, xOffset + i)
                    .fma(
                            DoubleVector.broadcast(S, a),
                            DoubleVector.fromArray(S, out, outOffset + i))
                    .intoArray(out, outOffset + i);
        }
        for (; i < n; i++) out[outOffset + i] = Math.fma(a, x[xOffset + i], out[outOffset + i]);
    }

    static void matvec(
            double[] a,
            int aOffset,
            boolean transposed,
            double[] x,
            int xOffset,
            double[] out,
            int outOffset,
            int rows,
            int columns) {
        if (transposed) {
            Arrays.fill(out, outOffset, outOffset + columns, 0);
            int r = SimdRowProducts.addRows(a, aOffset, x, xOffset, out, outOffset, rows, columns);
            for (; r < rows; r++) {
                axpy(x[xOffset + r], a, aOffset + r * columns, out, outOffset, columns);
            }
        } else {
            int r = SimdRowProducts.dots(a, aOffset, x, xOffset, out, outOffset, rows, columns);
            for (; r <= rows - 4; r += 4) {
                fourDots(a, aOffset + r * columns, x, xOffset, out, outOffset + r, columns);
            }
            for (; r < rows; r++) {
                out[outOffset + r] =
                        SimdReductions.dot(a, aOffset + r * columns, x, xOffset, columns);
            }
        }
    }

    private static void fourDots(
            double[] a, int row, double[] x, int xOffset, double[] out, int outOffset, int n) {
        var s0 = DoubleVector.zero(S);
        var s1 = s0;
        var s2 = s0;
        var s3 = s0;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            var v = DoubleVector.fromArray(S, x, xOffset + i);
            s0 = v.fma(DoubleVector.fromArray(S, a, row + i), s0);
            s1 = v.fma(DoubleVector.fromArray(S, a, row + n + i), s1);
            s2 = v.fma(DoubleVector.fromArray(S, a, row + 2 * n + i), s2);
            s3 = v.fma(DoubleVector.fromArray(S, a, row + 3 * n + i), s3);
        }
        var lanes = Scratch.ofThread().lanes;
        s0.intoArray(lanes, 0);
        double r0 = SimdReductions.added(lanes);
        s1.intoArray(lanes, 0);
        double r1 = SimdReductions.added(lanes);
        s2.intoArray(lanes, 0);
        double r2 = SimdReductions.added(lanes);
        s3.intoArray(lanes, 0);
        double r3 = SimdReductions.added(lanes);
        for (; i < n; i++) {
            double v = x[xOffset + i];
            r0 = Math.fma(v, a[row + i], r0);
            r1 = Math.fma(v, a[row + n + i], r1);
            r2 = Math.fma(v, a[row + 2 * n + i], r2);
            r3 = Math.fma(v, a[row + 3 * n + i], r3);
        }
        out[outOffset] = r0;
        out[outOffset + 1] = r1;
        out[outOffset + 2] = r2;
        out[outOffset + 3] = r3;
    }

    static void matmul(
            double[] a,
            int aOffset,
            boolean aTransposed,
            double[] b,
            int bOffset,
            boolean bTransposed,
            double[] out,
            int outOffset,
            int m,
            int k,
            int n) {
        if ((long) m * k * n < SMALL) {
            Kernels.plain()
                    .matmul(
                            a,
                            aOffset,
                            aTransposed,
                            b,
                            bOffset,
                            bTransposed,
                            out,
                            outOffset,
                            m,
                            k,
                            n);
            return;
        }
        int aRow = aTransposed ? 1 : k;
        int aDepth = aTransposed ? m : 1;
        int bDepth = bTransposed ? 1 : n;
        int bColumn = bTransposed ? k : 1;
        var scratch = Scratch.ofThread();
        if (n <= LANES && m >= SimdNarrow.ROWS) {
            SimdNarrow.matmul(
                    a, aOffset, aTransposed, b, bOffset, bTransposed, out, outOffset, m, k, n);
            return;
        }
        Arrays.fill(out, outOffset, outOffset + m * n, 0);
        for (int j = 0; j < n; j += COLUMN_BLOCK) {
            int columns = Math.min(COLUMN_BLOCK, n - j);
            for (int p = 0; p < k; p += DEPTH_BLOCK) {
                int depth = Math.min(DEPTH_BLOCK, k - p);
                double[] right = scratch.right(depth * roundUp(columns, SimdTile.COLUMNS));
                int from = bOffset + p * bDepth + j * bColumn;
                pack(b, from, bDepth, bColumn, depth, columns, SimdTile.COLUMNS, right);
                for (int i = 0; i < m; i += ROW_BLOCK) {
                    int rows = Math.min(ROW_BLOCK, m - i);
                    double[] left = scratch.left(depth * roundUp(rows, SimdTile.ROWS));
                    from = aOffset + i * aRow + p * aDepth;
                    pack(a, from, aDepth, aRow, depth, rows, SimdTile.ROWS, left);
                    block(
                            left,
                            right,
                            depth,
                            rows,
                            columns,
                            scratch,
                            out,
                            outOffset + i * n + j,
                            n);
                }
            }
        }
    }

    static int roundUp(int n, int unit) {
        return (n + unit - 1) / unit * unit;
    }

    /// Copies a matrix of `depth` rows into panels of `width` columns, one after the other, padded
    /// with zeros; the steps lead from row to row and from column to column.
    static void pack(
            double[] x,
            int offset,
            int rowStep,
            int columnStep,
            int depth,
            int columns,
            int width,
            double[] panels) {
        int to = 0;
        for (int first = 0; first < columns; first += width) {
            int count = Math.min(width, columns - first);
            for (int p = 0; p < depth; p++) {
                int from = offset + p * rowStep + first * columnStep;
                for (int c = 0; c < count; c++) panels[to + c] = x[from + c * columnStep];
                for (int c = count; c < width; c++) panels[to + c] = 0;
                to += width;
            }
        }
    }

    private static void block(
            double[] left,
            double[] right,
            int depth,
            int rows,
            int columns,
            Scratch scratch,
            double[] out,
            int outOffset,
            int stride) {
        for (int j = 0; j < columns; j += SimdTile.COLUMNS) {
            for (int i = 0; i < rows; i += SimdTile.ROWS) {
                boolean whole = i + SimdTile.ROWS <= rows && j + SimdTile.COLUMNS <= columns;
                double[] to = whole ? out : scratch.tile;
                int at = whole ? outOffset + i * stride + j : 0;
                int step = whole ? stride : SimdTile.COLUMNS;
                if (!whole) Arrays.fill(scratch.tile, 0);
                SimdTile.multiply(
                        left,
                        i * depth,
                        SimdTile.ROWS,
                        right,
                        j * depth,
                        SimdTile.COLUMNS,
                        depth,
                        1,
                        to,
                        at,
                        step);
                if (!whole) {
                    addTile(
                            scratch.tile,
                            out,
                            outOffset + i * stride + j,
                            stride,
                            rows - i,
                            columns - j);
                }
            }
        }
    }

    private static void addTile(
            double[] tile, double[] out, int outOffset, int stride, int rows, int columns) {
        int height = Math.min(rows, SimdTile.ROWS);
        int width = Math.min(columns, SimdTile.COLUMNS);
        for (int r = 0; r < height; r++) {
            for (int c = 0; c < width; c++) {
                out[outOffset + r * stride + c] += tile[r * SimdTile.COLUMNS + c];
            }
        }
    }
}
