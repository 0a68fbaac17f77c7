package dev.credence.bench.calibration;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.inference.DrawSink;
import dev.credence.inference.LogDensity;
import dev.credence.inference.ProgressListener;
import dev.credence.inference.SamplingOptions;
import dev.credence.inference.SamplingRun;
import dev.credence.model.Model;
import dev.credence.model.ModelDensity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Simulation-based calibration of one model (Talts et al. 2018, arXiv:1804.06788): truths are
/// drawn from the prior, data from the truths, and the ranks of the truths among posterior draws
/// are uniform if prior, density and sampler agree.
final class Replications {
    private static final int DRAWS = 99;
    private static final int THIN = 6;
    private static final int WARMUP = 700;

    private final Model model;
    private final Map<String, NdArray> truths;
    private final int count;
    private long divergences;

    Replications(Model model, int count, long seed) {
        this.model = model;
        this.truths = model.priorPredictive(count, seed);
        this.count = count;
    }

    /// The ranks of all components of all random variables but the observed.
    List<Ranks> run() {
        var ranks = new ArrayList<int[]>();
        for (int i = 0; i < count; i++) {
            model.setData("seen", row("y", i));
            var density = model.density();
            var draws = posterior(density, i);
            var truth = truth(density, i);
            while (ranks.size() < truth.length) ranks.add(new int[count]);
            for (int c = 0; c < truth.length; c++)
                for (var draw : draws) if (draw[c] < truth[c]) ranks.get(c)[i]++;
        }
        var names = components(model.density());
        var found = new ArrayList<Ranks>();
        for (int c = 0; c < names.size(); c++)
            found.add(new Ranks(names.get(c), ranks.get(c), DRAWS));
        return found;
    }

    long divergences() {
        return divergences;
    }

    private double[][] posterior(ModelDensity density, int replication) {
        var evaluator = density.newEvaluator();
        var draws = new double[DRAWS][density.recordedSize()];
        DrawSink sink =
                (chain, index, warmup, position, statistics) -> {
                    if (warmup) return;
                    if (statistics.diverging()) divergences++;
                    if (index % THIN == 0) evaluator.record(position, draws[index / THIN]);
                };
        var options =
                SamplingOptions.defaults()
                        .withChains(1)
                        .withWarmup(WARMUP)
                        .withDraws(DRAWS * THIN)
                        .withTargetAcceptance(0.9)
                        .withSeed(replication);
        SamplingRun.start(
                        new Density(density),
                        density.initialPosition(),
                        options,
                        sink,
                        ProgressListener.none())
                .await();
        return draws;
    }

    private NdArray row(String name, int replication) {
        var all = truths.get(name);
        int[] shape = Arrays.copyOfRange(all.shape(), 1, all.rank());
        int size = NdArray.sizeOf(shape);
        double[] values = all.cast(DType.FLOAT64).doubles();
        double[] row = Arrays.copyOfRange(values, replication * size, (replication + 1) * size);
        return NdArray.of(row, shape).cast(all.dtype());
    }

    private double[] truth(ModelDensity density, int replication) {
        var truth = new double[density.recordedSize()];
        for (var entry : density.recorded()) {
            var values = row(entry.name(), replication).cast(DType.FLOAT64).doubles();
            System.arraycopy(values, 0, truth, entry.offset(), values.length);
        }
        return truth;
    }

    private static List<String> components(ModelDensity density) {
        var names = new String[density.recordedSize()];
        for (var entry : density.recorded()) {
            for (int i = 0; i < entry.size(); i++)
                names[entry.offset() + i] =
                        entry.shape().rank() == 0
                                ? entry.name()
                                : "%s[%d]".formatted(entry.name(), i);
        }
        return Arrays.asList(names);
    }

    private static final class Density implements LogDensity {
        private final ModelDensity density;
        private final ModelDensity.Evaluator evaluator;

        Density(ModelDensity density) {
            this.density = density;
            this.evaluator = density.newEvaluator();
        }

        @Override
        public int dimension() {
            return density.dimension();
        }

        @Override
        public double logDensity(double[] position, double[] gradient) {
            return evaluator.logDensity(position, gradient);
        }

        @Override
        public LogDensity newInstance() {
            return new Density(density);
        }
    }
}
