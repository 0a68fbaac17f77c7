package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.Backend;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Graph;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Rewriting;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The forward algorithm of a hidden Markov model with three states, by a scan over time, gives the
/// reference log-likelihoods and gradients.
final class HiddenMarkovTest {
    private static final int SEQUENCES = 70;
    private static final int TIMES = 51;
    private static final double SIGNAL = 1.15;
    private static final double NOISE = 0.15;
    private static final double[] INITIAL = {0.9, 0.09, 0.01};
    private static final double[][] TRANSITION = {
        {0.9, 0.09, 0.01}, {0.1, 0.8, 0.1}, {0.2, 0.1, 0.7}
    };

    /// Emissions by time and sequence.
    private static double[][] emissions;

    private final Tensor observed = matrix("observed");
    private final Tensor signal = scalar("signal");
    private final Tensor noise = scalar("noise");
    private final Tensor initial = tensor("initial", TensorType.float64(3));
    private final Tensor transition = tensor("transition", TensorType.float64(3, 3));

    @BeforeAll
    static void read() throws IOException {
        emissions = new double[TIMES][SEQUENCES];
        var stream = HiddenMarkovTest.class.getResourceAsStream("/hidden_markov.csv");
        try (var lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            lines.readLine();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var cells = line.split(",", -1);
                emissions[Integer.parseInt(cells[1])][Integer.parseInt(cells[0])] =
                        Double.parseDouble(cells[2]);
            }
        }
    }

    /// The log-likelihood of `observed`, of shape (time, sequence).
    private Tensor likelihood() {
        var mean = signal.times(constant(1, 2, 3.0));
        var z = expandDims(observed, 2).minus(mean).div(noise);
        var emission = z.times(z).times(-0.5).minus(log(noise)).minus(0.5 * Math.log(2 * Math.PI));
        var forward =
                scan(
                        (alpha, e) -> {
                            var paths = expandDims(alpha.getFirst(), 2).plus(transition);
                            return Tensors.Step.of(logSumExp(paths, 1).plus(e.getFirst()));
                        },
                        List.of(initial.plus(emission.get(0))),
                        List.of(slice(emission, 0, 1, TIMES, 1)));
        return sum(logSumExp(forward.carry(), 1));
    }

    static Stream<Backend> backends() {
        return Stream.of(new JvmBackend(), new Interpreter());
    }

    private static double[] logs(double... probabilities) {
        return java.util.Arrays.stream(probabilities).map(Math::log).toArray();
    }

    private Object[] arguments(double[][] data) {
        double[][] rows =
                Stream.of(TRANSITION).map(HiddenMarkovTest::logs).toArray(double[][]::new);
        return new Object[] {data, SIGNAL, NOISE, logs(INITIAL), rows};
    }

    private List<Tensor> inputs() {
        return List.of(observed, signal, noise, initial, transition);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void likelihoodAndGradients(Backend backend) {
        var logp = likelihood();
        var outputs = new ArrayList<>(List.of(logp));
        outputs.addAll(grad(logp, inputs()));
        check(new CompiledFunction(inputs(), outputs, backend).callAll(arguments(emissions)));
    }

    /// As models do it: stabilised before it is differentiated.
    @Test
    void stabilisedGradients() {
        var graph = Rewriting.canonicalizeAndStabilize(Graph.of(inputs(), List.of(likelihood())));
        var logp = graph.outputs().getFirst();
        var outputs = new ArrayList<>(List.of(logp));
        outputs.addAll(grad(logp, inputs()));
        check(
                new CompiledFunction(inputs(), outputs, new JvmBackend())
                        .callAll(arguments(emissions)));
    }

    private static void check(List<NdArray> found) {
        assertThat(found.get(0).item()).isCloseTo(-37.003488565740405, relative(-37));
        assertThat(found.get(2).item()).isCloseTo(-297.8649061148309, relative(-297));
        assertThat(found.get(3).item()).isCloseTo(531.3677524433095, relative(531));
        close(found.get(4), 61.000000005112454, 8.99999999377684, 1.1105262478106871e-09);
        close(
                found.get(5),
                1869.0003643791435,
                177.0002389375089,
                21.000012140673086,
                90.00012776453868,
                869.6331865162034,
                108.18414814933467,
                86.00012463413236,
                35.18403807117058,
                243.99775940729165);
    }

    private static org.assertj.core.data.Offset<Double> relative(double size) {
        return within(1e-12 * Math.abs(size));
    }

    private static void close(NdArray found, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(found.element(i))
                    .as("element %d", i)
                    .isCloseTo(expected[i], within(1e-12 * Math.max(1, Math.abs(expected[i]))));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void oneSequence(Backend backend) {
        var first = new double[TIMES][1];
        for (int t = 0; t < TIMES; t++) first[t][0] = emissions[t][0];
        var f = new CompiledFunction(inputs(), List.of(likelihood()), backend);
        assertThat(f.call(arguments(first)).item()).isCloseTo(-3.93533793691888, within(1e-11));
    }
}
