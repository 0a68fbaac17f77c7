package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// Gradients are taken of the numerically safe form, and mean what they mean for the written one:
/// by any nodes, past what is given, through loops, choices and named functions.
final class StableGradientTest {
    private final Input x = scalar("x");
    private final Input z = scalar("z");

    private static Tensor softplusOf(Tensor e) {
        return log(e.plus(1));
    }

    private static double sigmoidAt(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private double at(double value, Tensor y) {
        return values(value, y).item();
    }

    private NdArray values(double value, Tensor y) {
        var options = CompileOptions.standard().withUnusedInputs();
        return function(List.of(x), y, options).call(value);
    }

    @Test
    void nothingIsChangedIfNoRuleMakesItSafer() {
        var cost = sum(square(sin(x).times(2).plus(0)).times(1));
        assertThat(DebugPrint.text(grad(cost, x))).isEqualTo(DebugPrint.text(written(cost, x)));
        var risky = softplusOf(exp(x));
        assertThat(at(1000, grad(risky, x))).isEqualTo(1);
        assertThat(MathText.of(written(risky, x))).isEqualTo("1 / (exp(x) + 1) * exp(x)");
    }

    private static Tensor written(Tensor cost, Tensor wrt) {
        return Gradient.asWritten(cost, List.of(wrt), Gradient.Disconnected.RAISE).getFirst();
    }

    @Test
    void nodesThatAreDifferentiatedByStayNodes() {
        var e = exp(x);
        var cost = softplusOf(e).plus(softplusOf(exp(x)));
        var slopes = grad(cost, List.of(e, x));
        assertThat(at(1, slopes.getFirst())).isCloseTo(1 / (1 + Math.E), within(1e-15));
        assertThat(at(1, slopes.getLast())).isCloseTo(2 * sigmoidAt(1), within(1e-15));
    }

    @Test
    void equalNodesAreDistinguished() {
        var e = exp(x);
        var f = exp(x);
        var slopes = grad(log(e.plus(f.times(3))), List.of(e, f));
        assertThat(at(0, slopes.get(0))).isCloseTo(0.25, within(1e-15));
        assertThat(at(0, slopes.get(1))).isCloseTo(0.75, within(1e-15));
    }

    @Test
    void aNodeThatIsSimplifiedToALeafIsNotThatLeaf() {
        var k = log(exp(x));
        var cost = softplusOf(exp(k)).plus(softplusOf(exp(x)));
        var slopes = grad(cost, List.of(k, x));
        assertThat(at(1000, slopes.get(0))).isEqualTo(1);
        assertThat(at(1000, slopes.get(1))).isEqualTo(2);
    }

    @Test
    void theWayBelowANodeIsSafeToo() {
        var k = softplusOf(exp(x));
        var slopes = grad(square(k).plus(softplusOf(exp(x))), List.of(k, x));
        assertThat(at(1000, slopes.get(0))).isEqualTo(2000);
        assertThat(at(1000, slopes.get(1))).isEqualTo(2001);
    }

    @Test
    void outputsOfOneNodeStayTogether() {
        var loop =
                scan(
                        (c, _) -> {
                            var next = softplusOf(exp(c.getFirst()));
                            return LoopFunctions.Step.of(next).stacking(next.times(2));
                        },
                        List.of(x),
                        3);
        var rows = loop.stacked();
        var slopes = grad(sum(rows).plus(loop.carry()), List.of(rows, loop.carry(), x));
        assertThat(values(1000, slopes.get(0)).doubles()).containsExactly(1, 1, 1);
        assertThat(at(1000, slopes.get(1))).isEqualTo(1);
        assertThat(at(1000, slopes.get(2))).isEqualTo(7);
    }

    @Test
    void constantsMayBeDifferentiatedBy() {
        var c = constant(1000);
        assertThat(at(1, grad(softplusOf(exp(c)).times(x), c))).isEqualTo(1);
    }

    @Test
    void whatIsGivenOrKnownIsNotSeenThrough() {
        var e = exp(x);
        var cost = softplusOf(e).plus(softplusOf(exp(x.times(2))));
        var given = GradientOptions.standard().withConstant(e);
        assertThat(at(1000, grad(cost, x, given))).isEqualTo(2);
        var known = GradientOptions.standard().withKnown(e, constant(10));
        assertThat(at(0, grad(cost, x, known))).isCloseTo(10 + 1, within(1e-15));
        var pieces = subgraphGrad(List.of(x), List.of(), Map.of(cost, constant(3)));
        assertThat(at(-1000, pieces.getFirst())).isEqualTo(0);
    }

    @Test
    void whatCancelsHasAGradientOfZero() {
        var cost = softplusOf(exp(z)).plus(x.times(z.div(x)));
        assertThat(at(0, grad(cost, List.of(x, z)).getFirst())).isEqualTo(0);
        assertThat(Gradient.connected(cost, List.of(x), GradientOptions.standard()).getFirst())
                .isPresent();
    }

    @Test
    void refusalsSpeakOfWhatIsWritten() {
        assertThatThrownBy(() -> grad(softplusOf(exp(x)), z))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith("'log(exp(x) + 1)' does not depend smoothly on 'z'");
        var undefined = undefinedGrad(x, "it is measured");
        assertThatThrownBy(() -> grad(softplusOf(exp(undefined)), x))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("it is measured");
    }

    @Test
    void loopsChoicesAndFunctionsAreMadeSafeInside() {
        var loop =
                scan((c, _) -> LoopFunctions.Step.of(softplusOf(exp(c.getFirst()))), List.of(x), 4);
        assertThat(at(1000, grad(loop.carry(), x))).isEqualTo(1);
        var choice = ifElse(x.gt(0), softplusOf(exp(x)), x.unaryMinus());
        assertThat(at(1000, grad(choice, x))).isEqualTo(1);
        assertThat(at(-1000, grad(choice, x))).isEqualTo(-1);
        var op = GraphOp.of("ramp", List.of(z), List.of(softplusOf(exp(z))));
        assertThat(at(1000, grad(op.apply(x), x))).isEqualTo(1);
    }

    @Test
    void changedGradientsStayChanged() {
        assertThat(at(1000, grad(softplusOf(exp(gradScale(x, -3))), x))).isEqualTo(-3);
        var cost = softplusOf(exp(x)).plus(softplusOf(exp(stopGradient(x))));
        assertThat(at(1000, grad(cost, x))).isEqualTo(1);
    }

    @Test
    void otherDerivativesAreSafeToo() {
        var v = tensor("v", TensorType.float64(2));
        var y = log(constant(1).minus(sigmoid(v)));
        double[] point = {1000, -1000};
        var tangent = constant(2, 5.0);
        var all =
                List.of(
                        pullback(y, v, tangent),
                        pushforward(y, v, tangent),
                        jacobian(y, v),
                        hessian(sum(y), v),
                        hessianVectorProduct(sum(y), v, tangent));
        var results = function(List.of(v), all).callAll((Object) point);
        assertThat(results.get(0).doubles()).containsExactly(new double[] {-2, 0}, within(0.0));
        assertThat(results.get(1).doubles()).containsExactly(new double[] {-2, 0}, within(0.0));
        assertThat(results.get(2).doubles())
                .containsExactly(new double[] {-1, 0, 0, 0}, within(0.0));
        assertThat(results.get(3).doubles()).containsExactly(new double[4], within(0.0));
        assertThat(results.get(4).doubles()).containsExactly(new double[2], within(0.0));
    }

    @Test
    void unchosenOverflowStaysOutOfGradients() {
        var safe = select(x.gt(0), x, constant(1));
        var cost = softplusOf(exp(x)).plus(select(x.gt(0), log(safe), constant(0)));
        var slope =
                Interpreter.evaluate(List.of(grad(cost, x)), Map.of(x, NdArray.scalar(-1000.0)));
        assertThat(slope.getFirst().item()).isEqualTo(0);
    }
}
