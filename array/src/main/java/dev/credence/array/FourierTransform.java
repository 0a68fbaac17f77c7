package dev.credence.array;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The discrete Fourier transform of complex numbers, of any length in time `n log n`.
///
/// Powers of two are transformed by Cooley and Tukey (1965), "An algorithm for the machine
/// calculation of complex Fourier series"; other lengths as a convolution of a power of two by
/// Bluestein (1970), "A linear filtering approach to the computation of discrete Fourier
/// transform". Numbers are pairs: real part, imaginary part. An instance holds the roots of unity
/// of its length and may be shared by threads.
public final class FourierTransform {
    private static final int KEPT = 8;
    private static final Map<Integer, FourierTransform> RECENT = new ConcurrentHashMap<>();

    private final int n;
    private final int padded;
    private final double[] roots;
    private final double[] chirp;
    private final double[] filter;

    private FourierTransform(int n, int padded, double[] roots, double[] chirp) {
        this.n = n;
        this.padded = padded;
        this.roots = roots;
        this.chirp = chirp;
        this.filter = new double[n == padded ? 0 : 2 * padded];
    }

    /// The transform of `n` complex numbers; those last asked for are kept.
    ///
    /// @throws IllegalArgumentException if `n` is less than 1 or more than 2^27
    public static FourierTransform of(int n) {
        if (n < 1 || n > 1 << 27) {
            throw new IllegalArgumentException(
                    "a Fourier transform has a length of 1 to 2^27, not %d".formatted(n));
        }
        var known = RECENT.get(n);
        if (known != null) return known;
        var made = make(n);
        if (RECENT.size() >= KEPT) RECENT.clear();
        RECENT.put(n, made);
        return made;
    }

    private static FourierTransform make(int n) {
        boolean power = Integer.bitCount(n) == 1;
        int padded = power ? n : Integer.highestOneBit(2 * n - 1) * 2;
        var made = new FourierTransform(n, padded, roots(padded), power ? new double[0] : chirp(n));
        if (!power) made.fillFilter();
        return made;
    }

    /// `exp(-2 pi i k / n)` for the first half of k.
    private static double[] roots(int n) {
        var roots = new double[Math.max(2, n)];
        for (int k = 0; 2 * k < roots.length; k++) turn(roots, k, k, n);
        return roots;
    }

    /// `exp(-pi i k^2 / n)`.
    private static double[] chirp(int n) {
        var chirp = new double[2 * n];
        for (int k = 0; k < n; k++) turn(chirp, k, (long) k * k % (2L * n), 2 * n);
        return chirp;
    }

    private static void turn(double[] out, int k, long numerator, int denominator) {
        double angle = -2 * Math.PI * numerator / denominator;
        out[2 * k] = StrictMath.cos(angle);
        out[2 * k + 1] = StrictMath.sin(angle);
    }

    private void fillFilter() {
        for (int k = 0; k < n; k++) {
            for (int at : new int[] {k, (padded - k) % padded}) {
                filter[2 * at] = chirp[2 * k];
                filter[2 * at + 1] = -chirp[2 * k + 1];
            }
        }
        powerOfTwo(filter);
    }

    public int length() {
        return n;
    }

    /// Replaces `x`, `n` pairs, by the sums over j of `x[j] exp(-2 pi i j k / n)`.
    public void forward(double[] x) {
        if (x.length != 2 * n) {
            throw new IllegalArgumentException(
                    "a transform of %d complex numbers needs %d doubles, not %d"
                            .formatted(n, 2 * n, x.length));
        }
        if (n == padded) powerOfTwo(x);
        else bluestein(x);
    }

    /// As [#forward] with the other sign in the exponent; there is no factor, so that both one
    /// after the other multiply by `n`.
    public void backward(double[] x) {
        for (int i = 1; i < x.length; i += 2) x[i] = -x[i];
        forward(x);
        for (int i = 1; i < x.length; i += 2) x[i] = -x[i];
    }

    private void bluestein(double[] x) {
        var a = new double[2 * padded];
        for (int k = 0; k < n; k++) multiply(x, k, chirp, k, a, k);
        powerOfTwo(a);
        for (int k = 0; k < padded; k++) multiply(a, k, filter, k, a, k);
        for (int i = 1; i < a.length; i += 2) a[i] = -a[i];
        powerOfTwo(a);
        for (int k = 0; k < n; k++) {
            a[2 * k] /= padded;
            a[2 * k + 1] /= -padded;
            multiply(a, k, chirp, k, x, k);
        }
    }

    private static void multiply(double[] a, int i, double[] b, int j, double[] out, int k) {
        double re = a[2 * i] * b[2 * j] - a[2 * i + 1] * b[2 * j + 1];
        double im = a[2 * i] * b[2 * j + 1] + a[2 * i + 1] * b[2 * j];
        out[2 * k] = re;
        out[2 * k + 1] = im;
    }

    private void powerOfTwo(double[] x) {
        int m = x.length / 2;
        reverseBits(x, m);
        for (int half = 1; half < m; half *= 2) {
            int stride = m / (2 * half);
            for (int start = 0; start < m; start += 2 * half) butterflies(x, start, half, stride);
        }
    }

    private void butterflies(double[] x, int start, int half, int stride) {
        for (int k = 0; k < half; k++) {
            int low = 2 * (start + k);
            int high = low + 2 * half;
            double c = roots[2 * k * stride];
            double s = roots[2 * k * stride + 1];
            double re = x[high] * c - x[high + 1] * s;
            double im = x[high] * s + x[high + 1] * c;
            x[high] = x[low] - re;
            x[high + 1] = x[low + 1] - im;
            x[low] += re;
            x[low + 1] += im;
        }
    }

    private static void reverseBits(double[] x, int m) {
        int shift = Integer.numberOfLeadingZeros(m) + 1;
        for (int i = 0; i < m; i++) {
            int j = m == 1 ? 0 : Integer.reverse(i) >>> shift;
            if (j <= i) continue;
            for (int part = 0; part < 2; part++) {
                double moved = x[2 * i + part];
                x[2 * i + part] = x[2 * j + part];
                x[2 * j + part] = moved;
            }
        }
    }
}
