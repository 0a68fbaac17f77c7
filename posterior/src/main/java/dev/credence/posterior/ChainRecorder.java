package dev.credence.posterior;

/// Takes the draws of one chain, called by that chain's thread.
///
/// Values are copied and nothing is allocated per draw.
public final class ChainRecorder {
    private final DrawRecorder run;
    private final int chain;
    private int completed;
    private int warmupCompleted;
    private boolean finished;

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
    /// @throws StorageException if the draws cannot be written to disk; they stay in memory
    public synchronized void append(double[] values, double[] statistics) {
        requireOpen();
        run.draws().write(chain, completed, values, statistics);
        completed++;
        run.appended(run.draws(), chain, completed);
    }

    /// Records the next warmup draw, with the same contract as [#append].
    public synchronized void appendWarmup(double[] values, double[] statistics) {
        requireOpen();
        run.warmup().write(chain, warmupCompleted, values, statistics);
        warmupCompleted++;
        run.appended(run.warmup(), chain, warmupCompleted);
    }

    /// Writes the draws that wait for their chunk to fill, so that they survive the process.
    public synchronized void flush() {
        requireOpen();
        if (warmupCompleted > 0) run.flush(run.warmup(), chain, warmupCompleted);
        run.flush(run.draws(), chain, completed);
    }

    /// How many draws are recorded, warmup not counted.
    public synchronized int completed() {
        return completed;
    }

    /// How many warmup draws are recorded.
    public synchronized int warmupCompleted() {
        return warmupCompleted;
    }

    synchronized void finish() {
        finished = true;
    }

    private void requireOpen() {
        if (finished) {
            throw new IllegalStateException("the recorder is finished: nothing can be added");
        }
    }
}
