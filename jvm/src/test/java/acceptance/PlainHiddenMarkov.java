package acceptance;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.List;

/// The log-likelihood of hidden Markov sequences and its gradients in plain Java, by the forward
/// and the backward recursion: code that knows nothing of tensors, for ops to wrap.
final class PlainHiddenMarkov {
    private final double[] gradientOfStart;
    private final double[] gradientOfSteps;
    private double gradientOfSignal;
    private double gradientOfNoise;
    private double likelihood;

    private PlainHiddenMarkov(int states) {
        gradientOfStart = new double[states];
        gradientOfSteps = new double[states * states];
    }

    /// The log-likelihood, then its gradients with respect to signal, noise, the logs of the
    /// initial and of the transition probabilities.
    ///
    /// @param inputs these four, then the observations of shape (sequence, time)
    static List<NdArray> valueAndGradients(List<NdArray> inputs) {
        int states = inputs.get(2).size();
        var sum = new PlainHiddenMarkov(states);
        int times = inputs.get(4).dim(1);
        for (int row = 0; row < inputs.get(4).dim(0); row++) {
            var observed = new double[times];
            System.arraycopy(inputs.get(4).doubles(), row * times, observed, 0, times);
            sum.add(inputs, observed);
        }
        var results = new ArrayList<NdArray>();
        results.add(NdArray.scalar(sum.likelihood));
        results.add(NdArray.scalar(sum.gradientOfSignal));
        results.add(NdArray.scalar(sum.gradientOfNoise));
        results.add(NdArray.of(sum.gradientOfStart, states));
        results.add(NdArray.of(sum.gradientOfSteps, states, states));
        return results;
    }

    private void add(List<NdArray> inputs, double... observed) {
        double signal = inputs.get(0).item();
        double noise = inputs.get(1).item();
        double[] start = inputs.get(2).doubles();
        double[] steps = inputs.get(3).doubles();
        int n = start.length;
        int times = observed.length;
        var emission = new double[times][n];
        var z = new double[times][n];
        for (int t = 0; t < times; t++) {
            for (int k = 0; k < n; k++) {
                z[t][k] = (observed[t] - signal * (k + 1)) / noise;
                emission[t][k] =
                        -0.5 * z[t][k] * z[t][k] - Math.log(noise) - 0.5 * Math.log(2 * Math.PI);
            }
        }
        var alpha = new double[times][n];
        for (int k = 0; k < n; k++) alpha[0][k] = start[k] + emission[0][k];
        for (int t = 1; t < times; t++) {
            for (int j = 0; j < n; j++) {
                var terms = new double[n];
                for (int i = 0; i < n; i++) terms[i] = alpha[t - 1][i] + steps[i * n + j];
                alpha[t][j] = logSumExp(terms) + emission[t][j];
            }
        }
        double total = logSumExp(alpha[times - 1]);
        likelihood += total;
        var beta = new double[n];
        for (int t = times - 1; t >= 0; t--) {
            for (int k = 0; k < n; k++) {
                double probability = Math.exp(alpha[t][k] + beta[k] - total);
                gradientOfSignal += probability * z[t][k] * (k + 1) / noise;
                gradientOfNoise += probability * (z[t][k] * z[t][k] - 1) / noise;
                if (t == 0) gradientOfStart[k] += probability;
            }
            if (t == 0) break;
            var before = new double[n];
            for (int i = 0; i < n; i++) {
                var terms = new double[n];
                for (int j = 0; j < n; j++) {
                    terms[j] = steps[i * n + j] + emission[t][j] + beta[j];
                    gradientOfSteps[i * n + j] += Math.exp(alpha[t - 1][i] + terms[j] - total);
                }
                before[i] = logSumExp(terms);
            }
            beta = before;
        }
    }

    private static double logSumExp(double... terms) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double x : terms) largest = Math.max(largest, x);
        double sum = 0;
        for (double x : terms) sum += Math.exp(x - largest);
        return largest + Math.log(sum);
    }
}
