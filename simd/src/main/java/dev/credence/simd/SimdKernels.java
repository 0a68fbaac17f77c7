package dev.credence.simd;

import dev.credence.array.Kernels;

/// The array kernels on the Vector API, each in the file of its family. Gathers and scatters are
/// the plain ones, which are faster than those of vectors.
final class SimdKernels implements Kernels {
    @Override
    public String describe() {
        var instructions =
                switch (Lanes.BITS) {
                    case 512 -> "AVX-512";
                    case 256 -> "AVX2";
                    default -> "SSE";
                };
        boolean intel = System.getProperty("os.arch").equals("amd64");
        return "Vector API, %d bit%s"
                .formatted(Lanes.BITS, intel ? " (%s)".formatted(instructions) : "");
    }

    @Override
    public void exp(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdExponentials::exp, x, xOffset, out, outOffset, n);
    }

    @Override
    public void expm1(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdExponentials::expm1, x, xOffset, out, outOffset, n);
    }

    @Override
    public void log(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdLogarithms::log, x, xOffset, out, outOffset, n);
    }

    @Override
    public void log1p(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdLogarithms::log1p, x, xOffset, out, outOffset, n);
    }

    @Override
    public void sqrt(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdArithmetic::sqrt, x, xOffset, out, outOffset, n);
    }

    @Override
    public void reciprocal(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdArithmetic::reciprocal, x, xOffset, out, outOffset, n);
    }

    @Override
    public void sin(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdTrigonometry::sin, x, xOffset, out, outOffset, n);
    }

    @Override
    public void cos(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdTrigonometry::cos, x, xOffset, out, outOffset, n);
    }

    @Override
    public void tanh(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdLogistic::tanh, x, xOffset, out, outOffset, n);
    }

    @Override
    public void sigmoid(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdLogistic::sigmoid, x, xOffset, out, outOffset, n);
    }

    @Override
    public void softplus(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdLogistic::softplus, x, xOffset, out, outOffset, n);
    }

    @Override
    public void logistic(
            double[] x,
            int xOffset,
            double[] softplus,
            int softplusOffset,
            double[] sigmoid,
            int sigmoidOffset,
            int n) {
        int whole = Lanes.DOUBLES.loopBound(n);
        SimdLogistic.both(x, xOffset, softplus, softplusOffset, sigmoid, sigmoidOffset, whole);
        int rest = n - whole;
        if (rest == 0) return;
        softplus(x, xOffset + whole, softplus, softplusOffset + whole, rest);
        sigmoid(x, xOffset + whole, sigmoid, sigmoidOffset + whole, rest);
    }

    @Override
    public void log1mexp(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdLogistic::log1mexp, x, xOffset, out, outOffset, n);
    }

    @Override
    public void lgamma(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdLogGamma::lgamma, x, xOffset, out, outOffset, n);
    }

    @Override
    public void digamma(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdPolygamma::digamma, x, xOffset, out, outOffset, n);
    }

    @Override
    public void trigamma(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdPolygamma::trigamma, x, xOffset, out, outOffset, n);
    }

    @Override
    public void erf(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdErrorFunctions::erf, x, xOffset, out, outOffset, n);
    }

    @Override
    public void erfc(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdErrorFunctions::erfc, x, xOffset, out, outOffset, n);
    }

    @Override
    public void erfcx(double[] x, int xOffset, double[] out, int outOffset, int n) {
        Pass.over(SimdErrorFunctions::erfcx, x, xOffset, out, outOffset, n);
    }

    @Override
    public void pow(
            double[] x, int xOffset, double[] y, int yOffset, double[] out, int outOffset, int n) {
        SimdPower.pow(x, xOffset, y, yOffset, out, outOffset, n);
    }

    @Override
    public double sum(double[] x, int xOffset, int n) {
        return SimdReductions.sum(x, xOffset, n);
    }

    @Override
    public double dot(double[] x, int xOffset, double[] y, int yOffset, int n) {
        return SimdReductions.dot(x, xOffset, y, yOffset, n);
    }

    @Override
    public double sumOfSquares(double[] x, int xOffset, int n) {
        return SimdReductions.dot(x, xOffset, x, xOffset, n);
    }

    @Override
    public double max(double[] x, int xOffset, int n) {
        return SimdReductions.max(x, xOffset, n);
    }

    @Override
    public double min(double[] x, int xOffset, int n) {
        return SimdReductions.min(x, xOffset, n);
    }

    @Override
    public double logSumExp(double[] x, int xOffset, int n) {
        return SimdReductions.logSumExp(x, xOffset, n);
    }

    @Override
    public void sumRows(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        SimdRows.sumRows(x, xOffset, rows, columns, out, outOffset);
    }

    @Override
    public void sumColumns(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        SimdRows.sumColumns(x, xOffset, rows, columns, out, outOffset);
    }

    @Override
    public void maxRows(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        SimdRows.maxRows(x, xOffset, rows, columns, out, outOffset);
    }

    @Override
    public void maxColumns(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        SimdRows.maxColumns(x, xOffset, rows, columns, out, outOffset);
    }

    @Override
    public void logSumExpRows(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        SimdRows.logSumExpRows(x, xOffset, rows, columns, out, outOffset);
    }

    @Override
    public void logSumExpColumns(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset) {
        SimdRows.logSumExpColumns(x, xOffset, rows, columns, out, outOffset);
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
        Kernels.plain().gather(x, xOffset, size, index, indexOffset, out, outOffset, n);
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
        Kernels.plain().scatterAdd(x, xOffset, index, indexOffset, out, outOffset, size, n);
    }

    @Override
    public void axpy(double a, double[] x, int xOffset, double[] out, int outOffset, int n) {
        SimdProducts.axpy(a, x, xOffset, out, outOffset, n);
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
        SimdProducts.matmul(
                a, aOffset, aTransposed, b, bOffset, bTransposed, out, outOffset, m, k, n);
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
        SimdProducts.matvec(a, aOffset, transposed, x, xOffset, out, outOffset, rows, columns);
    }

    @Override
    public boolean cholesky(double[] a, int aOffset, double[] out, int outOffset, int n) {
        return SimdTriangular.cholesky(a, aOffset, out, outOffset, n);
    }

    @Override
    public void choleskyInverse(double[] a, int aOffset, double[] out, int outOffset, int n) {
        SimdInverse.ofCholesky(a, aOffset, out, outOffset, n);
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
        SimdTriangular.solve(a, aOffset, lower, transposed, b, bOffset, out, outOffset, n, columns);
    }
}
