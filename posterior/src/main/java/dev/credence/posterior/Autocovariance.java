package dev.credence.posterior;

import java.util.Arrays;

/// The autocovariance and autocorrelation of chains at every lag, by fast Fourier transform.
public final class Autocovariance {
    private Autocovariance() {}

    /// The autocovariance of one chain at lags 0 to n - 1 with divisor n (the biased estimate).
    public static double[] of(double[] chain) {
        return mean(new Chains(chain, 1, chain.length));
    }

    /// The autocorrelation of one chain at lags 0 to n - 1; NaN for a constant chain.
    public static double[] correlation(double[] chain) {
        var lags = of(chain);
        double variance = lags.length == 0 ? 1 : lags[0];
        for (int lag = 0; lag < lags.length; lag++) lags[lag] /= variance;
        return lags;
    }

    /// The mean over the chains of their autocovariances.
    ///
    /// Two chains travel as the real and imaginary part of one sequence: the real part of its
    /// autocovariance is the sum of theirs, so that spectra add up and one inverse transform serves
    /// all chains.
    static double[] mean(Chains chains) {
        int n = chains.draws();
        var fft = Fft.atLeast(2 * n);
        int size = fft.size();
        var re = new double[size];
        var im = new double[size];
        var power = new double[size];
        for (int chain = 0; chain < chains.chains(); chain += 2) {
            centre(chains, chain, re);
            centre(chains, chain + 1, im);
            fft.forward(re, im);
            for (int k = 0; k < size; k++) power[k] += re[k] * re[k] + im[k] * im[k];
        }
        Arrays.fill(im, 0);
        fft.inverse(power, im);
        var covariance = new double[n];
        double divisor = (double) size * n * chains.chains();
        for (int lag = 0; lag < n; lag++) covariance[lag] = power[lag] / divisor;
        return covariance;
    }

    private static void centre(Chains chains, int chain, double[] out) {
        Arrays.fill(out, 0);
        if (chain >= chains.chains()) return;
        int start = chain * chains.draws();
        double mean = chains.mean(chain);
        for (int i = 0; i < chains.draws(); i++) out[i] = chains.values()[start + i] - mean;
    }
}
