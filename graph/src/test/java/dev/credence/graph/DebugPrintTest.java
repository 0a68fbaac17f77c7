package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// How graphs are shown to people.
final class DebugPrintTest {
    private final Input x = scalar("x");
    private final Input y = vector("y");

    @Test
    void aNodeUsedTwiceIsWrittenOnce() {
        var shared = exp(x);
        assertThat(dprint(shared.plus(square(shared))))
                .isEqualTo(
                        """
                        add [id A]
                         |exp [id B]
                         | |x [id C]
                         |sqr [id D]
                           |exp [id B]
                             ···
                        """);
    }

    @Test
    void severalTreesShareIds() {
        assertThat(dprint(exp(x), x, constant(2)))
                .isEqualTo(
                        """
                        exp [id A]
                         |x [id B]
                        x [id B]
                        Constant{2.0} [id C]
                        """);
    }

    @Test
    void idsGoOnAfterZ() {
        var leaves = new ArrayList<Tensor>();
        for (int i = 0; i < 28; i++) leaves.add(scalar("x" + i));
        assertThat(dprint(leaves.toArray(Tensor[]::new)))
                .contains("x25 [id Z]\nx26 [id AA]\nx27 [id AB]\n");
    }

    @Test
    void mathematicsIsWrittenWithAsFewBracketsAsItNeeds() {
        var z = vector("z").named("z");
        assertThat(MathText.of(log(x.plus(y)))).isEqualTo("log(x + y)");
        assertThat(MathText.of(x.minus(y.minus(z)))).isEqualTo("x - (y - z)");
        assertThat(MathText.of(x.minus(y).minus(z))).isEqualTo("x - y - z");
        assertThat(MathText.of(x.times(y.plus(z)).div(2))).isEqualTo("x * (y + z) / 2");
        assertThat(MathText.of(x.div(y.times(z)))).isEqualTo("x / (y * z)");
        assertThat(MathText.of(x.pow(2).unaryMinus())).isEqualTo("-x ^ 2");
        assertThat(MathText.of(x.unaryMinus().pow(2))).isEqualTo("(-x) ^ 2");
        assertThat(MathText.of(sum(y.times(0.5)))).isEqualTo("sum(y * 0.5)");
        assertThat(MathText.of(and(x.gt(0), y.lt(1)))).isEqualTo("x > 0 and y < 1");
        assertThat(MathText.of(y.get(0).plus(y.slice(1, 3)))).isEqualTo("y[0] + y[1:3]");
        assertThat(MathText.of(y.get(constant(2, 0)))).isEqualTo("y[[2, 0]]");
        var m = matrix("m");
        assertThat(MathText.of(m.transpose().dot(m))).isEqualTo("m.T @ m");
        assertThat(MathText.of(sum(m, 0))).isEqualTo("sum(m, axis=[0])");
    }

    @Test
    void namesStandForWhatTheyName() {
        var theta = x.plus(y).named("theta");
        assertThat(MathText.of(theta.times(2))).isEqualTo("theta * 2");
        assertThat(MathText.of(theta)).isEqualTo("x + y");
        assertThat(theta).hasToString("theta");
        assertThat(theta.times(2)).hasToString("theta * 2");
    }

    @Test
    void aFunctionExplainsWhatWasDoneToIt() {
        var f = function(List.of(x), log(exp(x).times(3)));
        assertThat(f.explain())
                .isEqualTo(
                        """
                        log(x * exp(y)) = log(x) + y: log(exp(x) * 3) -> log(3) + x
                        f(constants) = constant: log(3) -> 1.0986122886681098

                        add [id A] 0
                         |Constant{1.0986122886681098} [id B]
                         |x [id C]
                        """);
    }

    @Test
    void resultsDoNotAliasConstants() {
        var c = constant(1, 2, 3.0);
        var f = function(List.of(), c);
        assertThat(dprint(f))
                .isEqualTo("DeepCopyOp [id A] 0\n |Constant{[1.0, 2.0, 3.0]} [id B]\n");
        assertThat(f.call().storage()).isNotSameAs(c.value().storage());
        assertThat(f.call()).isEqualTo(NdArray.of(1, 2, 3));
    }
}
