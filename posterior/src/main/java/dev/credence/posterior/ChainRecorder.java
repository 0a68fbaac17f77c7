package dev.credence.posterior;

/// Takes the draws of one chain, called by that chain's thread only.
///
/// Values are copied and nothing is allocated per draw.
public final class ChainRecorder {
    private final DrawRecorder run;
    private final int chain;
    private volatile int completed;
    private volatile int warmupCompleted;

    ChainRecorder(DrawRecorder run, int chain) {
        this.run = run;
        this.chain = chain;
    }

    /// Records the next draw.
    ///
    /// @param values all variables one after another, in schema order, each row-major; an int64
    ///   variable drops the fraction, a bool variable is true where the value is not 0
    /// @param statistics all statistics likewise
    /// @throws IllegalArgumentException if a length does not fit the schema
    /// @throws IllegalStateException if the chain is full or the run is finished
    public void append(double[] values, double[] statistics) {
        run.write(false, chain, completed, values, statistics);
        completed = completed + 1;
    }

    /// Records the next warmup draw, with the same contract as [#append].
    public void appendWarmup(double[] values, double[] statistics) {
        run.write(true, chain, warmupCompleted, values, statistics);
        warmupCompleted = warmupCompleted + 1;
    }

    /// How many draws are recorded, warmup not counted.
    public int completed() {
        return completed;
    }

    /// How many warmup draws are recorded.
    public int warmupCompleted() {
        return warmupCompleted;
    }
}
