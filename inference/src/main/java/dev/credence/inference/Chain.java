package dev.credence.inference;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// Runs one chain from its start to its last draw and keeps count.
final class Chain {
    private static final int START_TRIES = 100;
    private static final long NANOS_BETWEEN_EVENTS = 50_000_000;

    private final int chain;
    private final SamplingOptions options;
    private final RandomGenerator random;
    private final Hamiltonian hamiltonian;
    private final Nuts nuts;
    private final Adaptation adaptation;
    private final DrawSink sink;
    private final ProgressListener listener;

    private final long began = System.nanoTime();
    private long warmedUp;
    private long lastEvent;
    private long warmupGradients;
    private int iteration;
    private int divergences;
    private double stepSize;

    Chain(
            int chain,
            LogDensity density,
            SamplingOptions options,
            RandomGenerator random,
            DrawSink sink,
            ProgressListener listener) {
        this.chain = chain;
        this.options = options;
        this.random = random;
        this.hamiltonian = new Hamiltonian(density);
        this.nuts = new Nuts(hamiltonian, options.maxTreeDepth(), random);
        this.adaptation =
                options.adaptation()
                        .create(hamiltonian, options.warmup(), options.targetAcceptance(), random);
        this.sink = sink;
        this.listener = listener;
    }

    /// Makes all draws, or those until `stopped`.
    ChainOutcome run(double[] start, BooleanSupplier stopped) {
        var state = startNear(start);
        adaptation.init(state);
        listener.on(new SamplingEvent.ChainStarted(chain, total()));
        lastEvent = System.nanoTime();
        warmUp(state, stopped);
        warmedUp = System.nanoTime();
        warmupGradients = hamiltonian.gradients();
        while (iteration < total() && !stopped.getAsBoolean()) {
            var statistics = step(state);
            if (statistics.diverging()) divergences++;
            sink.draw(chain, iteration - options.warmup(), false, state.position, statistics);
            iteration++;
            tell(statistics);
        }
        return iteration == total() ? ChainOutcome.COMPLETED : ChainOutcome.STOPPED;
    }

    private void warmUp(PhasePoint state, BooleanSupplier stopped) {
        while (iteration < options.warmup() && !stopped.getAsBoolean()) {
            var statistics = step(state);
            sink.draw(chain, iteration, true, state.position, statistics);
            adaptation.update(iteration, state, statistics);
            iteration++;
            tell(statistics);
        }
    }

    private NutsStatistics step(PhasePoint state) {
        stepSize = adaptation.nextStepSize();
        return nuts.step(state, stepSize);
    }

    /// Jitters the start by Uniform(-1, 1) until all is finite there.
    private PhasePoint startNear(double[] start) {
        var state = new PhasePoint(start.length);
        for (int attempt = 0; attempt < START_TRIES; attempt++) {
            for (int i = 0; i < start.length; i++) {
                state.position[i] = start[i] + 2 * random.nextDouble() - 1;
            }
            hamiltonian.evaluate(state);
            if (state.isFinite()) return state;
        }
        throw new BadStartException(START_TRIES, state);
    }

    private void tell(NutsStatistics statistics) {
        long now = System.nanoTime();
        if (now - lastEvent < NANOS_BETWEEN_EVENTS) return;
        lastEvent = now;
        listener.on(
                new SamplingEvent.ChainProgress(
                        chain,
                        iteration,
                        total(),
                        iteration <= options.warmup(),
                        divergences,
                        stepSize,
                        hamiltonian.gradients(),
                        statistics.steps(),
                        Duration.ofNanos(now - began)));
    }

    private int total() {
        return options.warmup() + options.draws();
    }

    /// What was done, to be asked once the chain has ended.
    ChainReport report(ChainOutcome outcome) {
        long ended = System.nanoTime();
        boolean inWarmup = warmedUp == 0;
        long gradients = hamiltonian.gradients();
        return new ChainReport(
                chain,
                outcome,
                Math.min(iteration, options.warmup()),
                Math.max(0, iteration - options.warmup()),
                divergences,
                inWarmup ? gradients : warmupGradients,
                inWarmup ? 0 : gradients - warmupGradients,
                Duration.ofNanos((inWarmup ? ended : warmedUp) - began),
                Duration.ofNanos(inWarmup ? 0 : ended - warmedUp),
                stepSize);
    }
}
