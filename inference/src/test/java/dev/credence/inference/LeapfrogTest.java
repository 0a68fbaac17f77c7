package dev.credence.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.RandomKey;

import org.junit.jupiter.api.Test;

/// The integrator against the orbit of the harmonic oscillator, which is known.
class LeapfrogTest {
    private final Hamiltonian oscillator = new Hamiltonian(Targets.standardNormal(1));

    @Test
    void followsTheHarmonicOrbitToSecondOrder() {
        double coarse = distanceFromOrbit(0.02);
        double fine = distanceFromOrbit(0.01);
        assertThat(coarse).isLessThan(2e-4);
        assertThat(coarse / fine).isCloseTo(4, within(0.01));
    }

    @Test
    void energyErrorIsOfSecondOrder() {
        double coarse = energyErrorAtQuarterPeriod(0.02);
        double fine = energyErrorAtQuarterPeriod(0.01);
        assertThat(coarse).isLessThan(1e-4);
        assertThat(coarse / fine).isCloseTo(4, within(0.01));
    }

    @Test
    void goesBackTheWayItCame() {
        long seed = 11;
        var random = RandomKey.of(seed).stream();
        var hamiltonian = new Hamiltonian(Targets.correlated(0.9));
        hamiltonian.metric().set(0, 2.5);
        var start = hamiltonian.at(new double[] {0.3, -1.2});
        hamiltonian.drawMomentum(start, random);
        var there = start;
        for (int i = 0; i < 100; i++) there = step(hamiltonian, there, 0.1);
        assertThat(there.position[0]).isNotCloseTo(start.position[0], within(0.01));
        var back = there;
        for (int i = 0; i < 100; i++) back = step(hamiltonian, back, -0.1);
        assertThat(back.position)
                .as("seed %d", seed)
                .containsExactly(start.position, within(1e-12));
        assertThat(back.momentum).containsExactly(start.momentum, within(1e-12));
        assertThat(back.energy).isCloseTo(start.energy, within(1e-12));
    }

    @Test
    void keepsVelocityAndEnergyInStepWithTheMomentum() {
        var hamiltonian = new Hamiltonian(Targets.normal(2, 0.5));
        hamiltonian.metric().set(0, 4);
        hamiltonian.metric().set(1, 0.25);
        var start = hamiltonian.at(new double[] {1, 1});
        start.momentum[0] = 0.5;
        start.momentum[1] = -2;
        var end = step(hamiltonian, start, 0.3);
        assertThat(end.velocity).containsExactly(4 * end.momentum[0], 0.25 * end.momentum[1]);
        double kinetic =
                0.5 * (end.momentum[0] * end.velocity[0] + end.momentum[1] * end.velocity[1]);
        assertThat(end.energy).isCloseTo(kinetic - end.logDensity, within(1e-15));
        assertThat(hamiltonian.gradients()).isEqualTo(2);
    }

    /// From rest at 1 the orbit is cos t; t = 1 is away from the zeros of the error.
    private double distanceFromOrbit(double stepSize) {
        var point = oscillator.at(new double[] {1});
        int steps = (int) Math.round(1 / stepSize);
        for (int i = 0; i < steps; i++) point = step(oscillator, point, stepSize);
        return Math.abs(point.position[0] - Math.cos(1))
                + Math.abs(point.momentum[0] + Math.sin(1));
    }

    private double energyErrorAtQuarterPeriod(double stepSize) {
        var point = oscillator.at(new double[] {1});
        int steps = (int) Math.round(0.5 * Math.PI / stepSize);
        for (int i = 0; i < steps; i++) point = step(oscillator, point, stepSize);
        return Math.abs(point.energy - 0.5);
    }

    private static PhasePoint step(Hamiltonian hamiltonian, PhasePoint from, double stepSize) {
        var to = new PhasePoint(hamiltonian.dimension());
        Leapfrog.step(hamiltonian, from, to, stepSize);
        return to;
    }
}
