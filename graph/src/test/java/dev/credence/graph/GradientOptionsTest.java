package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What gradients take as given, how they are changed on their way, and what is said where there
/// are none.
final class GradientOptionsTest {
    private static final GradientOptions OPTIONS = GradientOptions.standard();

    private final Input x = scalar("x");
    private final Input y = scalar("y");
    private final Input v = vector("v");

    private static void fails(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String s) {
        assertThatThrownBy(call).isInstanceOf(GraphException.class).hasMessageStartingWith(s);
    }

    private double at(Tensor gradient, double point) {
        return gradient.eval(Map.of(x, point)).item();
    }

    @Test
    void constantsAreTakenAsGiven() {
        var e = exp(x);
        var cost = square(x).times(e);
        assertThat(at(grad(cost, x, OPTIONS.withConstant(e)), 1)).isEqualTo(2 * Math.E);
        assertThat(at(grad(cost, x), 1)).isCloseTo(3 * Math.E, within(1e-14));
    }

    @Test
    void whatIsNotConnectedRaisesWarnsOrIsZero() {
        fails(
                () -> grad(exp(x), y),
                "'exp(x)' does not depend smoothly on 'y', so there is no gradient with respect to"
                        + " it");
        fails(
                () -> grad(exp(floor(x)), x),
                "'exp(floor(x))' does not depend smoothly on 'x', so there is no gradient with"
                        + " respect to it: 'floor(x)' passes none on. Made at ");
        var ignored = OPTIONS.withDisconnected(Gradient.Disconnected.ZERO);
        assertThat(grad(exp(x), y, ignored).eval().item()).isZero();
        assertThat(Gradient.connected(x.times(2), List.of(y, x), OPTIONS))
                .satisfiesExactly(
                        none -> assertThat(none).isEmpty(),
                        two -> assertThat(at(two.orElseThrow(), 0)).isEqualTo(2));
    }

    @Test
    void aWarningIsLogged() {
        var said = new ArrayList<String>();
        var logger = Logger.getLogger("dev.credence.graph");
        var handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord entry) {
                        said.add(entry.getMessage());
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            var warned = OPTIONS.withDisconnected(Gradient.Disconnected.WARN);
            assertThat(grad(exp(x), y, warned).eval().item()).isZero();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        assertThat(said)
                .containsExactly(
                        "'exp(x)' does not depend smoothly on 'y', so there is no gradient with"
                                + " respect to it; it counts as zero");
    }

    @Test
    void knownGradientsStandForTheRestOfTheGraph() {
        var a = exp(x);
        var b = square(x);
        var known = OPTIONS.withKnown(a, constant(2)).withKnown(b, constant(10));
        var gradient = Gradient.of(List.of(x), known).getFirst();
        assertThat(at(gradient, 3)).isCloseTo(2 * Math.exp(3) + 60, within(1e-12));
        var cost = log(a).times(5);
        assertThat(at(grad(cost, x, OPTIONS.withKnown(a, constant(1))), 0)).isEqualTo(1);
        fails(
                () -> OPTIONS.withKnown(a, v),
                "the known gradient of 'exp(x)' must be of its type float64(), but 'v' is"
                        + " float64(?)");
    }

    @Test
    void aGraphCanBeDifferentiatedInPieces() {
        var w = scalar("w");
        var hidden = tanh(x.times(w));
        var bias = scalar("bias");
        var cost = square(hidden.plus(bias));
        var top = subgraphGrad(List.of(bias), List.of(hidden), Map.of(cost, constant(1)));
        var bottom = subgraphGrad(List.of(w), List.of(), Map.of(hidden, top.get(1)));
        var whole = grad(cost, List.of(bias, w));
        var values = Map.of(x, 0.3, w, 1.7, bias, -0.4);
        assertThat(top.get(0).eval(Map.of(x, 0.3, w, 1.7, bias, -0.4)).item())
                .isEqualTo(whole.get(0).eval(values).item());
        assertThat(bottom.getFirst().eval(values).item())
                .isCloseTo(whole.get(1).eval(values).item(), within(1e-15));
    }

