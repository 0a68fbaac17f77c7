package dev.credence.posterior;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// The discrete Fourier transform of a length that is a power of two, forward into bit-reversed
/// order and back from it.
///
/// Whoever only multiplies spectra element by element, as a convolution or an autocovariance does,
/// never needs the natural order and saves the shuffling.
final class Fft {
    private static final AtomicReferenceArray<Fft> KNOWN = new AtomicReferenceArray<>(31);

    private final int size;
    private final double[] cosines;
    private final double[] sines;

    private Fft(int size) {
        this.size = size;
        this.cosines = new double[size / 2];
        this.sines = new double[size / 2];
        for (int k = 0; k < size / 2; k++) {
            double angle = 2 * Math.PI * k / size;
            cosines[k] = Math.cos(angle);
            sines[k] = Math.sin(angle);
        }
    }

    /// The transform of the least power of two that is at least `length`.
    static Fft atLeast(int length) {
        int log = length <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(length - 1);
        var known = KNOWN.get(log);
        if (known != null) return known;
        var made = new Fft(1 << log);
        KNOWN.set(log, made);
        return made;
    }

    int size() {
        return size;
    }

    /// Replaces a complex sequence by its transform in bit-reversed order.
    void forward(double[] re, double[] im) {
        for (int half = size / 2; half >= 1; half /= 2) {
            int stride = size / (2 * half);
            for (int start = 0; start < size; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int a = start + k;
                    int b = a + half;
                    double c = cosines[k * stride];
                    double s = sines[k * stride];
                    double dr = re[a] - re[b];
                    double di = im[a] - im[b];
                    re[a] += re[b];
                    im[a] += im[b];
                    re[b] = dr * c + di * s;
                    im[b] = di * c - dr * s;
                }
            }
        }
    }

    /// Undoes [#forward] up to the factor `size`.
    void inverse(double[] re, double[] im) {
        for (int half = 1; half < size; half *= 2) {
            int stride = size / (2 * half);
            for (int start = 0; start < size; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int a = start + k;
                    int b = a + half;
                    double c = cosines[k * stride];
                    double s = sines[k * stride];
                    double tr = re[b] * c - im[b] * s;
                    double ti = im[b] * c + re[b] * s;
                    re[b] = re[a] - tr;
                    im[b] = im[a] - ti;
                    re[a] += tr;
                    im[a] += ti;
                }
            }
        }
    }
}
