package acceptance;

import static dev.credence.graph.transform.Transformations.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.CodeOptions;
import dev.credence.graph.Constant;
import dev.credence.graph.CustomOp;
import dev.credence.graph.Gradient;
import dev.credence.graph.GradientCheck;
import dev.credence.graph.Graph;
import dev.credence.graph.GraphException;
import dev.credence.graph.Input;
import dev.credence.graph.OpLowering;
import dev.credence.graph.Program;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.WrappedFunction;
import dev.credence.jvm.JvmBackend;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Ops of the user's own: whole classes, wrapped Java functions, and lowerings for the compiler.
final class AcceptanceOwnOpTest {
    private static final double VALUE = -37.003488565740405;
    private static final double BY_SIGNAL = -297.8649061148309;
    private static final double RELATIVE = 1e-12;

    private static final List<TensorType> TYPES =
            List.of(
                    TensorType.float64(),
                    TensorType.float64(),
                    TensorType.float64(3),
                    TensorType.float64(3, 3),
                    TensorType.float64(Shape.UNKNOWN, Shape.UNKNOWN));

    private final List<Constant> constants =
            List.of(
                    constant(1.15),
                    constant(0.15),
                    constant(logs(0.9, 0.09, 0.01)),
                    constant(
                            new double[][] {
                                logs(0.9, 0.09, 0.01), logs(0.1, 0.8, 0.1), logs(0.2, 0.1, 0.7)
                            }),
                    constant(observations()));

    private static double[] logs(double... probabilities) {
        return java.util.Arrays.stream(probabilities).map(Math::log).toArray();
    }

