package dev.credence.run;

import dev.credence.inference.BadStartException;
import dev.credence.inference.ChainFailedException;
import dev.credence.inference.ChainReport;
import dev.credence.inference.SamplingOptions;
import dev.credence.inference.SamplingReport;
import dev.credence.inference.SamplingRun;
import dev.credence.model.Model;
import dev.credence.model.ModelDensity;
import dev.credence.posterior.Dataset;
import dev.credence.posterior.DrawRecorder;
import dev.credence.posterior.InferenceData;
import dev.credence.posterior.LabelledArray;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToLongFunction;

/// One run of NUTS on a model, from the printed model to the stored draws.
public final class SamplingJob {
    private final Session session;
    private final Model model;
    private final SamplingOptions options;
    private final CountDownLatch ended = new CountDownLatch(1);

    public SamplingJob(Session session, Model model, SamplingOptions options) {
        this.session = session;
        this.model = model;
        this.options = options;
    }

    /// Runs to the end, or until Ctrl-C; every completed draw is in the result.
    public InferenceData run() {
        var out = session.out();
        if (session.reportsAtEnd()) out.printf("%s%n%n%s%n%n", model.name(), model);
        long began = System.nanoTime();
        var density = model.density();
        var ready = Duration.ofNanos(System.nanoTime() - began);
        var draws = session.newDraws(model.name());
        var schema = RecordingSink.schema(model, density, options);
        try (var recorder =
                draws.map(d -> DrawRecorder.into(d, schema))
                        .orElseGet(() -> DrawRecorder.inMemory(schema))) {
            observedData().ifPresent(observed -> recorder.putGroup("observed_data", observed));
            var report = sample(density, recorder);
            describe(recorder, report, ready);
            return finish(recorder.finish(), draws, report, ready);
        } finally {
            ended.countDown();
        }
    }

    private SamplingReport sample(ModelDensity density, DrawRecorder recorder) {
        var progress =
                new ProgressDisplay(
                        session.out(),
                        session.terminal(),
                        options.chains(),
                        options.warmup() + options.draws());
        var sink = new RecordingSink(density, recorder, options.chains());
        var run =
                SamplingRun.start(
                        new ModelLogDensity(density),
                        density.initialPosition(),
                        options,
                        sink,
                        progress);
        var onInterrupt =
                new Thread(
                        () -> {
                            run.stop();
                            if (session.reportsAtEnd()) session.awaitClosed();
                            else awaitEnd();
                        },
                        "credence-interrupt");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            return run.await();
        } catch (ChainFailedException e) {
            if (e.getCause() instanceof BadStartException bad) throw badStart(density, bad);
            if (e.getCause() instanceof RuntimeException cause && recorderIsEmpty(e)) throw cause;
            throw e;
        } finally {
            forget(onInterrupt);
        }
    }

    private static boolean recorderIsEmpty(ChainFailedException failure) {
        return failure.report().chains().stream().allMatch(c -> c.draws() == 0);
    }

    private UserError badStart(ModelDensity density, BadStartException bad) {
        var why = density.explainFailure(bad.position()).orElse(bad.getMessage());
        return UserError.failed("model '%s' cannot start: %s".formatted(model.name(), why));
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, by this very hook.
            return;
        }
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Dataset> observedData() {
        var arrays = new ArrayList<LabelledArray>();
        for (var observed : model.observedVariables()) {
            var value = observed.data().eval();
            var dims = new ArrayList<>(observed.dims());
            for (int axis = dims.size(); axis < value.rank(); axis++)
                dims.add(observed.name() + "_dim_" + axis);
            arrays.add(new LabelledArray(observed.name(), dims, value));
        }
        return arrays.isEmpty()
                ? Optional.empty()
                : Optional.of(new Dataset(arrays, model.coords(), Map.of()));
    }

    private void describe(DrawRecorder recorder, SamplingReport report, Duration ready) {
        recorder.putAttribute(Reports.MODEL_NAME, model.name());
        recorder.putAttribute(Reports.MODEL_TEXT, model.toString());
        recorder.putAttribute(
                "created_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        recorder.putAttribute("inference_library", "credence");
        recorder.putAttribute(
                "sampler",
                "NUTS, adaptation " + options.adaptation().name().toLowerCase(Locale.ROOT));
        recorder.putAttribute("seed", Long.toString(options.seed()));
        recorder.putAttribute("warmup", Integer.toString(options.warmup()));
        recorder.putAttribute(
                InferenceData.TARGET_ACCEPTANCE, Double.toString(options.targetAcceptance()));
        recorder.putAttribute("compile_time", number(ready));
        recorder.putAttribute("sampling_time", number(report.elapsed()));
        var chains = report.chains();
        var drawTime =
                chains.stream().map(ChainReport::drawTime).reduce(Duration.ZERO, Duration::plus);
        recorder.putAttribute("chains_draw_time", number(drawTime));
        recorder.putAttribute("warmup_gradients", total(chains, ChainReport::warmupGradients));
        recorder.putAttribute("draw_gradients", total(chains, ChainReport::drawGradients));
    }

    private InferenceData finish(
            InferenceData data, Optional<Path> draws, SamplingReport report, Duration ready) {
        var out = session.out();
        long gradients = report.gradients();
        double cpu =
                report.chains().stream()
                        .mapToDouble(c -> c.warmupTime().plus(c.drawTime()).toNanos() / 1e3)
                        .sum();
        out.printf(
                Locale.ROOT,
                "%s: compiled in %s, %,d gradients in %s (%.2f us each), seed %d%n%n",
                report.completed() ? "done" : "stopped",
                seconds(ready),
                gradients,
                seconds(report.elapsed()),
                cpu / Math.max(1, gradients),
                options.seed());
        List<String> warnings = data.warnings();
        session.add(new FinishedRun(data, draws, warnings));
        if (!session.reportsAtEnd())
            for (var warning : warnings) out.println("warning: " + warning);
        return data;
    }

    private static String total(List<ChainReport> chains, ToLongFunction<ChainReport> count) {
        return Long.toString(chains.stream().mapToLong(count).sum());
    }

    /// The seconds as a plain number.
    private static String number(Duration time) {
        return String.format(Locale.ROOT, "%.4f", time.toNanos() / 1e9);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
    }
}
