package dev.credence.array;

import java.util.Arrays;

/// The few operations on row-major matrices that the factorisations share.
final class Matrices {
    private Matrices() {}

    static double[] identity(int n) {
        var out = new double[n * n];
        for (int i = 0; i < n; i++) out[i * n + i] = 1;
        return out;
    }

    static double[] transpose(double[] a, int rows, int columns) {
        var out = new double[a.length];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j];
        return out;
    }

    /// The product of `m x k` and `k x n`.
    static double[] product(double[] a, double[] b, int m, int k, int n) {
        var out = new double[m * n];
        var kernels = StrictArithmetic.isAsked() ? Kernels.plain() : Kernels.fastest();
        if (m > 0 && k > 0 && n > 0) kernels.matmul(a, 0, false, b, 0, false, out, 0, m, k, n);
        return out;
    }

    /// `x + factor * y`.
    static double[] sum(double[] x, double factor, double[] y) {
        var out = new double[x.length];
        for (int i = 0; i < out.length; i++) out[i] = x[i] + factor * y[i];
        return out;
    }

    static double largest(double[] a) {
        double largest = 0;
        for (double v : a) largest = Math.max(largest, Math.abs(v));
        return largest;
    }

    static boolean isFinite(double[] a) {
        return Arrays.stream(a).allMatch(Double::isFinite);
    }

    static double[] notANumber(int size) {
        var out = new double[size];
        Arrays.fill(out, Double.NaN);
        return out;
    }

    /// The power of two by which to multiply entries of that magnitude so that neither their
    /// squares nor products of several overflow or vanish; one for ordinary magnitudes.
    static double scale(double largest) {
        if (largest == 0 || largest > 0x1p-200 && largest < 0x1p200) return 1;
        return Math.scalb(1.0, -Math.clamp(Math.getExponent(largest), -1000, 1000));
    }

    static double[] times(double[] a, double factor) {
        var out = a.clone();
        for (int i = 0; i < out.length; i++) out[i] *= factor;
        return out;
    }
}
