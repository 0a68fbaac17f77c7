package dev.credence.inference;

/// The symplectic integrator of HMC: reversible, volume preserving and of second order.
final class Leapfrog {
    private Leapfrog() {}

    /// Moves from one point to another over one step of fictitious time; a negative step goes back.
    ///
    /// `to` receives position, momentum, velocity, log-density, gradient and energy; it must be
    /// another point than `from`.
    static void step(Hamiltonian hamiltonian, PhasePoint from, PhasePoint to, double stepSize) {
        double halfStep = 0.5 * stepSize;
        double[] inverseMass = hamiltonian.metric().inverseMass;
        double[] momentum = to.momentum;
        int n = momentum.length;
        kickAndDrift(from, to, inverseMass, stepSize, n);
        hamiltonian.evaluate(to);
        double[] gradient = to.gradient;
        double[] velocity = to.velocity;
        double kinetic = 0;
        for (int i = 0; i < n; i++) {
            double p = momentum[i] + halfStep * gradient[i];
            double v = inverseMass[i] * p;
            momentum[i] = p;
            velocity[i] = v;
            kinetic += p * v;
        }
        to.energy = 0.5 * kinetic - to.logDensity;
    }

    private static void kickAndDrift(
            PhasePoint from, PhasePoint to, double[] inverseMass, double stepSize, int n) {
        double halfStep = 0.5 * stepSize;
        double[] fromMomentum = from.momentum;
        double[] fromGradient = from.gradient;
        double[] fromPosition = from.position;
        double[] momentum = to.momentum;
        double[] position = to.position;
        for (int i = 0; i < n; i++) {
            double p = fromMomentum[i] + halfStep * fromGradient[i];
            momentum[i] = p;
            position[i] = fromPosition[i] + stepSize * (inverseMass[i] * p);
        }
    }
}
