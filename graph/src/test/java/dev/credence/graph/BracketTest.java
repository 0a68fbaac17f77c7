package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/// Roots and minima between bounds are found where Newton's method alone would leave, and have
/// gradients.
final class BracketTest {
    private final Input p = scalar("p");

    private static Tensor arctanRoot(Tensor p) {
        return root(x -> arctan(x.minus(p).times(10)), constant(-1000), constant(900));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-999, -3.5, 0, 1e-9, 12, 899})
    void aRootIsFound(double at) {
        var f = function(List.of(p), List.of(arctanRoot(p), grad(arctanRoot(p), p)));
        var found = f.callAll(at);
        assertThat(found.get(0).item()).isCloseTo(at, within(1e-14 + 1e-12 * Math.abs(at)));
        assertThat(found.get(1).item()).isCloseTo(1, within(1e-10));
        assertThatThrownBy(() -> f.call(901))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith(
                        "a residual of opposite signs at the ends of the bracket fails");
    }

    @Test
    void theBoundsMayBeTensorsAndRootsThemselves() {
        var x = root(y -> square(y).minus(p), constant(0), p.plus(1));
        GradientCheck.verify(
                v -> root(y -> square(y).minus(v), constant(0), v.plus(1)), NdArray.scalar(2.0));
        assertThat(function(List.of(p), x).call(2).item()).isCloseTo(Math.sqrt(2), within(1e-15));
        var end = root(y -> y.minus(p), p, p.plus(4));
        assertThat(function(List.of(p), end).call(3).item()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 7})
    void aMinimumIsFound(double at) {
        var x = minimize(y -> log(square(y.minus(p)).plus(0.01)), constant(-50), constant(20));
        var f = function(List.of(p), List.of(x, grad(x, p)));
        assertThat(f.call(at).item()).isCloseTo(at, within(1e-12));
        assertThat(f.callAll(at).getLast().item()).isCloseTo(1, within(1e-10));
    }

    @Test
    void aMinimumAtTheBoundIsNone() {
        var x = minimize(y -> square(y.minus(p)), constant(0), constant(1));
        assertThatThrownBy(() -> function(List.of(p), x).call(3))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("a minimum inside of the bracket fails");
    }
}
