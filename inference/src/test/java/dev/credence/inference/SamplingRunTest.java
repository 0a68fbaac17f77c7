package dev.credence.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.credence.inference.SamplingEvent.ChainFinished;
import dev.credence.inference.SamplingEvent.ChainProgress;
import dev.credence.inference.SamplingEvent.ChainStarted;
import dev.credence.inference.SamplingEvent.RunFinished;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs as a whole: reproducible, to be watched and stopped, and losing nothing when they fail.
@Timeout(60)
class SamplingRunTest {
    private final LogDensity target = Targets.standardNormal(4);
    private final SamplingOptions options =
            SamplingOptions.defaults().withSeed(5).withDraws(300).withWarmup(200);

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameBytesOnAnyNumberOfThreads(AdaptationMethod adaptation) {
        var same = options.withAdaptation(adaptation);
        var one = Draws.of(Targets.funnel(4), same.withThreads(1));
        for (int threads : new int[] {2, 4}) {
            var other = Draws.of(Targets.funnel(4), same.withThreads(threads));
            for (int chain = 0; chain < 4; chain++) {
                assertThat(other.positions.get(chain))
                        .usingElementComparator(java.util.Arrays::compare)
                        .isEqualTo(one.positions.get(chain));
                assertThat(other.warmup.get(chain))
                        .usingElementComparator(java.util.Arrays::compare)
                        .isEqualTo(one.warmup.get(chain));
                assertThat(other.statistics.get(chain)).isEqualTo(one.statistics.get(chain));
            }
        }
    }

    @Test
    void chainsAndSeedsDiffer() {
        var draws = Draws.of(target, options);
        assertThat(draws.positions.get(0).getFirst())
                .isNotEqualTo(draws.positions.get(1).getFirst());
        assertThat(Draws.of(target, options.withSeed(6)).positions.get(0).getFirst())
                .isNotEqualTo(draws.positions.get(0).getFirst());
    }

    @Test
    void aChainDoesNotDependOnHowManyThereAre() {
        var four = Draws.of(target, options);
        var two = Draws.of(target, options.withChains(2));
        assertThat(two.positions.get(1).getLast()).isEqualTo(four.positions.get(1).getLast());
    }

    @Test
    void theReportCountsWhatWasDone() {
        var calls = new AtomicInteger();
        var counting =
                new Targets.Target(
                        4,
                        (position, gradient) -> {
                            calls.incrementAndGet();
                            return target.logDensity(position, gradient);
                        });
        var draws = new Draws(4);
        var report = Draws.start(counting, options, draws).await();
        assertThat(report.completed()).isTrue();
        assertThat(report.gradients()).isEqualTo(calls.get());
        assertThat(report.elapsed()).isPositive();
        for (int chain = 0; chain < 4; chain++) {
            var told = report.chains().get(chain);
            assertThat(told.chain()).isEqualTo(chain);
            assertThat(told.outcome()).isEqualTo(ChainOutcome.COMPLETED);
            assertThat(told.warmupDraws()).isEqualTo(200);
            assertThat(told.draws()).isEqualTo(300);
            var statistics = draws.statistics.get(chain);
            assertThat(told.drawGradients())
                    .isEqualTo(statistics.stream().mapToLong(NutsStatistics::steps).sum());
            assertThat(told.stepSize()).isEqualTo(statistics.getLast().stepSize());
            assertThat(told.warmupTime()).isPositive();
            assertThat(told.drawTime()).isPositive();
        }
    }

    @Test
    void aWarmupIsNotNeeded() {
        var draws = new Draws(4);
        var report = Draws.start(target, options.withWarmup(0), draws).await();
        assertThat(report.completed()).isTrue();
        assertThat(draws.warmup.get(0)).isEmpty();
        assertThat(draws.positions.get(0)).hasSize(300);
    }

