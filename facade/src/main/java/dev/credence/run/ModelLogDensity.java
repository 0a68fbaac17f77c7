package dev.credence.run;

import dev.credence.inference.BlockDensity;
import dev.credence.inference.LogDensity;
import dev.credence.model.ModelDensity;

/// The bridge from models to samplers: a compiled model seen as nothing but a log-density.
final class ModelLogDensity implements LogDensity {
    private final ModelDensity density;
    private final ModelDensity.Evaluator evaluator;

    ModelLogDensity(ModelDensity density) {
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
        return new ModelLogDensity(density);
    }

    @Override
    public BlockDensity block(int size) {
        var block = density.newBlockEvaluator(size);
        return new BlockDensity() {
            @Override
            public int size() {
                return block.size();
            }

            @Override
            public void logDensities(double[] positions, double[] values, double[] gradients) {
                block.logDensities(positions, values, gradients);
            }
        };
    }
}
