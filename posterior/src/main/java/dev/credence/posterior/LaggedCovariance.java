package dev.credence.posterior;

/// The autocovariance averaged over chains, lag after lag as long as somebody asks.
///
/// Chains of a good sampler are asked for a handful of lags, which costs least as plain sums; who
/// asks for more gets all of them by Fourier transform.
final class LaggedCovariance {
    private static final int DIRECT = 32;

    private final Chains chains;
    private final double[] centred;
    private double[] transformed = new double[0];

    LaggedCovariance(Chains chains) {
        this.chains = chains;
        int n = chains.draws();
        this.centred = new double[chains.values().length];
        for (int chain = 0; chain < chains.chains(); chain++) {
            double mean = chains.mean(chain);
            for (int i = chain * n; i < (chain + 1) * n; i++) {
                centred[i] = chains.values()[i] - mean;
            }
        }
    }

    /// The covariance at a lag, with the number of draws as divisor.
    double at(int lag) {
        if (lag < DIRECT) return direct(lag);
        if (transformed.length == 0) transformed = Autocovariance.mean(chains);
        return transformed[lag];
    }

    private double direct(int lag) {
        int n = chains.draws();
        double sum = 0;
        for (int chain = 0; chain < chains.chains(); chain++) {
            sum += product(centred, chain * n, (chain + 1) * n - lag, lag);
        }
        return sum / centred.length;
    }

    /// Four sums side by side, because one would wait for each addition.
    private static double product(double[] x, int from, int to, int lag) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            a += x[i] * x[i + lag];
            b += x[i + 1] * x[i + 1 + lag];
            c += x[i + 2] * x[i + 2 + lag];
            d += x[i + 3] * x[i + 3 + lag];
        }
        for (; i < to; i++) a += x[i] * x[i + lag];
        return a + b + (c + d);
    }
}