    @Test
    void stoppingKeepsWhatIsThere() {
        var handle = new CompletableFuture<SamplingRun>();
        var draws = new Draws(4);
        DrawSink sink =
                (chain, index, warmup, position, statistics) -> {
                    draws.draw(chain, index, warmup, position, statistics);
                    if (chain == 1 && !warmup && index == 20) handle.join().stop();
                };
        var endless = options.withDraws(Integer.MAX_VALUE - 1000).withThreads(2);
        handle.complete(Draws.start(target, endless, sink));
        var report = handle.join().await();
        assertThat(report.completed()).isFalse();
        assertThat(report.chains().get(1).draws()).isEqualTo(21);
        for (var chain : report.chains()) {
            assertThat(chain.outcome()).isEqualTo(ChainOutcome.STOPPED);
            assertThat(draws.positions.get(chain.chain())).hasSize(chain.draws());
            assertThat(draws.warmup.get(chain.chain())).hasSize(chain.warmupDraws());
        }
        // Two threads were busy with the first two chains, so the others never began.
        assertThat(report.chains().get(3).warmupGradients()).isZero();
    }

    @Test
    void anInterruptStopsTheRun() {
        var run = Draws.start(target, options.withDraws(1_000_000_000), new DropAll());
        Thread.currentThread().interrupt();
        var report = run.await();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.completed()).isFalse();
    }

    @Test
    void aChainThatFailsStopsTheOthersAndLosesNothing() {
        var draws = new Draws(4);
        DrawSink sink =
                (chain, index, warmup, position, statistics) -> {
                    if (chain == 2 && !warmup && index == 7) {
                        throw new IllegalStateException("the disk is full");
                    }
                    draws.draw(chain, index, warmup, position, statistics);
                };
        var endless = options.withDraws(1_000_000_000).withThreads(4);
        var run = Draws.start(target, endless, sink);
        var failure = catchThrowableOfType(ChainFailedException.class, run::await);
        assertThat(failure)
                .hasMessage("chain 2 failed after 7 draws: the disk is full")
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(failure.chain()).isEqualTo(2);
        assertThat(failure.report().chains())
                .extracting(ChainReport::outcome)
                .containsExactly(
                        ChainOutcome.STOPPED,
                        ChainOutcome.STOPPED,
                        ChainOutcome.FAILED,
                        ChainOutcome.STOPPED);
        assertThat(draws.positions.get(2)).hasSize(7);
        assertThat(draws.positions.get(0)).hasSize(failure.report().chains().get(0).draws());
    }

    @Test
    void aFatalDensityEndsTheRunWithItsSentence() {
        var fatal =
                new Targets.Target(
                        1,
                        (position, gradient) -> {
                            throw new FatalDensityException("normal 'y': sigma has shape (3)");
                        });
        assertThatThrownBy(() -> Draws.of(fatal, options.withChains(1)))
                .isInstanceOf(ChainFailedException.class)
                .hasMessage("chain 0 failed after 0 warmup draws: normal 'y': sigma has shape (3)");
    }

    @Test
    void anErrorSurfacesToo() {
        var broken =
                new Targets.Target(
                        1,
                        (position, gradient) -> {
                            throw new StackOverflowError();
                        });
        assertThatThrownBy(() -> Draws.of(broken, options))
                .isInstanceOf(ChainFailedException.class)
                .hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void aDensityThatCannotBeCopiedSurfaces() {
        var single =
                new LogDensity() {
                    @Override
                    public int dimension() {
                        return 1;
                    }

                    @Override
                    public double logDensity(double[] position, double[] gradient) {
                        return 0;
                    }

                    @Override
                    public LogDensity newInstance() {
                        throw new UnsupportedOperationException("only one");
                    }
                };
        var failure =
                catchThrowableOfType(ChainFailedException.class, () -> Draws.of(single, options));
        assertThat(failure).hasMessageEndingWith("failed after 0 warmup draws: only one");
        assertThat(failure.report().chains().get(failure.chain()).outcome())
                .isEqualTo(ChainOutcome.FAILED);
    }

    @Test
    void aBadStartTellsWhere() {
        var nowhere =
                new Targets.Target(
                        2,
                        (position, gradient) -> {
                            gradient[0] = 0;
                            gradient[1] = Double.NaN;
                            return 0;
                        });
        var failure =
                catchThrowableOfType(
                        ChainFailedException.class, () -> Draws.of(nowhere, options.withChains(1)));
        assertThat(failure.getCause()).isInstanceOf(BadStartException.class);
        var start = (BadStartException) failure.getCause();
        assertThat(start)
                .hasMessageStartingWith(
                        "none of 100 points near the start has a finite log-density and gradient")
                .hasMessageEndingWith("coordinate 1 of the gradient is NaN");
        assertThat(start.position()).hasSize(2);
        assertThat(start.position()[0]).isBetween(-1.0, 1.0);
        assertThat(start.gradient()[1]).isNaN();
        assertThat(start.logDensity()).isZero();
        assertThat(failure.report().chains().get(0).warmupGradients()).isEqualTo(100);
    }

    @Test
    void aStartOutsideTheSupportIsTriedAgain() {
        var half = Targets.halfNormal(2, Double.NEGATIVE_INFINITY);
        var draws = Draws.of(half, options);
        assertThat(draws.positions.get(0)).hasSize(300);
    }

    @Test
    void aStartOfTheWrongLengthIsRefused() {
        assertThatThrownBy(() ->
                        SamplingRun.start(
                                target,
                                new double[3],
                                options,
                                new DropAll(),
                                ProgressListener.none()))
                .hasMessage("the start has 3 coordinates but the density has 4");
        assertThatThrownBy(() -> Draws.of(Targets.standardNormal(0), options))
                .hasMessageStartingWith("the density has no coordinates to sample");
    }

    @Test
    void eventsTellTheStoryInOrder() {
        var events = new ArrayList<SamplingEvent>();
        var slow =
                new Targets.Target(
                        4,
                        (position, gradient) -> {
                            java.util.concurrent.locks.LockSupport.parkNanos(100_000);
                            return target.logDensity(position, gradient);
                        });
        var report =
                SamplingRun.start(
                                slow,
                                new double[4],
                                options.withChains(2).withDraws(50).withWarmup(50),
                                new DropAll(),
                                events::add)
                        .await();
        assertThat(events.getLast()).isEqualTo(new RunFinished(report));
        for (int chain = 0; chain < 2; chain++) {
            var story = eventsOf(chain, events);
            assertThat(story.getFirst()).isEqualTo(new ChainStarted(chain, 100));
            assertThat(story.getLast()).isEqualTo(new ChainFinished(report.chains().get(chain)));
            var progress = story.subList(1, story.size() - 1);
            assertThat(progress).isNotEmpty().allMatch(event -> event instanceof ChainProgress);
            int iteration = 0;
            for (var event : progress) {
                var now = (ChainProgress) event;
                assertThat(now.iteration()).isGreaterThan(iteration).isLessThanOrEqualTo(100);
                assertThat(now.warmup()).isEqualTo(now.iteration() <= 50);
                assertThat(now.gradients()).isGreaterThan(now.lastGradients());
                iteration = now.iteration();
            }
        }
    }

    @Test
    void aListenerThatFailsEndsTheRunAsAFailure() {
        ProgressListener failing =
                event -> {
                    throw new IllegalStateException("the terminal is gone");
                };
        var run = SamplingRun.start(target, new double[4], options, new DropAll(), failing);
        assertThatThrownBy(run::await)
                .isInstanceOf(ChainFailedException.class)
                .hasMessageEndingWith("the terminal is gone");
    }

    private static List<SamplingEvent> eventsOf(int chain, List<SamplingEvent> events) {
        return events.stream()
                .filter(event ->
                        switch (event) {
                            case ChainStarted started -> started.chain() == chain;
                            case ChainProgress progress -> progress.chain() == chain;
                            case ChainFinished finished -> finished.report().chain() == chain;
                            case RunFinished _ -> false;
                        })
                .toList();
    }

    private static final class DropAll implements DrawSink {
        @Override
        public void draw(
                int chain,
                int index,
                boolean warmup,
                double[] position,
                NutsStatistics statistics) {}
    }
}
