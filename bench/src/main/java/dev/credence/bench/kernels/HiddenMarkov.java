package dev.credence.bench.kernels;

import static dev.credence.bench.kernels.Constants.*;

/// What both kernels of the hidden Markov model share: priors, and the way from the position to
/// probabilities and back. The position: `signal`, `log(noise)`, two numbers for the initial
/// probabilities, two for each row of the transition matrix.
abstract class HiddenMarkov implements ValueAndGradient {
    static final int STATES = 3;
    private static final int SIMPLEX = 2;

    final int sequences;
    final int times;
    double signal;
    double noise;
    final double[][] logs = new double[1 + STATES][STATES];
    final double[][] probabilities = new double[1 + STATES][STATES];

    /// The derivatives by the logarithms of the probabilities.
    final double[][] slopes = new double[1 + STATES][STATES];

    double bySignal;
    double byLogNoise;

    HiddenMarkov(int sequences, int times) {
        this.sequences = sequences;
        this.times = times;
    }

    /// The log-likelihood; leaves its derivatives in the fields.
    abstract double likelihood();

    @Override
    public final double at(double[] position, double[] gradient) {
        signal = position[0];
        noise = Math.exp(position[1]);
        double sum = normal(signal, 1) + normal(noise, 1) + LOG_2 + position[1];
        for (int row = 0; row <= STATES; row++) sum += simplex(position, 2 + row * SIMPLEX, row);
        sum += likelihood();
        gradient[0] = bySignal - signal;
        gradient[1] = byLogNoise - noise * noise + 1;
        for (int row = 0; row <= STATES; row++) pullSimplex(gradient, 2 + row * SIMPLEX, row);
        return sum;
    }

    /// Probabilities from free numbers, and the log-density of the uniform Dirichlet distribution
    /// with that of the map.
    private double simplex(double[] position, int from, int row) {
        double a = position[from];
        double b = position[from + 1];
        double c = -a - b;
        double log = Math.log(Math.exp(a) + Math.exp(b) + Math.exp(c));
        double[] l = logs[row];
        l[0] = a - log;
        l[1] = b - log;
        l[2] = c - log;
        for (int k = 0; k < STATES; k++) probabilities[row][k] = Math.exp(l[k]);
        return LOG_2 + Math.log(STATES) - STATES * log;
    }

    private void pullSimplex(double[] gradient, int from, int row) {
        double[] s = slopes[row];
        double total = s[0] + s[1] + s[2] + STATES;
        double[] p = probabilities[row];
        double last = s[2] - p[2] * total;
        gradient[from] = s[0] - p[0] * total - last;
        gradient[from + 1] = s[1] - p[1] * total - last;
    }
}
