package dev.credence.inference;

/// A point of a trajectory: position and momentum with all that was computed there.
///
/// A chain's state is one such point, of which [Nuts] reads and writes the position, the
/// log-density and its gradient; the momentum is drawn anew at every step.
public final class PhasePoint {
    final double[] position;
    final double[] gradient;
    final double[] momentum;
    final double[] velocity;
    double logDensity;
    double energy;
    int trajectoryIndex;

    /// How many ends and proposals of trees are this point; [PhasePointPool] reuses it at zero.
    int references;

    PhasePoint(int dimension) {
        position = new double[dimension];
        gradient = new double[dimension];
        momentum = new double[dimension];
        velocity = new double[dimension];
    }

    /// The position itself, not a copy: the next step changes it.
    public double[] position() {
        return position;
    }

    /// The gradient of the log-density at the position; the array itself, not a copy.
    public double[] gradient() {
        return gradient;
    }

    /// The log-density at the position.
    public double logDensity() {
        return logDensity;
    }

    /// Whether log-density and gradient are finite.
    boolean isFinite() {
        for (double slope : gradient) {
            if (!Double.isFinite(slope)) return false;
        }
        return Double.isFinite(logDensity);
    }

    /// Takes over position, log-density and gradient, which is all that outlives a trajectory.
    void moveTo(PhasePoint other) {
        System.arraycopy(other.position, 0, position, 0, position.length);
        System.arraycopy(other.gradient, 0, gradient, 0, gradient.length);
        logDensity = other.logDensity;
    }
}
