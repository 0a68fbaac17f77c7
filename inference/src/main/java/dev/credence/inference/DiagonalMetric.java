package dev.credence.inference;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The geometry in which a chain moves: a diagonal inverse mass matrix, ideally the variances of
/// the target.
public final class DiagonalMetric {
    final double[] inverseMass;
    private final double[] momentumScale;

    /// The unit metric.
    public DiagonalMetric(int dimension) {
        inverseMass = new double[dimension];
        momentumScale = new double[dimension];
        Arrays.fill(inverseMass, 1);
        Arrays.fill(momentumScale, 1);
    }

    /// A copy of the diagonal of the inverse mass matrix.
    public double[] inverseMassMatrix() {
        return inverseMass.clone();
    }

    /// Sets the inverse mass of one coordinate, a positive finite number.
    public void set(int coordinate, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the inverse mass of coordinate %d must be positive and finite, not %s"
                            .formatted(coordinate, value));
        }
        inverseMass[coordinate] = value;
        momentumScale[coordinate] = 1 / Math.sqrt(value);
    }

    /// Draws a momentum from N(0, M).
    void drawMomentum(double[] momentum, RandomGenerator random) {
        for (int i = 0; i < momentum.length; i++) {
            momentum[i] = random.nextGaussian() * momentumScale[i];
        }
    }
}