    private static double[][] observations() {
        var rows = new double[70][51];
        try (var in = AcceptanceOwnOpTest.class.getResourceAsStream("/hidden_markov.csv")) {
            new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(c ->
                            rows[Integer.parseInt(c[0])][Integer.parseInt(c[1])] =
                                    Double.parseDouble(c[2]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static void check(Tensor found, double expected) {
        assertThat(found.eval().item()).isCloseTo(expected, within(RELATIVE * Math.abs(expected)));
    }

    /// The log-likelihood as an op with a class of its own; observations have no gradient.
    private record Likelihood() implements CustomOp {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            return List.of(TensorType.float64());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return PlainHiddenMarkov.valueAndGradients(inputs).subList(0, 1);
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var g = cotangents.getFirst().orElseThrow();
            var gradients = new Apply(new LikelihoodGradient(), node.inputs()).outputs();
            return Stream.concat(
                            gradients.stream().map(d -> Optional.of(g.times(d))),
                            Stream.of(Gradient.notImplemented("observations are data")))
                    .toList();
        }
    }

    /// The gradients as an op with one output for each of the four inputs that have one.
    private record LikelihoodGradient() implements CustomOp {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            return inputs.subList(0, 4).stream().map(Tensor::type).toList();
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            return PlainHiddenMarkov.valueAndGradients(inputs).subList(1, 5);
        }
    }

    @Test
    void s3_9_ownClassOfOp() {
        var inputs = List.<Tensor>copyOf(constants);
        check(new Apply(new Likelihood(), inputs).output(), VALUE);
    }

    @Test
    void s3_9_resultsMustBeOfTheDeclaredType() {
        record Wrong() implements CustomOp {
            @Override
            public List<TensorType> infer(List<Tensor> inputs) {
                return List.of(TensorType.float64());
            }

            @Override
            public List<NdArray> perform(Apply node, List<NdArray> inputs) {
                return List.of(NdArray.scalar(3L));
            }
        }
        var y = new Apply(new Wrong(), List.of(constant(1.0))).output();
        assertThatThrownBy(y::eval)
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith(
                        "op 'Wrong[]' declares output 0 as float64() but gave int64(). Made at"
                                + " AcceptanceOwnOpTest.java:");
    }

    @Test
    void s3_10_gradientOpWithAnOutputForEachInput() {
        var gradients =
                new Apply(new LikelihoodGradient(), List.<Tensor>copyOf(constants)).outputs();
        check(gradients.getFirst(), BY_SIGNAL);
        assertThat(gradients).hasSize(4);
    }

    @Test
    void s3_11_inputWithoutGradient() {
        var y = new Apply(new Likelihood(), List.<Tensor>copyOf(constants)).output();
        assertThatThrownBy(() -> grad(y, constants.get(4)))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith(
                        "op 'Likelihood[]' has no gradient with respect to its input 4, ")
                .hasMessageContaining(": observations are data. Made at AcceptanceOwnOpTest.java:");
    }

    @Test
    void s3_12_evalOnConstants() {
        check(new Apply(new Likelihood(), List.<Tensor>copyOf(constants)).output(), VALUE);
    }

    @Test
    void s3_13_gradientWithRespectToAConstant() {
        var signal = constants.getFirst();
        var y = new Apply(new Likelihood(), List.<Tensor>copyOf(constants)).output();
        check(grad(y, signal), BY_SIGNAL);
    }

    @Test
    void s3_22_registeredLoweringMakesOneProgram() {
        var lowering =
                OpLowering.expansion(
                        "jvm", Likelihood.class, node -> List.of(asTensors(node.inputs())));
        var inputs = TYPES.stream().map(t -> new Input("x", t)).toList();
        var specific =
                TYPES.stream()
                        .map(t ->
                                t.rank() == 2 && !t.shape().isKnown()
                                        ? TensorType.float64(70, 51)
                                        : t)
                        .map(t -> new Input("x", t))
                        .toList();
        assertThat(inputs).hasSameSizeAs(specific);
        var y = new Apply(new Likelihood(), List.<Tensor>copyOf(specific)).output().times(2);
        var program = Program.of(Graph.of(specific, List.of(y)));
        var compiled = new JvmBackend().compile(program, with(lowering));
        assertThat(compiled.report())
                .contains("by registered lowering: Likelihood[] x 1")
                .doesNotContain("reference evaluation");
        var result = new double[1];
        compiled.newExecutable()
                .execute(
                        constants.stream().map(c -> c.value().storage()).toArray(),
                        new Object[] {result});
        assertThat(result[0]).isCloseTo(2 * VALUE, within(-2 * RELATIVE * VALUE));
        assertThat(new JvmBackend().compile(program, with()).report())
                .contains("by reference evaluation: Likelihood[] x 1");
    }

    /// The same in tensors.
    private static Tensor asTensors(List<Tensor> inputs) {
        var observed = transpose(inputs.get(4));
        var noise = inputs.get(1);
        var z = expandDims(observed, 2).minus(inputs.get(0).times(constant(1, 2, 3.0))).div(noise);
        var emission = square(z).times(-0.5).minus(log(noise)).minus(0.5 * Math.log(2 * Math.PI));
        var forward =
                scan(
                        (alpha, e) ->
                                Step.of(
                                        logSumExp(
                                                        expandDims(alpha.getFirst(), 2)
                                                                .plus(inputs.get(3)),
                                                        1)
                                                .plus(e.getFirst())),
                        List.of(inputs.get(2).plus(emission.get(0))),
                        List.of(emission.slice(1, 51)));
        return sum(logSumExp(forward.carry(), 1));
    }

    @Test
    void s3_25_valueAndGradientsAtOnce() {
        int[] calls = {0};
        var types = TYPES.subList(0, 4);
        var data = constants.get(4).value();
        var op =
                WrappedFunction.valueAndGradients(
                        "hmm",
                        types,
                        x -> {
                            calls[0]++;
                            return PlainHiddenMarkov.valueAndGradients(
                                    Stream.concat(x.stream(), Stream.of(data)).toList());
                        });
        var inputs = constants.subList(0, 4).toArray(Tensor[]::new);
        var y = op.apply(inputs);
        assertThat(y.type()).isEqualTo(TensorType.float64());
        check(y, VALUE);
        calls[0] = 0;
        var f = function(List.of(), List.of(y, grad(op.apply(inputs), inputs[0])));
        var found = f.callAll();
        assertThat(calls[0]).as("value and gradient cost one call").isEqualTo(1);
        assertThat(found.get(1).item()).isCloseTo(BY_SIGNAL, within(-RELATIVE * BY_SIGNAL));
        var slope = grad(y, inputs[0]);
        assertThatThrownBy(() -> grad(slope, inputs[0]))
                .hasMessageStartingWith(
                        "the gradients that op 'hmm' gives have no gradients themselves; second"
                                + " derivatives need a pullback written in tensors");
    }

    private static CodeOptions with(OpLowering... lowerings) {
        return CodeOptions.standard().withLowerings(List.of(lowerings));
    }

    // mu(theta) of an equation, written as an op by hand

    private static double newton(double theta) {
        double mu = 1;
        for (int i = 0; i < 50; i++) {
            double x = theta * mu;
            double residual =
                    Math.log(mu) + (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));
            double step = residual / (theta / (1 + Math.exp(-x)) + 1 / mu);
            mu -= step;
            if (Math.abs(step) < 1e-14 * mu) break;
        }
        return mu;
    }

    /// With a given solver in place of [#newton].
    private record MuFromTheta(boolean ignoresTheta) implements CustomOp {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            return List.of(TensorType.float64());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            double theta = ignoresTheta ? 0.4 : inputs.getFirst().item();
            return List.of(NdArray.scalar(newton(theta)));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var theta = node.input(0);
            var mu = node.output();
            var x = theta.times(mu);
            var slope = square(mu).unaryMinus().div(x.plus(1).plus(exp(x.unaryMinus())));
            return List.of(cotangents.getFirst().map(g -> g.times(slope)));
        }
    }

    private static Tensor mu(Tensor theta) {
        return new Apply(new MuFromTheta(false), List.of(theta)).output();
    }

