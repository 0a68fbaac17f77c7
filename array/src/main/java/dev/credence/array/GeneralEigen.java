package dev.credence.array;

import java.util.Arrays;

/// The eigenvalues and right eigenvectors of a square matrix, which may be complex: from its
/// [RealSchur] form, by back substitution; Golub and Van Loan, "Matrix Computations" (2013),
/// section 7.6.4.
///
/// Complex numbers are pairs of real arrays. Pairs of conjugate eigenvalues are neighbours, the one
/// with the positive imaginary part first. Eigenvectors have length one; those of a defective
/// matrix are not independent.
public final class GeneralEigen {
    private final int n;
    private final double[] t;
    private final double[] real;
    private final double[] imaginary;
    private final double[] realVectors;
    private final double[] imaginaryVectors;

    /// Differences of eigenvalues below this are rounding.
    private final double smallest;

    private GeneralEigen(double[] t, int n) {
        this.n = n;
        this.t = t;
        this.smallest = Math.max(Math.ulp(1.0) * Matrices.largest(t), 0x1p-500);
        this.real = new double[n];
        this.imaginary = new double[n];
        this.realVectors = new double[n * n];
        this.imaginaryVectors = new double[n * n];
    }

    /// The decomposition of a row-major `n x n` matrix; NaN throughout if that is not finite.
    public static GeneralEigen of(double[] a, int n) {
        double scale = Matrices.scale(Matrices.largest(a));
        var schur = RealSchur.of(Matrices.times(a, scale), n);
        var eigen = new GeneralEigen(schur.t(), n);
        if (!Matrices.isFinite(schur.t())) {
            Arrays.fill(eigen.real, Double.NaN);
            Arrays.fill(eigen.imaginary, Double.NaN);
            Arrays.fill(eigen.realVectors, Double.NaN);
            Arrays.fill(eigen.imaginaryVectors, Double.NaN);
            return eigen;
        }
        eigen.findValues(schur);
        for (int k = 0; k < n; k += schur.isPair(k) ? 2 : 1) eigen.findVector(schur, k);
        for (int k = 0; k < n; k++) {
            eigen.real[k] /= scale;
            eigen.imaginary[k] /= scale;
        }
        return eigen;
    }

    /// The real parts of the eigenvalues.
    public double[] real() {
        return real;
    }

    /// The imaginary parts of the eigenvalues.
    public double[] imaginary() {
        return imaginary;
    }

    /// The real parts of the eigenvectors, one a column.
    public double[] realVectors() {
        return realVectors;
    }

    /// The imaginary parts of the eigenvectors, one a column.
    public double[] imaginaryVectors() {
        return imaginaryVectors;
    }

    private void findValues(RealSchur schur) {
        for (int k = 0; k < n; k++) {
            if (!schur.isPair(k)) {
                real[k] = at(k, k);
                continue;
            }
            double half = (at(k, k) - at(k + 1, k + 1)) / 2;
            double root = Math.sqrt(-(half * half + at(k, k + 1) * at(k + 1, k)));
            real[k] = at(k + 1, k + 1) + half;
            real[k + 1] = real[k];
            imaginary[k] = root;
            imaginary[k + 1] = -root;
            k++;
        }
    }

    private double at(int i, int j) {
        return t[i * n + j];
    }

    private void findVector(RealSchur schur, int k) {
        boolean pair = schur.isPair(k);
        var x = new double[n];
        var y = new double[n];
        if (pair) {
            x[k] = real[k] - at(k + 1, k + 1);
            y[k] = imaginary[k];
            x[k + 1] = at(k + 1, k);
        } else {
            x[k] = 1;
        }
        int last = pair ? k + 1 : k;
        for (int i = k - 1; i >= 0; i--) {
            if (i > 0 && schur.isPair(i - 1)) {
                substitutePair(i - 1, last, x, y, k);
                i--;
            } else {
                substitute(i, last, x, y, k);
            }
            rescale(x, y);
        }
        store(k, schur.z(), x, y, pair);
    }

    /// Solves row `i` of `(T - lambda) (x + i y) = 0`.
    private void substitute(int i, int last, double[] x, double[] y, int k) {
        double re = -dot(i, i + 1, last, x);
        double im = -dot(i, i + 1, last, y);
        double a = at(i, i) - real[k];
        double b = -imaginary[k];
        if (StrictMath.hypot(a, b) < smallest) a = smallest;
        double square = a * a + b * b;
        x[i] = (re * a + im * b) / square;
        y[i] = (im * a - re * b) / square;
    }

    /// Solves rows `i` and `i + 1`, a block, by Cramer's rule in complex numbers.
    private void substitutePair(int i, int last, double[] x, double[] y, int k) {
        double re0 = -dot(i, i + 2, last, x);
        double im0 = -dot(i, i + 2, last, y);
        double re1 = -dot(i + 1, i + 2, last, x);
        double im1 = -dot(i + 1, i + 2, last, y);
        double a = at(i, i) - real[k];
        double d = at(i + 1, i + 1) - real[k];
        double b = at(i, i + 1);
        double c = at(i + 1, i);
        double e = -imaginary[k];
        double re = a * d - e * e - b * c;
        double im = e * (a + d);
        double floor = smallest * smallest;
        if (StrictMath.hypot(re, im) < floor) re = floor;
        double square = re * re + im * im;
        double top = re0 * d - im0 * e - b * re1;
        double topIm = re0 * e + im0 * d - b * im1;
        double bottom = re1 * a - im1 * e - c * re0;
        double bottomIm = re1 * e + im1 * a - c * im0;
        x[i] = (top * re + topIm * im) / square;
        y[i] = (topIm * re - top * im) / square;
        x[i + 1] = (bottom * re + bottomIm * im) / square;
        y[i + 1] = (bottomIm * re - bottom * im) / square;
    }

    private double dot(int row, int from, int to, double[] x) {
        double sum = 0;
        for (int j = from; j <= to; j++) sum += at(row, j) * x[j];
        return sum;
    }

    private static void rescale(double[] x, double[] y) {
        double largest = Math.max(Matrices.largest(x), Matrices.largest(y));
        if (largest < 0x1p100) return;
        for (int i = 0; i < x.length; i++) {
            x[i] /= largest;
            y[i] /= largest;
        }
    }

    private void store(int k, double[] z, double[] x, double[] y, boolean pair) {
        var re = Matrices.product(z, x, n, n, 1);
        var im = Matrices.product(z, y, n, n, 1);
        double largest = Math.max(Matrices.largest(re), Matrices.largest(im));
        double sum = 0;
        for (int i = 0; i < n; i++) {
            re[i] /= largest;
            im[i] /= largest;
            sum += re[i] * re[i] + im[i] * im[i];
        }
        double length = Math.sqrt(sum);
        for (int i = 0; i < n; i++) {
            realVectors[i * n + k] = re[i] / length;
            imaginaryVectors[i * n + k] = im[i] / length;
            if (!pair) continue;
            realVectors[i * n + k + 1] = re[i] / length;
            imaginaryVectors[i * n + k + 1] = -im[i] / length;
        }
    }
}
