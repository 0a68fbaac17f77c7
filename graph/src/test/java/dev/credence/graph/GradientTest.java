package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Gradients at the places where they are easily lost, and what is said where there are none.
final class GradientTest {
    private final Input x = scalar("x");
    private final Input v = vector("v");

    private double slope(Tensor y, double at) {
        return function(List.of(x), grad(y, x)).call(at).item();
    }

    @Test
    void theSideNotTakenDoesNoHarm() {
        var safeLog = select(x.gt(0), log(x), constant(-1));
        assertThat(slope(safeLog, 2)).isEqualTo(0.5);
        assertThat(slope(safeLog, 0)).isZero();
        var safeRoot = select(x.gt(0), sqrt(x), x.times(3));
        assertThat(slope(safeRoot, 0)).isEqualTo(3);
        assertThat(slope(maximum(sqrt(x).times(2), constant(1)), 0)).isZero();
        var deeper = select(x.gt(0), exp(log(sqrt(x).times(2)).div(3)).times(x), constant(0));
        assertThat(slope(deeper, 0)).isZero();
    }

    @Test
    void extremesPassTheGradientToOneSide() {
        assertThat(slope(maximum(x, x.times(2)), 0)).isEqualTo(1);
        assertThat(slope(minimum(x.times(2), x), 0)).isEqualTo(2);
    }

    @Test
    void aSumOfExponentialsHasTheGradientOfItsStableForm() {
        var f = function(List.of(v), List.of(logSumExp(v), grad(logSumExp(v), v)));
        var out = f.callAll((Object) new double[] {1000, 1000});
        assertThat(out.get(0).item()).isEqualTo(1000 + Math.log(2));
        assertThat(out.get(1).doubles()).containsExactly(0.5, 0.5);
        var written = log(sum(exp(v)));
        assertThat(
                        function(List.of(v), grad(written, v).times(3))
                                .call((Object) new double[] {1000, 1000})
                                .doubles())
                .containsExactly(1.5, 1.5);
        out = f.callAll((Object) new double[] {-1e300, Double.NEGATIVE_INFINITY, 5});
        assertThat(out.get(0).item()).isEqualTo(5);
        assertThat(out.get(1).doubles()).containsExactly(0, 0, 1);
    }

    @Test
    void stableFormsStayStableWhenDifferentiatedAfterRewriting() {
        var written = log(sum(exp(v)));
        var graph = Rewriting.canonicalizeAndStabilize(Graph.of(List.of(v), List.of(written)));
        var slope = grad(graph.outputs().getFirst(), v);
        assertThat(function(List.of(v), slope).call(new double[] {800, 0}).doubles())
                .containsExactly(1, 0);
    }

    @Test
    void whatIsNotConnectedIsNamed() {
        var y = scalar("y");
        assertThatThrownBy(() -> grad(exp(x), y))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith(
                        "'exp(x)' does not depend smoothly on 'y', so there is no gradient with"
                                + " respect to it");
        assertThatThrownBy(() -> grad(floor(x), x)).isInstanceOf(GraphException.class);
        var zero = Gradient.of(exp(x), List.of(y), Gradient.Disconnected.ZERO).getFirst();
        assertThat(function(List.of(), zero).call().item()).isZero();
    }

    @Test
    void missingDerivativesAreSaid() {
        assertThatThrownBy(() -> grad(besselJ(x, constant(2)), x))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining(
                        "op 'jv' has no gradient with respect to its input 0, 'x': hold it constant"
                                + " with stopGradient, or use a sampler that needs no gradient");
    }

    @Test
    void jacobiansAndTheirProductsAgree() {
        var t = tensor("t", TensorType.float64(3));
        var y = concatenate(0, sin(t.times(t.get(0))), expandDims(prod(t), 0));
        var u = constant(0.3, -1.2, 0.8, 2.0);
        var v = constant(1.5, -0.4, 0.7);
        var out =
                function(
                                List.of(t),
                                List.of(
                                        jacobian(y, t).dot(v),
                                        pushforward(y, t, v),
                                        u.dot(jacobian(y, t)),
                                        pullback(y, t, u)))
                        .callAll((Object) new double[] {0.5, -1.1, 0.9});
        assertThat(out.get(0).doubles()).containsExactly(out.get(1).doubles(), within(1e-14));
        assertThat(out.get(2).doubles()).containsExactly(out.get(3).doubles(), within(1e-14));
        assertThat(out.get(0).shape()).containsExactly(4);
    }

    @Test
    void secondDerivativesOfAScalar() {
        var t = tensor("t", TensorType.float64(2));
        var cost = t.get(0).pow(3).times(t.get(1));
        var f =
                function(
                        List.of(t),
                        List.of(hessian(cost, t), hessianVectorProduct(cost, t, constant(1, 2.0))));
        var out = f.callAll((Object) new double[] {2, 5});
        assertThat(out.get(0)).isEqualTo(NdArray.of(new double[][] {{60, 12}, {12, 0}}));
        assertThat(out.get(1)).isEqualTo(NdArray.of(84, 12));
        assertThatThrownBy(() -> jacobian(exp(v), v))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith(
                        "the jacobian of 'exp(v)' needs a known shape with elements, not (?); give"
                                + " its inputs known lengths");
    }

    @Test
    void noGradientFlowsThroughWhatIsGiven() {
        var y = square(x).times(stopGradient(exp(x)));
        assertThat(slope(y, 1)).isEqualTo(2 * Math.E);
        assertThatThrownBy(() -> grad(stopGradient(x), x)).isInstanceOf(GraphException.class);
        assertThat(dprint(function(List.of(x), stopGradient(x)))).startsWith("DeepCopyOp");
    }
}