    @Test
    void s4_7_opByTypesPerformAndGradient() {
        assertThat(mu(constant(0.2)).eval().item()).isCloseTo(0.47620760213999841, within(1e-15));
        var theta = scalar("theta");
        var slope = function(List.of(theta), grad(mu(theta), theta));
        assertThat(slope.call(0.2).item()).isCloseTo(-0.11313822743945581, within(1e-15));
    }

    @Test
    void s4_8_plainFunctionWithoutGradient() {
        var op =
                WrappedFunction.of(
                        "mu_from_theta",
                        List.of(TensorType.float64()),
                        List.of(TensorType.float64()),
                        x -> List.of(NdArray.scalar(newton(x.getFirst().item()))));
        var theta = scalar("theta");
        var f = function(List.of(theta), op.apply(theta).times(2));
        assertThat(f.call(0.2).item()).isCloseTo(2 * 0.47620760213999841, within(1e-15));
        assertThatThrownBy(() -> grad(op.apply(theta), theta))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith(
                        "op 'mu_from_theta' wraps a Java function and has no gradient; give it one"
                            + " by withPullback, or use a method that needs no gradients. Made at"
                            + " AcceptanceOwnOpTest.java:");
        assertThatThrownBy(() -> op.apply(vector("v")))
                .hasMessageStartingWith(
                        "op 'mu_from_theta' takes [float64()], not [float64(?)]. Made at"
                                + " AcceptanceOwnOpTest.java:");
    }

    @Test
    void s4_11_checkOfARightGradient() {
        for (double theta : new double[] {0.2, 1e-5, 1e5})
            GradientCheck.verify(AcceptanceOwnOpTest::mu, NdArray.scalar(theta));
    }

    @Test
    void s4_12_checkOfTheOpThatIgnoresItsInput() {
        for (double theta : new double[] {0.2, 1e-5}) {
            assertThatThrownBy(() ->
                            GradientCheck.verify(
                                    x -> new Apply(new MuFromTheta(true), List.of(x)).output(),
                                    NdArray.scalar(theta)))
                    .isInstanceOf(GraphException.class)
                    .hasMessageContaining("'input 0' of shape () at element 0 is -0.")
                    .hasMessageContaining("finite differences give 0.0")
                    .hasMessageContaining("tolerance 1.0E-4");
        }
        GradientCheck.verify(
                x -> new Apply(new MuFromTheta(true), List.of(x)).output(), NdArray.scalar(1e5));
    }

    private record CubeRoot() implements CustomOp {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            return List.of(inputs.getFirst().type());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            var x = inputs.getFirst();
            double[] roots = java.util.Arrays.stream(x.doubles()).map(Math::cbrt).toArray();
            return List.of(NdArray.of(roots, x.shape()));
        }

        @Override
        public String toString() {
            return "cbrt";
        }
    }

    @Test
    void pointwiseLoweringJoinsTheLoopOfItsNeighbours() {
        var x = new Input("x", TensorType.float64(1000));
        var root = new Apply(new CubeRoot(), List.of(x.times(x).plus(1))).output();
        var program = Program.of(Graph.of(List.of(x), List.of(root.times(3).minus(x))));
        var lowering = OpLowering.pointwise("jvm", CubeRoot.class, Math::cbrt);
        var compiled = new JvmBackend().compile(program, with(lowering));
        assertThat(compiled.report())
                .startsWith(
                        """
                        jvm: 6 steps; by registered lowering: cbrt x 1
                          loops over [1000] of 5 steps
                        """);
        var given = new double[1000];
        java.util.Arrays.setAll(given, i -> i - 500.25);
        var result = new double[1000];
        compiled.newExecutable().execute(new Object[] {given}, new Object[] {result});
        for (int i = 0; i < 1000; i++)
            assertThat(result[i]).isEqualTo(Math.cbrt(given[i] * given[i] + 1) * 3 - given[i]);
    }

    @Test
    void loweringsForOtherBackendsAreNotUsed() {
        var x = new Input("x", TensorType.float64(2));
        var root = new Apply(new CubeRoot(), List.of(x)).output();
        var program = Program.of(Graph.of(List.of(x), List.of(root)));
        var other = OpLowering.pointwise("other", CubeRoot.class, Math::cbrt);
        assertThat(new JvmBackend().compile(program, with(other)).report())
                .contains("by reference evaluation: cbrt x 1");
    }

    @Test
    void anOpThatNothingComputesSaysWhatWasTried() {
        record Empty() implements CustomOp {
            @Override
            public List<TensorType> infer(List<Tensor> inputs) {
                return List.of(TensorType.float64());
            }
        }
        assertThatThrownBy(() -> new Apply(new Empty(), List.of()).output().eval())
                .hasMessageStartingWith(
                        "op 'Empty[]' cannot be computed: it has no registered lowering, is of no"
                            + " core family, has no expansion and no reference evaluation; define"
                            + " perform or expand. Made at AcceptanceOwnOpTest.java:");
    }
}
