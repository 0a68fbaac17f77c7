package dev.credence.model;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.Tensor;

import org.junit.jupiter.api.Test;

import java.util.Map;

/// Distributions given by functions behave as those with a class of their own.
class CustomDistTest {
    private static CustomDist exponential(Tensor rate) {
        return customDist(
                        "Lifetime",
                        Parameters.of("rate", rate),
                        (x, p) -> log(p.getFirst()).minus(p.getFirst().times(x)))
                .withSupport(Support.POSITIVE);
    }

    @Test
    void aDensityAloneIsEnoughForTheDensityOfAModel() {
        var model = new Model("lifetimes");
        var rate = model.random("rate", gamma(2, 2));
        model.random("next", exponential(rate));
        model.observe("seen", exponential(rate), new double[] {0.5, 2});
        var other = new Model("lifetimes");
        var lam = other.random("rate", gamma(2, 2));
        other.random("next", Distributions.exponential(lam));
        other.observe("seen", Distributions.exponential(lam), new double[] {0.5, 2});

        var point = Map.of("rate_log__", NdArray.scalar(0.3), "next_log__", NdArray.scalar(-0.7));
        assertThat(model.pointLogps(point)).isEqualTo(other.pointLogps(point));
        assertThat(model.initialPoint().get("next_log__").item()).isZero();
    }

    @Test
    void withoutDrawsAPredictionSaysWhatIsMissing() {
        var lifetime = exponential(constant(1));
        assertThatThrownBy(() -> draw(lifetime, 1, 1))
                .hasMessageContaining("Lifetime has no draws; give them by withDraw");
        assertThat(lifetime.logcdf(constant(1))).isEmpty();
    }

    @Test
    void functionsGetTheParametersAndTheValue() {
        var lifetime =
                exponential(constant(2))
                        .withLogcdf((x, p) -> log1mexp(p.getFirst().times(x).unaryMinus()))
                        .withIcdf((q, p) -> log1p(q.unaryMinus()).div(p.getFirst()).unaryMinus())
                        .withDraw((key, shape, p) -> Draws.exponential(key, shape).div(p.get(0)))
                        .withSupportPoint(p -> reciprocal(p.getFirst()));
        var half = lifetime.icdf(constant(0.5)).orElseThrow();
        assertThat(lifetime.logcdf(half).orElseThrow().eval().item())
                .isCloseTo(Math.log(0.5), within(1e-15));
        assertThat(mean(constant(draw(lifetime, 20_000, 3))).eval().item())
                .isCloseTo(0.5, within(0.02));
        assertThat(lifetime.supportPoint().eval().item()).isEqualTo(0.5);
        assertThat(censored(lifetime, 0, 1).logp(constant(1)).eval().item())
                .isCloseTo(-2, within(1e-14));
    }

    @Test
    void vectorsNeedATypicalValue() {
        var pair =
                customDist("Pair", Parameters.of(), (x, p) -> sum(square(x), -1).unaryMinus())
                        .withEventRank(1);
        assertThatThrownBy(pair::supportPoint)
                .hasMessage(
                        "Pair: values have 1 axes of unknown lengths; give a typical value by"
                                + " withSupportPoint");
        var model = new Model("pair");
        model.random("x", pair.withSupportPoint(p -> constant(new double[2])));
        var point = Map.of("x", NdArray.of(1.0, 2.0));
        assertThat(model.pointLogps(point).get("x")).isEqualTo(-5);
    }
}
