package dev.credence.inference;

import dev.credence.array.RandomKey;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/// A run of NUTS over several chains: start it, watch it, stop it, wait for it.
///
/// Draws go to the sink as they are made, so whatever ends the run, those made before are kept.
/// Each chain has its own random numbers: the same seed gives the same draws on any number of
/// threads.
public final class SamplingRun {
    private record Failure(int chain, Throwable cause) {}

    private final LogDensity density;
    private final double[] start;
    private final SamplingOptions options;
    private final DrawSink sink;
    private final ProgressListener listener;
    private final long began = System.nanoTime();
    private final ChainReport[] reports;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Object instances = new Object();
    private final Object events = new Object();
    private volatile boolean stopping;
    private int unfinished;
    private Optional<Failure> failure = Optional.empty();
    private SamplingReport report;

    private SamplingRun(
            LogDensity density,
            double[] start,
            SamplingOptions options,
            DrawSink sink,
            ProgressListener listener) {
        this.density = density;
        this.start = start.clone();
        this.options = options;
        this.sink = sink;
        this.listener = listener;
        this.reports = new ChainReport[options.chains()];
        this.unfinished = options.chains();
    }

    /// Starts all chains and returns at once.
    ///
    /// @param density each chain takes a new instance of it
    /// @param start unconstrained coordinates; each chain begins at a point within 1 of it in every
    ///   coordinate
    /// @throws IllegalArgumentException if the start has another dimension than the density, or
    ///   there are no coordinates at all
    public static SamplingRun start(
            LogDensity density,
            double[] start,
            SamplingOptions options,
            DrawSink sink,
            ProgressListener listener) {
        if (density.dimension() < 1) {
            throw new IllegalArgumentException(
                    "the density has no coordinates to sample: every variable is observed or"
                            + " fixed");
        }
        if (start.length != density.dimension()) {
            throw new IllegalArgumentException(
                    "the start has %d coordinates but the density has %d"
                            .formatted(start.length, density.dimension()));
        }
        var run = new SamplingRun(density, start, options, sink, listener);
        run.startChains();
        return run;
    }

    /// Asks all chains to end after the draw in progress and returns at once.
    public void stop() {
        stopping = true;
    }

    /// Waits until no chain runs any more; an interrupt while waiting stops the run, and stays set.
    ///
    /// @throws ChainFailedException if a chain failed, once all others have stopped
    public SamplingReport await() {
        boolean interrupted = false;
        while (finished.getCount() > 0) {
            try {
                finished.await();
            } catch (InterruptedException e) {
                interrupted = true;
                stop();
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        synchronized (this) {
            failure.ifPresent(first -> {
                throw new ChainFailedException(report, first.chain(), first.cause());
            });
            return report;
        }
    }

    private void startChains() {
        var key = RandomKey.of(options.seed());
        var threads = Thread.ofPlatform().daemon().name("credence-chain-", 0).factory();
        var pool = Executors.newFixedThreadPool(options.threads(), threads);
        for (int chain = 0; chain < options.chains(); chain++) {
            int number = chain;
            var random = key.fold(chain).stream();
            pool.execute(() -> finish(number, run(number, random)));
        }
        pool.shutdown();
    }

    // Errors are caught too: whoever waits for the run must learn of them.
    private ChainReport run(int number, RandomGenerator random) {
        if (stopping) return ChainReport.without(number, ChainOutcome.STOPPED);
        var report = ChainReport.without(number, ChainOutcome.FAILED);
        try {
            var chain = new Chain(number, newDensity(), options, random, sink, this::tell);
            report = runToEnd(number, chain);
            tell(new SamplingEvent.ChainFinished(report));
        } catch (Throwable cause) {
            fail(number, cause);
        }
        return report;
    }

    private ChainReport runToEnd(int number, Chain chain) {
        try {
            return chain.report(chain.run(start, () -> stopping));
        } catch (Throwable cause) {
            fail(number, cause);
            return chain.report(ChainOutcome.FAILED);
        }
    }

    /// Instances are made one at a time, as densities promise nothing else.
    private LogDensity newDensity() {
        synchronized (instances) {
            return density.newInstance();
        }
    }

    private void tell(SamplingEvent event) {
        synchronized (events) {
            listener.on(event);
        }
    }

    private synchronized void fail(int number, Throwable cause) {
        stopping = true;
        if (failure.isEmpty()) {
            failure = Optional.of(new Failure(number, cause));
        } else if (failure.get().cause() != cause) {
            failure.get().cause().addSuppressed(cause);
        }
    }

    private void finish(int number, ChainReport chainReport) {
        if (!isLast(number, chainReport)) return;
        try {
            tell(new SamplingEvent.RunFinished(report));
        } catch (RuntimeException cause) {
            fail(number, cause);
        } finally {
            finished.countDown();
        }
    }

    private synchronized boolean isLast(int number, ChainReport chainReport) {
        reports[number] = chainReport;
        unfinished--;
        if (unfinished > 0) return false;
        report = new SamplingReport(List.of(reports), Duration.ofNanos(System.nanoTime() - began));
        return true;
    }
}
