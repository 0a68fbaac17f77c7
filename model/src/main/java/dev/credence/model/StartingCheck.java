package dev.credence.model;

import dev.credence.array.DType;

/// Tests a model where chains start: a finite log-density, and a gradient that small steps confirm.
final class StartingCheck {
    private static final double STEP = 1e-5;

    /// What differences of that step leave of the digits, with room.
    private static final double TOLERANCE = 1e-4;

    private final Model model;

    StartingCheck(Model model) {
        this.model = model;
    }

    void run() {
        var point = model.initialPoint();
        new FailureSearch(model)
                .at(point)
                .ifPresent(why -> {
                    throw new ModelException(
                            "model '%s' cannot start: %s".formatted(model.name(), why));
                });
        boolean continuous =
                model.freeVariables().stream()
                        .allMatch(v -> v.distribution().dtype() == DType.FLOAT64);
        if (continuous && !model.freeVariables().isEmpty()) gradient();
    }

    private void gradient() {
        var density = model.density();
        var evaluator = density.newEvaluator();
        double[] position = density.initialPosition();
        var gradient = new double[position.length];
        var unused = new double[position.length];
        double centre = evaluator.logDensity(position, gradient);
        for (int i = 0; i < position.length; i++) {
            double x = position[i];
            double step = STEP * Math.max(1, Math.abs(x));
            position[i] = x + step;
            double above = evaluator.logDensity(position, unused);
            position[i] = x - step;
            double below = evaluator.logDensity(position, unused);
            position[i] = x;
            double slope = (above - below) / (2 * step);
            double scale = Math.max(1, Math.abs(gradient[i]));
            double bend = Math.abs(above - 2 * centre + below) / step;
            double noise = Math.ulp(centre) / step;
            if (Math.abs(slope - gradient[i]) <= TOLERANCE * scale + bend + 10 * noise) continue;
            throw new ModelException(
                    "model '%s': the gradient of the log-density by %s is %s where chains start, but small steps give %s; check the pullback of an op of your own"
                            .formatted(
                                    model.name(),
                                    name(density, i),
                                    (float) gradient[i],
                                    (float) slope));
        }
    }

    /// For example `'theta' at [3]`.
    private static String name(ModelDensity density, int index) {
        for (var slot : density.slots()) {
            if (index < slot.offset() || index >= slot.offset() + slot.size()) continue;
            int[] shape = slot.shape().dims();
            return "'%s'%s"
                    .formatted(slot.name(), ModelChecks.position(shape, index - slot.offset()));
        }
        throw new IllegalArgumentException("no coordinate " + index);
    }
}
