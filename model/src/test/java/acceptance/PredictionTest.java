package acceptance;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.model.Model;
import dev.credence.model.ModelException;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// Predictions of chosen variables, and densities of observations and of draws.
class PredictionTest {
    private static final Map<String, NdArray> DRAWS =
            Map.of(
                    "mu", NdArray.of(0.0, 10.0, 20.0),
                    "tau", NdArray.of(1.0, 2.0, 1e-9),
                    "theta", NdArray.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2));

    private static Model model() {
        var model = new Model("m");
        var mu = model.random("mu", normal(0, 5));
        var tau = model.random("tau", halfNormal(5));
        var theta = model.random("theta", normal(mu, tau), shape(2));
        model.deterministic("sum", sum(theta));
        model.observe("y", normal(theta, 1), new double[] {1, 2});
        return model;
    }

    private static double normalLogp(double x, double mu, double sigma) {
        double z = (x - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI);
    }

    @Test
    void whatIsNotNamedIsRead() {
        var read = model().posteriorPredictive(DRAWS, 1, List.of("sum"));
        assertThat(read).containsOnlyKeys("sum");
        assertThat(read.get("sum").doubles()).containsExactly(3, 7, 11);
    }

    @Test
    void whatIsNamedIsRedrawn() {
        var drawn = model().posteriorPredictive(DRAWS, 1, List.of("theta", "sum"));
        // In the last draw tau is next to nothing, so theta is mu.
        assertThat(drawn.get("theta").at(2, 0)).isCloseTo(20, within(1e-7));
        assertThat(drawn.get("sum").at(2)).isCloseTo(40, within(1e-7));
        for (int i = 0; i < 3; i++) {
            assertThat(drawn.get("sum").at(i))
                    .isCloseTo(
                            drawn.get("theta").at(i, 0) + drawn.get("theta").at(i, 1),
                            within(1e-12));
        }
        assertThat(drawn).isEqualTo(model().posteriorPredictive(DRAWS, 1, List.of("theta", "sum")));
    }

    @Test
    void redrawnVariablesNeedNoDraws() {
        var some = Map.of("mu", DRAWS.get("mu"), "tau", DRAWS.get("tau"));
        assertThat(model().posteriorPredictive(some, 1, List.of("theta")).get("theta").shape())
                .containsExactly(3, 2);
    }

    @Test
    void onlyVariablesArePredicted() {
        assertThatThrownBy(() -> model().posteriorPredictive(DRAWS, 1, List.of("nu")))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(
                        "'nu' is no random or deterministic variable of model 'm', so it cannot be"
                                + " predicted");
    }

    @Test
    void theLikelihoodOfEachObservation() {
        var found = model().logLikelihood(DRAWS);
        assertThat(found).containsOnlyKeys("y");
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 2; k++) {
                double theta = DRAWS.get("theta").at(i, k);
                assertThat(found.get("y").at(i, k))
                        .isCloseTo(normalLogp(k + 1, theta, 1), within(1e-13));
            }
        }
    }

    @Test
    void thePriorOfEachDraw() {
        var found = model().logPrior(DRAWS);
        assertThat(found.keySet()).containsExactly("mu", "tau", "theta");
        assertThat(found.get("mu").at(1)).isCloseTo(normalLogp(10, 0, 5), within(1e-13));
        assertThat(found.get("tau").at(1))
                .isCloseTo(Math.log(2) + normalLogp(2, 0, 5), within(1e-13));
        assertThat(found.get("theta").at(1, 0)).isCloseTo(normalLogp(3, 10, 2), within(1e-13));
    }
}
