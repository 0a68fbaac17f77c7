package dev.credence.run;

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
}
