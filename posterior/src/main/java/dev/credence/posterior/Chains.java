package dev.credence.posterior;

/// The draws of one scalar quantity, chain after chain in one array, with the transformations that
/// the diagnostics are made of.
///
/// @param values the draws, `chains` stretches of `draws` each
/// @param chains the number of chains
/// @param draws the length of each
record Chains(double[] values, int chains, int draws) {
    /// Copies `draws[chain][draw]`.
    ///
    /// @throws IllegalArgumentException if the chains differ in length
    static Chains of(double[][] draws) {
        int length = draws.length == 0 ? 0 : draws[0].length;
        var values = new double[draws.length * length];
        for (int chain = 0; chain < draws.length; chain++) {
            if (draws[chain].length != length) {
                throw new IllegalArgumentException(
                        "chains must be equally long, but chain %d has %d draws and chain 0 has %d"
                                .formatted(chain, draws[chain].length, length));
            }
            System.arraycopy(draws[chain], 0, values, chain * length, length);
        }
        return new Chains(values, draws.length, length);
    }

    /// Whether diagnostics mean anything: at least four draws and no NaN among them.
    boolean usable(int fewestChains) {
        if (chains < fewestChains || draws < 4) return false;
        for (double x : values) if (Double.isNaN(x)) return false;
        return true;
    }

    /// Each chain cut into its first and last half, the middle draw of an odd length left out.
    Chains split() {
        int half = draws / 2;
        if (draws % 2 == 0) return new Chains(values, 2 * chains, half);
        var halves = new double[2 * chains * half];
        for (int chain = 0; chain < chains; chain++) {
            int start = chain * draws;
            System.arraycopy(values, start, halves, 2 * chain * half, half);
            System.arraycopy(values, start + draws - half, halves, (2 * chain + 1) * half, half);
        }
        return new Chains(halves, 2 * chains, half);
    }

    /// The mean of all draws.
    double mean() {
        return mean(0, values.length);
    }

    /// The mean of one chain.
    double mean(int chain) {
        return mean(chain * draws, (chain + 1) * draws);
    }

    /// The second pass takes out the rounding of the first: a constant has exactly its own mean.
    private double mean(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) sum += values[i];
        double mean = sum / (to - from);
        if (!Double.isFinite(mean)) return mean;
        double rest = 0;
        for (int i = from; i < to; i++) rest += values[i] - mean;
        return mean + rest / (to - from);
    }

    /// The variance of all draws with divisor n - 1.
    double variance() {
        return variance(0, values.length);
    }

    /// The variance of one chain with divisor n - 1.
    double variance(int chain) {
        return variance(chain * draws, (chain + 1) * draws);
    }

    private double variance(int from, int to) {
        double mean = mean(from, to);
        double sum = 0;
        for (int i = from; i < to; i++) sum += (values[i] - mean) * (values[i] - mean);
        return sum / (to - from - 1);
    }

    /// The largest draw minus the smallest, NaN if a draw is.
    double range() {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double x : values) {
            least = Math.min(least, x);
            most = Math.max(most, x);
        }
        return most - least;
    }

    /// Whether all draws agree within rounding.
    boolean isConstant() {
        double scale = 0;
        for (double x : values) scale = Math.max(scale, Math.abs(x));
        return scale < Double.POSITIVE_INFINITY && range() <= 1e-15 * scale;
    }

    /// The squared distance of each draw from the mean, in units of `unit`.
    Chains squaredDeviations(double unit) {
        double mean = mean();
        var squares = new double[values.length];
        for (int i = 0; i < squares.length; i++) {
            double deviation = (values[i] - mean) / unit;
            squares[i] = deviation * deviation;
        }
        return with(squares);
    }

    /// 1 where `low <= draw <= high`, 0 elsewhere.
    Chains within(double low, double high) {
        var flags = new double[values.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = low <= values[i] && values[i] <= high ? 1 : 0;
        }
        return with(flags);
    }

    /// Other values in the same chains.
    Chains with(double[] others) {
        return new Chains(others, chains, draws);
    }

    /// The draws divided by `unit`.
    Chains inUnitsOf(double unit) {
        var scaled = new double[values.length];
        for (int i = 0; i < scaled.length; i++) scaled[i] = values[i] / unit;
        return with(scaled);
    }

    /// Each draw replaced by the normal score of its rank among all draws (Vehtari et al. 2021, eq.
    /// 14).
    Chains normalScores() {
        return with(Ranks.of(values).normalScores());
    }
}