    @Test
    void endsOfASubgraphBlockWhatLiesBelow() {
        var hidden = exp(x);
        var cost = hidden.times(x);
        var found = subgraphGrad(List.of(x), List.of(hidden), Map.of(cost, constant(1)));
        assertThat(at(found.get(0), 2)).isCloseTo(Math.exp(2), within(1e-14));
        assertThat(at(found.get(1), 2)).isEqualTo(2);
    }

    @Test
    void modifiersChangeTheGradientOnly() {
        var squared = square(x);
        assertThat(at(gradClip(squared, -1, 1), 5)).isEqualTo(25);
        assertThat(at(grad(squared.plus(gradClip(x, -3, 3).times(100)), x), 1)).isEqualTo(5);
        assertThat(at(grad(gradScale(squared, -0.5), x), 3)).isEqualTo(-3);
        assertThat(at(grad(zeroGrad(exp(x)).times(x), x), 1)).isEqualTo(Math.E);
        assertThat(at(grad(zeroGrad(exp(x)), x), 1)).isZero();
        var f = function(List.of(v), sum(gradClip(v, 0, 1).times(3)));
        assertThat(f.graph().nodes()).noneMatch(n -> n.op() instanceof GradientModifier);
        var slopes =
                grad(sum(gradClip(v, -1, 2).times(v)), v).eval(Map.of(v, new double[] {-4, 3}));
        assertThat(slopes.doubles()).containsExactly(-4 - 1, 3 + 2);
        fails(() -> gradClip(x, 1, 0), "a gradient cannot be kept between 1.0 and 0.0");
    }

    @Test
    void undefinedGradientsGiveTheirReasonOrAreLeftOut() {
        var z = undefinedGrad(exp(x), "it is measured");
        fails(
                () -> grad(z.times(x), x),
                "the gradient through 'exp(x)' is undefined: it is measured. Made at ");
        var omitted = OPTIONS.withUndefined(Gradient.Undefined.OMIT);
        assertThat(Gradient.connected(z.times(x).plus(y), List.of(x, y), omitted))
                .satisfiesExactly(
                        none -> assertThat(none).isEmpty(),
                        one -> assertThat(one.orElseThrow().eval().item()).isEqualTo(1));
        fails(
                () -> grad(z.times(x), x, omitted),
                "the gradient with respect to 'x' is left out, since an op on the way from");
    }

    @Test
    void gradientsAreOfFloatScalarsWithRespectToFloats() {
        fails(
                () -> grad(exp(v), v),
                "gradients are of float64 or float32 scalars only, 'exp(v)' is float64(?); sum it"
                        + " first. Made at ");
        var n = tensor("n", new TensorType(DType.INT64, Shape.SCALAR));
        fails(
                () -> grad(n.times(n), n),
                "gradients are of float64 or float32 scalars only, 'n * n' is int64(); cast it to"
                        + " float64 first. Made at ");
        fails(
                () -> grad(x.times(n), n),
                "'n' is int64(), and there are no gradients with respect to integers or truth"
                        + " values; differentiate by a float64 tensor");
    }

    /// An op that nobody differentiated.
    private record Opaque() implements CustomOp {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            return List.of(inputs.getFirst().type());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return inputs;
        }

        @Override
        public String toString() {
            return "opaque";
        }
    }

    @Test
    void opsWithoutGradientAreNamed() {
        var z = new Apply(new Opaque(), List.of(x)).output();
        fails(
                () -> grad(exp(z), x),
                "op 'opaque' has no gradient; define its pullback, or keep gradients from flowing"
                        + " through it. Made at ");
        var omitted = OPTIONS.withUndefined(Gradient.Undefined.OMIT);
        assertThat(Gradient.connected(exp(z), List.of(x), omitted))
                .containsExactly(Optional.empty());
    }
}
