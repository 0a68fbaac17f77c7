package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// What the published tutorials on symbolic tensors promise their readers, with their numbers.
final class AcceptanceSymbolicTest {
    private static final double[] POINT = {1, Math.E};

    private final Input x = scalar("x");
    private final Input y = vector("y");
    private final Tensor z = x.plus(y).named("x + y");
    private final Tensor w = log(z).named("log(x + y)");

    private static double[] wave() {
        var points = new double[500];
        for (int i = 0; i < points.length; i++) points[i] = -3 + 6.0 * i / 499;
        return points;
    }

    @Test
    void s1_1_aVectorFunctionOfArithmeticAndSine() {
        var v = vector("x");
        var f = function(List.of(v), exp(sin(v.times(2 * Math.PI).div(3))));
        double[] values = f.call(wave()).doubles();
        assertThat(values).hasSize(500);
        assertThat(List.of(values[0], values[1], values[2]))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 5e-9 ? 0 : 1)
                .containsExactly(1.0, 1.02550015, 1.05163377);
    }

    @Test
    void s1_2_itsGradientIsAGraphOfTheSameKind() {
        var v = vector("x");
        var y = exp(sin(v.times(2 * Math.PI).div(3)));
        double[] slopes = function(List.of(v), grad(sum(y), v)).call(wave()).doubles();
        double[] expected =
                function(List.of(v), cos(v.times(2 * Math.PI).div(3)).times(y))
                        .call(wave())
                        .doubles();
        for (int i = 0; i < slopes.length; i++) {
            double exact = 2 * Math.PI / 3 * expected[i];
            assertThat(slopes[i]).isCloseTo(exact, within(1e-14 * Math.abs(exact) + 1e-15));
        }
        assertThat(slopes[0]).isCloseTo(2.0943951, within(5e-8));
        assertThat(slopes[1]).isCloseTo(2.14712147, within(5e-9));
        assertThat(slopes[2]).isCloseTo(2.19974355, within(5e-9));
    }

    @Test
    void s1_2_gradientsAreOfScalarsOnly() {
        assertThatThrownBy(() -> grad(exp(y), y))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining(
                        "gradients are of float64 or float32 scalars only, 'exp(y)' is float64(?);"
                                + " sum it first");
    }

    @Test
    void s1_3_theGradientAndTheDerivativeByHandCoincide() {
        var v = vector("x");
        var wave = exp(sin(v.times(2 * Math.PI / 3)));
        var byHand = cos(v.times(2 * Math.PI / 3)).times(wave).times(2 * Math.PI / 3);
        var curves = function(List.of(v), List.of(wave, grad(sum(wave), v), byHand));
        var drawn = curves.callAll(wave());
        assertThat(drawn.get(0).doubles()).hasSize(500);
        assertThat(drawn.get(1).doubles()).containsExactly(drawn.get(2).doubles(), within(1e-14));
    }

    @Test
    void s2_1_leavesHaveTypesAndNames() {
        assertThat(x.type()).hasToString("float64()");
        assertThat(y.type()).hasToString("float64(?)");
        assertThat(x.name()).isEqualTo("x");
        assertThat(y.name()).isEqualTo("y");
    }

    @Test
    void s2_2_aScalarEntersASumThroughANewAxis() {
        var padded = z.owner().orElseThrow().input(0);
        assertThat(padded.owner().orElseThrow().op()).hasToString("DimShuffle{x}");
        assertThat(padded.type()).hasToString("float64(1)");
    }

    @Test
    void s2_3_s2_4_aTreeShowsOpsIdsAndNames() {
        assertThat(dprint(w))
                .isEqualTo(
                        """
                        log [id A] 'log(x + y)'
                         |add [id B] 'x + y'
                           |DimShuffle{x} [id C]
                           | |x [id D]
                           |y [id E]
                        """);
    }

    @Test
    void s2_5_functionsTakeArgumentsByNameAndCastIntegers() {
        var f = function(List.of(x, y), w);
        assertThat(f.call(Map.of("x", 0, "y", POINT)).doubles()).containsExactly(0, 1);
        assertThat(f.call(0, new int[] {1, 1}).doubles()).containsExactly(0, 0);
    }

    @Test
    void s2_6_anyNodeCanBeGivenAValue() {
        assertThat(w.eval(Map.of(x, 0, y, POINT)).doubles()).containsExactly(0, 1);
        assertThat(w.eval(Map.of(z, POINT)).doubles()).containsExactly(0, 1);
    }

    @Test
    void s2_7_aCommonFactorCancelsWhenCompiled() {
        var a = scalar("a");
        var b = scalar("b");
        var c = a.div(b).named("a / b");
        var d = b.times(c).named("b * c");
        assertThat(dprint(d))
                .isEqualTo(
                        """
                        mul [id A] 'b * c'
                         |b [id B]
                         |true_div [id C] 'a / b'
                           |a [id D]
                           |b [id B]
                        """);
        var f = function(List.of(a, b), d);
        assertThat(dprint(f))
                .isEqualTo(
                        """
                        DeepCopyOp [id A] 'a' 0
                         |a [id B]
                        """);
        var argument = NdArray.scalar(7.0);
        var result = f.call(argument, 0);
        assertThat(result.item()).isEqualTo(7);
        assertThat(result.storage()).isNotSameAs(argument.storage());
    }

    @Test
    void s2_8_graphsCanBeWalked() {
        var node = z.owner().orElseThrow();
        assertThat(node.op()).isEqualTo(Elementwise.ADD);
        assertThat(node.inputs()).hasSize(2).last().isSameAs(y);
        assertThat(node.outputs()).containsExactly(z);
        assertThat(x.owner()).isEmpty();
        var padded = node.input(0);
        assertThat(walk(List.of(w))).containsExactly(w, z, padded, y, x);
        var told = new StringBuilder();
        for (var variable : walk(List.of(w))) {
            told.append("Checking variable %s\n".formatted(variable));
            variable.owner()
                    .ifPresent(made -> {
                        told.append(" Op is %s\n".formatted(made.op()));
                        for (int i = 0; i < made.inputs().size(); i++)
                            told.append(" Input %d is %s\n".formatted(i, made.input(i)));
                    });
        }
        assertThat(told.toString())
                .isEqualTo(
                        """
                        Checking variable log(x + y)
                         Op is log
                         Input 0 is x + y
                        Checking variable x + y
                         Op is add
                         Input 0 is x
                         Input 1 is y
                        Checking variable x
                         Op is DimShuffle{x}
                         Input 0 is x
                        Checking variable y
                        Checking variable x
                        """);
    }

    @Test
    void s2_9_theLeavesOfAGraphAreListed() {
        assertThat(graphInputs(List.of(w))).containsExactly(x, y);
    }

    @Test
    void s2_10_s2_11_s2_12_substitutionCopies() {
        var before = dprint(w);
        var e = exp(z).named("exp(x + y)");
        var replaced =
                GraphWalk.substitute(List.of(w), Map.of(z, e)).getFirst().named("log(exp(x + y))");
        assertThat(dprint(w)).isEqualTo(before);
        assertThat(dprint(replaced))
                .isEqualTo(
                        """
                        log [id A] 'log(exp(x + y))'
                         |exp [id B] 'exp(x + y)'
                           |add [id C] 'x + y'
                             |DimShuffle{x} [id D]
                             | |x [id E]
                             |y [id F]
                        """);
        assertThat(replaced.eval(Map.of(x, 0, y, POINT)).doubles()).containsExactly(POINT);
    }

    @Test
    void s2_13_aLogarithmOfAnExponentialIsGoneWhenCompiled() {
        var f = function(List.of(x, y), log(exp(z)).named("log(exp(x + y))"));
        assertThat(dprint(f))
                .isEqualTo(
                        """
                        add [id A] 'x + y' 1
                         |DimShuffle{x} [id B] 0
                         | |x [id C]
                         |y [id D]
                        """);
        assertThat(f.call(0, POINT).doubles()).containsExactly(POINT);
        assertThat(f.explain()).startsWith("log(exp(x)) = x: log(exp(x + y)) -> x + y\n");
    }

    @Test
    void s4_1_aSharedVariableIsAnInputOfItsOwn() {
        var b = shared("b", 0.1);
        var a = scalar("a");
        var product = function(List.of(a), a.times(b));
        assertThat(product.call(2.0).item()).isEqualTo(0.2);
        b.setValue(10.0);
        assertThat(product.call(2.0).item()).isEqualTo(20.0);
    }

    @Test
    void s4_2_sharedArraysMayChangeLengthButNotRank() {
        var data = shared("data", NdArray.of(1.0, 2.0));
        var total = function(List.of(), sum(data));
        data.setValue(NdArray.of(1.0, 2.0, 3.0));
        assertThat(total.call().item()).isEqualTo(6);
        assertThatThrownBy(() -> data.setValue(10.0))
                .hasMessageContaining(
                        "shared variable 'data' is float64(?) and cannot take a value of type"
                                + " float64()");
    }
}
