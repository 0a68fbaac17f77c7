package dev.credence.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.RandomKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

/// The first step size, by both rules.
class StepSizeSearchTest {
    private static final int DIMENSION = 30;

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.03, 1, 30, 1e3})
    void stansRuleFindsTheScale(double scale) {
        var hamiltonian = scaled(scale);
        double found = search(hamiltonian).stan(typical(hamiltonian, scale), 1);
        assertThat(found).isBetween(0.2 * scale, 4 * scale);
        assertThat(Math.log(found) / Math.log(2))
                .isCloseTo(Math.rint(Math.log(found) / Math.log(2)), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1, 30, 1e3})
    void nutpiesRuleFindsTheScale(double scale) {
        var hamiltonian = scaled(scale);
        double found = search(hamiltonian).nutpie(typical(hamiltonian, scale), 0.8);
        assertThat(found).isBetween(0.2 * scale, 4 * scale);
        double doublings = Math.log(found / 0.1) / Math.log(2);
        assertThat(doublings).isCloseTo(Math.rint(doublings), within(1e-9));
    }

    @Test
    void nutpiesRuleFallsBackToOneTenthWhenAStepDiverges() {
        var hamiltonian = scaled(1e-3);
        assertThat(search(hamiltonian).nutpie(typical(hamiltonian, 1e-3), 0.8)).isEqualTo(0.1);
    }

    @Test
    void nutpiesRuleGivesUpGrowingOnAFlatDensity() {
        var hamiltonian = new Hamiltonian(flat());
        assertThat(search(hamiltonian).nutpie(hamiltonian.at(new double[2]), 0.8))
                .isGreaterThan(1e5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e12, Double.POSITIVE_INFINITY, 1e-300})
    void stansRuleComesBackFromFarAway(double stepSize) {
        var hamiltonian = scaled(1);
        double found = search(hamiltonian).stan(typical(hamiltonian, 1), stepSize);
        assertThat(found).isBetween(0.2, 4.0);
    }

    @Test
    void stansRuleRefusesAFlatDensity() {
        var hamiltonian = new Hamiltonian(flat());
        var state = hamiltonian.at(new double[] {1, 2});
        assertThatThrownBy(() -> search(hamiltonian).stan(state, 1))
                .isInstanceOf(FatalDensityException.class)
                .hasMessage(
                        "steps of any size are accepted from (1.0, 2.0): the density seems to have"
                                + " no finite integral; give every variable a proper prior");
    }

    @Test
    void stansRuleRefusesADensityThatNoStepCanFollow() {
        var broken =
                new Targets.Target(
                        1,
                        (position, gradient) -> {
                            gradient[0] = Double.NaN;
                            return 0;
                        });
        var hamiltonian = new Hamiltonian(broken);
        var state = hamiltonian.at(new double[] {0});
        assertThatThrownBy(() -> search(hamiltonian).stan(state, 1))
                .isInstanceOf(FatalDensityException.class)
                .hasMessageStartingWith("no step is small enough to be accepted from (0.0)");
    }

    @Test
    void longPositionsAreShortenedInMessages() {
        assertThat(StepSizeSearch.shortened(new double[20]))
                .isEqualTo("(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, ... 20 in all)");
    }

    private static LogDensity flat() {
        return new Targets.Target(
                2,
                (position, gradient) -> {
                    Arrays.fill(gradient, 0);
                    return 0;
                });
    }

    private static Hamiltonian scaled(double scale) {
        var scales = new double[DIMENSION];
        Arrays.fill(scales, scale);
        return new Hamiltonian(Targets.normal(scales));
    }

    private static PhasePoint typical(Hamiltonian hamiltonian, double scale) {
        var random = RandomKey.of(5).stream();
        var position = new double[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) position[i] = scale * random.nextGaussian();
        return hamiltonian.at(position);
    }

    private static StepSizeSearch search(Hamiltonian hamiltonian) {
        return new StepSizeSearch(hamiltonian, RandomKey.of(6).stream());
    }
}
