package dev.credence.inference;

/// Hears how a run goes, to show it on a terminal, in a notebook, in a log.
@FunctionalInterface
public interface ProgressListener {
    /// Called on the threads of the chains, but never by two at a time; the chain waits meanwhile.
    void on(SamplingEvent event);

    /// A listener that ignores everything.
    static ProgressListener none() {
        return event -> {};
    }
}
