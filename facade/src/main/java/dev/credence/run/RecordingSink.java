package dev.credence.run;

import dev.credence.array.DType;
import dev.credence.inference.DrawSink;
import dev.credence.inference.NutsStatistics;
import dev.credence.inference.SamplingOptions;
import dev.credence.model.Model;
import dev.credence.model.ModelDensity;
import dev.credence.posterior.DrawRecorder;
import dev.credence.posterior.DrawSchema;
import dev.credence.posterior.VariableSchema;

import java.util.ArrayList;
import java.util.List;

/// Records each draw as the model's variables: free ones on their natural scale, then deterministic
/// ones.
final class RecordingSink implements DrawSink {
    private static final List<VariableSchema> STATISTICS =
            List.of(
                    VariableSchema.of("lp", DType.FLOAT64),
                    VariableSchema.of("energy", DType.FLOAT64),
                    VariableSchema.of("energy_error", DType.FLOAT64),
                    VariableSchema.of("acceptance_rate", DType.FLOAT64),
                    VariableSchema.of("step_size", DType.FLOAT64),
                    VariableSchema.of("tree_depth", DType.INT64),
                    VariableSchema.of("n_steps", DType.INT64),
                    VariableSchema.of("diverging", DType.BOOL),
                    VariableSchema.of("reached_max_tree_depth", DType.BOOL));

    private final DrawRecorder recorder;
    private final ChainBuffers[] chains;

    /// What one chain needs to turn a position into a record; used by that chain's thread only.
    private record ChainBuffers(
            ModelDensity.Evaluator evaluator, double[] values, double[] statistics) {}

    RecordingSink(ModelDensity density, DrawRecorder recorder, int chains) {
        this.recorder = recorder;
        this.chains = new ChainBuffers[chains];
        for (int c = 0; c < chains; c++) {
            this.chains[c] =
                    new ChainBuffers(
                            density.newEvaluator(),
                            new double[density.recordedSize()],
                            new double[STATISTICS.size()]);
        }
    }

    /// What is recorded of a model.
    static DrawSchema schema(Model model, ModelDensity density, SamplingOptions options) {
        var variables = new ArrayList<VariableSchema>();
        for (var entry : density.recorded()) {
            int[] shape = entry.shape().dims();
            variables.add(
                    entry.dims().isEmpty()
                            ? VariableSchema.of(entry.name(), DType.FLOAT64, shape)
                            : new VariableSchema(entry.name(), DType.FLOAT64, entry.dims(), shape));
        }
        return new DrawSchema(
                variables, STATISTICS, model.coords(), options.chains(), options.draws());
    }

    @Override
    public void draw(int chain, int index, boolean warmup, double[] position, NutsStatistics s) {
        if (warmup) return;
        var buffers = chains[chain];
        buffers.evaluator().record(position, buffers.values());
        double[] out = buffers.statistics();
        out[0] = s.lp();
        out[1] = s.energy();
        out[2] = s.energyError();
        out[3] = s.acceptanceRate();
        out[4] = s.stepSize();
        out[5] = s.treeDepth();
        out[6] = s.steps();
        out[7] = s.diverging() ? 1 : 0;
        out[8] = s.reachedMaxTreeDepth() ? 1 : 0;
        recorder.chain(chain).append(buffers.values(), out);
    }
}
