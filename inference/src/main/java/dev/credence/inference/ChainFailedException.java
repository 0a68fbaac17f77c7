package dev.credence.inference;

/// A chain of a run failed and the others were stopped; the draws made before are in the sink.
public final class ChainFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int chain;
    private final transient SamplingReport report;

    ChainFailedException(SamplingReport report, int chain, Throwable cause) {
        super(sentence(report.chains().get(chain), cause), cause);
        this.chain = chain;
        this.report = report;
    }

    private static String sentence(ChainReport failed, Throwable cause) {
        boolean inWarmup = failed.draws() == 0;
        return "chain %d failed after %d %s: %s"
                .formatted(
                        failed.chain(),
                        inWarmup ? failed.warmupDraws() : failed.draws(),
                        inWarmup ? "warmup draws" : "draws",
                        cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }

    /// The chain that failed first, from 0.
    public int chain() {
        return chain;
    }

    /// What all chains did until then.
    public SamplingReport report() {
        return report;
    }
}
