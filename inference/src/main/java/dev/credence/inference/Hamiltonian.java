package dev.credence.inference;

import java.util.random.RandomGenerator;

/// The energy of a position and a momentum, for one density and one metric; it counts the gradients
/// it asked for.
public final class Hamiltonian {
    private final LogDensity density;
    private final DiagonalMetric metric;
    private long gradients;

    /// A Hamiltonian with the unit metric.
    ///
    /// @param density used by this Hamiltonian alone
    public Hamiltonian(LogDensity density) {
        this.density = density;
        this.metric = new DiagonalMetric(density.dimension());
    }

    /// The number of coordinates.
    public int dimension() {
        return density.dimension();
    }

    /// The metric, which adaptation changes between steps.
    public DiagonalMetric metric() {
        return metric;
    }

    /// How many times the density was evaluated.
    public long gradients() {
        return gradients;
    }

    /// A point at rest at that position, with its log-density and gradient, finite or not.
    public PhasePoint at(double[] position) {
        var point = new PhasePoint(dimension());
        System.arraycopy(position, 0, point.position, 0, position.length);
        evaluate(point);
        return point;
    }

    /// Computes log-density and gradient at the point's position.
    void evaluate(PhasePoint point) {
        gradients++;
        point.logDensity = density.logDensity(point.position, point.gradient);
    }

    /// Gives the point a new momentum and the energy that follows from it.
    void drawMomentum(PhasePoint point, RandomGenerator random) {
        metric.drawMomentum(point.momentum, random);
        double kinetic = 0;
        for (int i = 0; i < point.momentum.length; i++) {
            double momentum = point.momentum[i];
            double velocity = metric.inverseMass[i] * momentum;
            point.velocity[i] = velocity;
            kinetic += momentum * velocity;
        }
        point.energy = 0.5 * kinetic - point.logDensity;
    }
}
