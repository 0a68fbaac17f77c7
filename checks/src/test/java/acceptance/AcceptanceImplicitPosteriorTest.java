package acceptance;

import static dev.credence.Credence.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.model.Model;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

/// A parameter that is the root of an equation is sampled with gradients, as the published tutorial
/// on own operations does it.
final class AcceptanceImplicitPosteriorTest {
    private static final double[] OBSERVED = {0.2, 0.21, 0.3};

    /// The root of `mu + mu exp(theta mu) = 1` by bisection.
    private static double mu(double theta) {
        double low = 0;
        double high = 0.5;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (middle + middle * Math.exp(theta * middle) < 1) low = middle;
            else high = middle;
        }
        return low;
    }

    /// The posterior means of theta and mu by the rectangle rule.
    private static double[] means() {
        double total = 0;
        double theta = 0;
        double mu = 0;
        for (int i = 0; i < 100_000; i++) {
            double t = (i + 0.5) * 1e-4;
            double m = mu(t);
            double squares = Arrays.stream(OBSERVED).map(y -> (y - m) * (y - m) / 0.01).sum();
            double weight = Math.exp(-(t * t + squares) / 2);
            total += weight;
            theta += weight * t;
            mu += weight * m;
        }
        return new double[] {theta / total, mu / total};
    }

    @Test
    void s4_13_aRootIsSampledByItsGradient() {
        var model = new Model("implicit function");
        var theta = model.random("theta", halfNormal(1));
        var root = root(x -> log(x).plus(softplus(theta.times(x))), constant(1.0));
        model.deterministic("mu", root);
        model.observe("y", normal(root, 0.1), OBSERVED);

        var posterior = sample(model, options().withSeed(413)).posterior();
        double[] thetas = posterior.get("theta").values().doubles();
        double[] mus = posterior.get("mu").values().doubles();
        double[] expected = means();
        assertThat(Arrays.stream(mus)).allMatch(m -> m > 0 && m <= 0.5);
        assertThat(Arrays.stream(thetas).average().orElseThrow())
                .isCloseTo(expected[0], within(0.1));
        assertThat(Arrays.stream(mus).average().orElseThrow()).isCloseTo(expected[1], within(0.01));
        for (int i = 0; i < mus.length; i++)
            assertThat(mus[i]).isCloseTo(mu(thetas[i]), within(1e-12));
    }
}
