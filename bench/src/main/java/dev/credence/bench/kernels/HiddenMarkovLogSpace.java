package dev.credence.bench.kernels;

import static dev.credence.bench.kernels.Constants.*;

import dev.credence.array.Kernels;

/// The forward algorithm in log space as it is usually written, all sequences side by side in
/// passes over short arrays; the exponentials of a step are kept for the way back.
public final class HiddenMarkovLogSpace extends HiddenMarkov {
    private static final Kernels KERNELS = Kernels.fastest();

    private final int n;
    private final double[] y;
    private final double[][] z;
    private final double[][] emissions;
    private final double[][] alphas;
    private final double[] shift;
    private final double[][] exponentials;
    private final double[][] sums;
    private final double[] logSums;
    private final double[][] flow;
    private final double[][] quotients;
    private final double[] products;

    /// @param y emissions by sequence and time
    public HiddenMarkovLogSpace(double[][] y) {
        super(y.length, y[0].length);
        n = sequences;
        this.y = new double[times * n];
        for (int t = 0; t < times; t++) for (int s = 0; s < n; s++) this.y[t * n + s] = y[s][t];
        z = new double[STATES][times * n];
        emissions = new double[STATES][times * n];
        alphas = new double[STATES][n];
        shift = new double[STATES * n];
        exponentials = new double[times][STATES * STATES * n];
        sums = new double[times][STATES * n];
        logSums = new double[STATES * n];
        flow = new double[STATES][n];
        quotients = new double[STATES][n];
        products = new double[n];
    }

    @Override
    double likelihood() {
        emit();
        for (int k = 0; k < STATES; k++)
            for (int s = 0; s < n; s++) alphas[k][s] = logs[0][k] + emissions[k][s];
        for (int t = 1; t < times; t++) forward(t);
        double sum = finish();
        bySignal = 0;
        byLogNoise = -times * (double) n;
        for (int i = 1; i <= STATES; i++) for (int j = 0; j < STATES; j++) slopes[i][j] = 0;
        for (int t = times - 1; t > 0; t--) {
            pullEmissions(t);
            back(t);
        }
        pullEmissions(0);
        for (int k = 0; k < STATES; k++) slopes[0][k] = KERNELS.sum(flow[k], 0, n);
        bySignal /= noise;
        return sum;
    }

    private void emit() {
        double scale = 1 / noise;
        double constant = Math.log(noise) + LOG_SQRT_2_PI;
        for (int k = 0; k < STATES; k++) {
            double mean = (k + 1) * signal;
            double[] zk = z[k];
            double[] e = emissions[k];
            for (int i = 0; i < zk.length; i++) zk[i] = (y[i] - mean) * scale;
            for (int i = 0; i < zk.length; i++) e[i] = -0.5 * zk[i] * zk[i] - constant;
        }
    }

    private void forward(int t) {
        double[] a = alphas[0];
        double[] b = alphas[1];
        double[] c = alphas[2];
        double[] e = exponentials[t];
        for (int j = 0; j < STATES; j++) {
            double p = logs[1][j];
            double q = logs[2][j];
            double r = logs[3][j];
            int at = j * n;
            for (int s = 0; s < n; s++)
                shift[at + s] = Math.max(Math.max(a[s] + p, b[s] + q), c[s] + r);
            int first = STATES * at;
            for (int s = 0; s < n; s++) e[first + s] = a[s] + p - shift[at + s];
            for (int s = 0; s < n; s++) e[first + n + s] = b[s] + q - shift[at + s];
            for (int s = 0; s < n; s++) e[first + 2 * n + s] = c[s] + r - shift[at + s];
        }
        KERNELS.exp(e, 0, e, 0, e.length);
        double[] sum = sums[t];
        for (int j = 0; j < STATES; j++) {
            int first = STATES * j * n;
            for (int s = 0; s < n; s++)
                sum[j * n + s] = e[first + s] + e[first + n + s] + e[first + 2 * n + s];
        }
        KERNELS.log(sum, 0, logSums, 0, sum.length);
        for (int j = 0; j < STATES; j++) {
            int at = j * n;
            System.arraycopy(emissions[j], t * n, products, 0, n);
            double[] alpha = alphas[j];
            for (int s = 0; s < n; s++) alpha[s] = logSums[at + s] + shift[at + s] + products[s];
        }
    }

    private double finish() {
        for (int s = 0; s < n; s++)
            shift[s] = Math.max(Math.max(alphas[0][s], alphas[1][s]), alphas[2][s]);
        for (int k = 0; k < STATES; k++) {
            for (int s = 0; s < n; s++) flow[k][s] = alphas[k][s] - shift[s];
            KERNELS.exp(flow[k], 0, flow[k], 0, n);
        }
        for (int s = 0; s < n; s++) products[s] = flow[0][s] + flow[1][s] + flow[2][s];
        for (int k = 0; k < STATES; k++)
            for (int s = 0; s < n; s++) flow[k][s] = flow[k][s] / products[s];
        KERNELS.log(products, 0, products, 0, n);
        return KERNELS.sum(products, 0, n) + KERNELS.sum(shift, 0, n);
    }

    private void pullEmissions(int t) {
        for (int k = 0; k < STATES; k++) {
            System.arraycopy(z[k], t * n, quotients[k], 0, n);
            double[] zk = quotients[k];
            double[] f = flow[k];
            for (int s = 0; s < n; s++) products[s] = f[s] * zk[s];
            bySignal += (k + 1) * KERNELS.sum(products, 0, n);
            byLogNoise += KERNELS.dot(products, 0, zk, 0, n);
        }
    }

    private void back(int t) {
        double[] e = exponentials[t];
        double[] sum = sums[t];
        for (int j = 0; j < STATES; j++)
            for (int s = 0; s < n; s++) quotients[j][s] = flow[j][s] / sum[j * n + s];
        double[] a = quotients[0];
        double[] b = quotients[1];
        double[] c = quotients[2];
        for (int i = 0; i < STATES; i++) {
            int at = i * n;
            double[] f = flow[i];
            for (int s = 0; s < n; s++)
                f[s] = e[at + s] * a[s] + e[at + 3 * n + s] * b[s] + e[at + 6 * n + s] * c[s];
            for (int j = 0; j < STATES; j++)
                slopes[1 + i][j] += KERNELS.dot(e, (STATES * j + i) * n, quotients[j], 0, n);
        }
    }
}
