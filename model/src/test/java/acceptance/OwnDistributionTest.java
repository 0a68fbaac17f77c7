package acceptance;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.graph.Tensor;
import dev.credence.model.Condition;
import dev.credence.model.Distribution;
import dev.credence.model.Draws;
import dev.credence.model.Model;
import dev.credence.model.Parameters;
import dev.credence.model.Support;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A distribution of the user's own is one record, with no other change anywhere.
class OwnDistributionTest {
    record Gumbel(Tensor mu, Tensor beta) implements Distribution {
        @Override
        public SequencedMap<String, Tensor> parameters() {
            return Parameters.of("mu", mu, "beta", beta);
        }

        @Override
        public Gumbel withParameters(List<Tensor> parameters) {
            return new Gumbel(parameters.get(0), parameters.get(1));
        }

        @Override
        public Support support() {
            return Support.REAL;
        }

        @Override
        public List<Condition> conditions() {
            return List.of(Condition.positive("beta", beta));
        }

        @Override
        public Tensor supportPoint() {
            return Parameters.broadcast(mu, beta);
        }

        @Override
        public Tensor logpInside(Tensor value) {
            var z = value.minus(mu).div(beta);
            return z.plus(exp(z.unaryMinus())).plus(log(beta)).unaryMinus();
        }

        @Override
        public Tensor draw(Tensor key, Tensor shape) {
            return mu.minus(beta.times(log(Draws.exponential(key, shape))));
        }
    }

    @Test
    void itWorksLikeAnyOther() {
        var model = new Model();
        var scale = model.random("scale", halfNormal(1));
        model.random("x", new Gumbel(constant(0), scale), shape(3));
        assertThat(model).hasToString("scale ~ HalfNormal(1)\n    x ~ Gumbel(0, scale)  (3)");
        var gradient = new double[4];
        double logp = model.density().newEvaluator().logDensity(new double[4], gradient);
        double halfNormal = 0.5 * Math.log(2 / Math.PI) - 0.5;
        assertThat(logp).isCloseTo(halfNormal - 3, within(1e-14));
        assertThat(gradient[1]).isCloseTo(0, within(1e-14));
        double mean = 0;
        for (double x : draw(new Gumbel(constant(1), constant(2)), 4000, 1).doubles())
            mean += x / 4000;
        assertThat(mean).isCloseTo(1 + 2 * 0.5772156649, within(0.15));
        assertThat(model.priorPredictive(5, 1).get("x").shape()).containsExactly(5, 3);
        assertThat(Map.copyOf(model.initialPoint())).containsKeys("scale_log__", "x");
    }
}
