package dev.credence.bench.kernels;

import static dev.credence.bench.kernels.Constants.*;

import dev.credence.array.Kernels;

/// Independent standard normal variables.
public final class Normals implements ValueAndGradient {
    private static final Kernels KERNELS = Kernels.fastest();

    @Override
    public double at(double[] position, double[] gradient) {
        int n = position.length;
        for (int i = 0; i < n; i++) gradient[i] = -position[i];
        return -0.5 * KERNELS.sumOfSquares(position, 0, n) - n * LOG_SQRT_2_PI;
    }
}
