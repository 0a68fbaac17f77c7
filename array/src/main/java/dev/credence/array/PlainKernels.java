package dev.credence.array;

import java.util.Arrays;
import java.util.Objects;

/// The kernels as obvious loops over `Math` and [SpecialFunctions]: what runs where there is no
/// Vector API, and the measure of what runs there.
final class PlainKernels implements Kernels {
    static final PlainKernels PLAIN = new PlainKernels("plain Java");

    private final String description;

    PlainKernels(String description) {
        this.description = description;
    }

    @Override
    public String describe() {
        return description;
    }

    @Override
    public void exp(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = Math.exp(x[xOffset + i]);
    }

    @Override
    public void expm1(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = Math.expm1(x[xOffset + i]);
    }

    @Override
    public void log(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = Math.log(x[xOffset + i]);
    }

    @Override
    public void log1p(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = Math.log1p(x[xOffset + i]);
    }

    @Override
    public void sqrt(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = Math.sqrt(x[xOffset + i]);
    }

    @Override
    public void reciprocal(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = 1 / x[xOffset + i];
    }

    @Override
    public void sin(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = Math.sin(x[xOffset + i]);
    }

    @Override
    public void cos(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = Math.cos(x[xOffset + i]);
    }

    @Override
    public void tanh(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = Math.tanh(x[xOffset + i]);
    }

    @Override
    public void sigmoid(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = SpecialFunctions.sigmoid(x[xOffset + i]);
    }

    @Override
    public void softplus(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = SpecialFunctions.softplus(x[xOffset + i]);
    }

    @Override
    public void log1mexp(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = SpecialFunctions.log1mexp(x[xOffset + i]);
    }

    @Override
    public void lgamma(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = SpecialFunctions.lgamma(x[xOffset + i]);
    }

    @Override
    public void digamma(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = SpecialFunctions.digamma(x[xOffset + i]);
    }

    @Override
    public void trigamma(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = SpecialFunctions.trigamma(x[xOffset + i]);
    }

    @Override
    public void erf(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = SpecialFunctions.erf(x[xOffset + i]);
    }

    @Override
    public void erfc(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = SpecialFunctions.erfc(x[xOffset + i]);
    }

    @Override
    public void erfcx(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] = SpecialFunctions.erfcx(x[xOffset + i]);
    }

    @Override
    public void pow(
            double[] x, int xOffset, double[] y, int yOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) {
            out[outOffset + i] = Math.pow(x[xOffset + i], y[yOffset + i]);
        }
    }

    @Override
    public double sum(double[] x, int xOffset, int n) {
        return PlainReductions.sum(x, xOffset, n);
    }

    @Override
    public double dot(double[] x, int xOffset, double[] y, int yOffset, int n) {
        return PlainReductions.dot(x, xOffset, y, yOffset, n);
    }

    @Override
    public double sumOfSquares(double[] x, int xOffset, int n) {
        return PlainReductions.dot(x, xOffset, x, xOffset, n);
    }

    @Override
    public double max(double[] x, int xOffset, int n) {
        return PlainReductions.max(x, xOffset, n);
    }

    @Override
    public double min(double[] x, int xOffset, int n) {
        return PlainReductions.min(x, xOffset, n);
    }

    @Override
    public double logSumExp(double[] x, int xOffset, int n) {
        return PlainReductions.logSumExp(x, xOffset, n, 1);
    }

    @Override
    public void sumRows(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        for (int r = 0; r < rows; r++) out[outOffset + r] = sum(x, xOffset + r * columns, columns);
    }

    @Override
    public void sumColumns(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        Arrays.fill(out, outOffset, outOffset + columns, 0);
        for (int r = 0; r < rows; r++) {
            int row = xOffset + r * columns;
            for (int c = 0; c < columns; c++) out[outOffset + c] += x[row + c];
        }
    }

    @Override
    public void maxRows(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        for (int r = 0; r < rows; r++) out[outOffset + r] = max(x, xOffset + r * columns, columns);
    }

    @Override
    public void maxColumns(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        Arrays.fill(out, outOffset, outOffset + columns, Double.NEGATIVE_INFINITY);
        for (int r = 0; r < rows; r++) {
            int row = xOffset + r * columns;
            for (int c = 0; c < columns; c++) {
                out[outOffset + c] = Math.max(out[outOffset + c], x[row + c]);
            }
        }
    }

    @Override
    public void logSumExpRows(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        for (int r = 0; r < rows; r++) {
            out[outOffset + r] = logSumExp(x, xOffset + r * columns, columns);
        }
    }

    @Override
    public void logSumExpColumns(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        for (int c = 0; c < columns; c++) {
            out[outOffset + c] = PlainReductions.logSumExp(x, xOffset + c, rows, columns);
        }
    }

    @Override
    public void gather(
            double[] x,
            int xOffset,
            int size,
            long[] index,
            int indexOffset,
            double[] out,
            int outOffset,
            int n) {
        for (int i = 0; i < n; i++) {
            int from = (int) Objects.checkIndex(index[indexOffset + i], (long) size);
            out[outOffset + i] = x[xOffset + from];
        }
    }

    @Override
    public void scatterAdd(
            double[] x,
            int xOffset,
            long[] index,
            int indexOffset,
            double[] out,
            int outOffset,
            int size,
            int n) {
        for (int i = 0; i < n; i++) {
            int to = (int) Objects.checkIndex(index[indexOffset + i], (long) size);
            out[outOffset + to] += x[xOffset + i];
        }
    }

    @Override
    public void axpy(double a, double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i++) out[outOffset + i] += a * x[xOffset + i];
    }

    @Override
    public void matmul(
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
        int rowStep = aTransposed ? 1 : k;
        int depthStep = aTransposed ? m : 1;
        for (int i = 0; i < m; i++) {
            int row = outOffset + i * n;
            int from = aOffset + i * rowStep;
            if (bTransposed) {
                for (int j = 0; j < n; j++) {
                    out[row + j] =
                            PlainReductions.dot(a, from, depthStep, b, bOffset + j * k, 1, k);
                }
            } else {
                Arrays.fill(out, row, row + n, 0);
                for (int p = 0; p < k; p++) {
                    axpy(a[from + p * depthStep], b, bOffset + p * n, out, row, n);
                }
            }
        }
    }

    @Override
    public void matvec(
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
            for (int r = 0; r < rows; r++) {
                axpy(x[xOffset + r], a, aOffset + r * columns, out, outOffset, columns);
            }
        } else {
            for (int r = 0; r < rows; r++) {
                out[outOffset + r] = dot(a, aOffset + r * columns, x, xOffset, columns);
            }
        }
    }

    @Override
    public boolean cholesky(double[] a, int aOffset, double[] out, int outOffset, int n) {
        return PlainTriangular.cholesky(a, aOffset, out, outOffset, n);
    }

    @Override
    public void choleskyInverse(double[] a, int aOffset, double[] out, int outOffset, int n) {
        PlainTriangular.choleskyInverse(a, aOffset, out, outOffset, n);
    }

    @Override
    public void solveTriangular(
            double[] a,
            int aOffset,
            boolean lower,
            boolean transposed,
            double[] b,
            int bOffset,
            double[] out,
            int outOffset,
            int n,
            int columns) {
        System.arraycopy(b, bOffset, out, outOffset, n * columns);
        PlainTriangular.solve(a, aOffset, lower, transposed, out, outOffset, n, columns);
    }
}
