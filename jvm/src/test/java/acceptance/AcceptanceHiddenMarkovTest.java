package acceptance;

import static dev.credence.graph.transform.Transformations.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.transform.TensorFunction;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The marginal likelihood of a hidden Markov model, written for one sequence and mapped over all,
/// and written for all at once: both give the published numbers.
final class AcceptanceHiddenMarkovTest {
    private static final int SEQUENCES = 70;
    private static final int TIMES = 51;
    private static final double LIKELIHOOD = -37.003488565740405;
    private static final double FIRST = -3.93533793691888;

    private static final double SIGNAL = 1.15;
    private static final double NOISE = 0.15;
    private static final double[] INITIAL = {0.9, 0.09, 0.01};
    private static final double[][] TRANSITION = {
        {0.9, 0.09, 0.01}, {0.1, 0.8, 0.1}, {0.2, 0.1, 0.7}
    };

    /// Emissions by sequence and time.
    private static double[][] emissions;

    @BeforeAll
    static void read() throws IOException {
        emissions = new double[SEQUENCES][TIMES];
        var stream = AcceptanceHiddenMarkovTest.class.getResourceAsStream("/hidden_markov.csv");
        try (var lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            lines.readLine();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var cells = line.split(",", -1);
                emissions[Integer.parseInt(cells[0])][Integer.parseInt(cells[1])] =
                        Double.parseDouble(cells[2]);
            }
        }
    }

    /// The log-likelihood of one sequence by the forward algorithm.
    private static Tensor one(
            Tensor observed, Tensor signal, Tensor noise, Tensor initial, Tensor transition) {
        var emission = emission(expandDims(observed, 1), signal, noise);
        return sum(forward(emission, initial, transition));
    }

    /// The log-likelihood of all sequences, the rows of `observed`.
    private static Tensor batched(
            Tensor observed, Tensor signal, Tensor noise, Tensor initial, Tensor transition) {
        var emission = emission(expandDims(observed.transpose(), 2), signal, noise);
        return sum(forward(emission, initial, transition));
    }

    private static Tensor emission(Tensor observed, Tensor signal, Tensor noise) {
        var z = observed.minus(signal.times(constant(1, 2, 3.0))).div(noise);
        return z.times(z).times(-0.5).minus(log(noise)).minus(0.5 * Math.log(2 * Math.PI));
    }

    /// Over the first axis of emissions, the last of which are states.
    private static Tensor forward(Tensor emission, Tensor initial, Tensor transition) {
        var next = transition.transpose();
        var alpha =
                foldLeft(
                        (a, e) ->
                                logSumExp(expandDims(a, a.rank() - 1).plus(next), a.rank()).plus(e),
                        initial.plus(emission.get(0)),
                        emission.slice(1, TIMES));
        return logSumExp(alpha, alpha.rank() - 1);
    }

    private enum Form {
        MAPPED,
        BATCHED;

        TensorFunction likelihood() {
            if (this == BATCHED) return TensorFunction.of(AcceptanceHiddenMarkovTest::batched);
            var all = vmap(AcceptanceHiddenMarkovTest::one, 0, NONE, NONE, NONE, NONE);
            return TensorFunction.of((o, s, n, i, t) -> sum(all.apply(o, s, n, i, t)));
        }
    }

    private static double[] logs(double... probabilities) {
        return IntStream.range(0, probabilities.length)
                .mapToDouble(i -> Math.log(probabilities[i]))
                .toArray();
    }

    private static double[][] logTransition() {
        return Stream.of(TRANSITION).map(AcceptanceHiddenMarkovTest::logs).toArray(double[][]::new);
    }

    private static Object[] arguments(double[][] observed) {
        return new Object[] {observed, SIGNAL, NOISE, logs(INITIAL), logTransition()};
    }

    @Test
    void s3_1_logarithmsOfProbabilities() {
        var f = jit(x -> log(x));
        assertThat(f.call(INITIAL).doubles())
                .containsExactly(
                        new double[] {-0.10536052, -2.40794561, -4.60517019}, within(5e-9));
        assertThat(f.call(0.0).item()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void s3_2_oneSequence() {
        var f = jit(AcceptanceHiddenMarkovTest::one);
        var found = f.call(emissions[0], SIGNAL, NOISE, logs(INITIAL), logTransition());
        assertThat(found.item()).isCloseTo(FIRST, within(1e-12 * -FIRST));
    }

    @ParameterizedTest
    @EnumSource
    void s3_3_oneRow(Form form) {
        var found = jit(form.likelihood()).call(arguments(new double[][] {emissions[0]}));
        assertThat(found.item()).isCloseTo(FIRST, within(1e-12 * -FIRST));
    }

    @ParameterizedTest
    @EnumSource
    void s3_4_allSequences(Form form) {
        assertThat(jit(form.likelihood()).call(arguments(emissions)).item())
                .isCloseTo(LIKELIHOOD, within(1e-12 * -LIKELIHOOD));
    }

    @ParameterizedTest
    @EnumSource
    void s3_5_s3_6_gradients(Form form) {
        var f = jit(valueAndGrad(form.likelihood(), 1, 2, 3, 4));
        check(f.callAll(arguments(emissions)));
    }

    /// The gradient of each sequence, summed, is the gradient of the sum.
    @Test
    void s3_5_s3_6_gradientsOfEachSequence() {
        var each =
                vmap(
                        valueAndGrad(AcceptanceHiddenMarkovTest::one, 1, 2, 3, 4),
                        0,
                        NONE,
                        NONE,
                        NONE,
                        NONE);
        var f =
                jit(
                        TensorFunction.ofList(
                                x -> each.applyAll(x).stream().map(y -> sum(y, 0)).toList()));
        check(f.callAll(arguments(emissions)));
    }

    @ParameterizedTest
    @EnumSource
    void s3_4_s3_5_s3_6_byTheInterpreter(Form form) {
        var inputs =
                List.of(
                        new Input("observed", TensorType.float64(SEQUENCES, TIMES)),
                        scalar("signal"),
                        scalar("noise"),
                        new Input("initial", TensorType.float64(3)),
                        new Input("transition", TensorType.float64(3, 3)));
        var outputs = valueAndGrad(form.likelihood(), 1, 2, 3, 4).applyAll(inputs);
        check(
                new CompiledFunction(inputs, outputs, new Interpreter())
                        .callAll(arguments(emissions)));
    }

    private static void check(List<NdArray> found) {
        close(found.get(0), LIKELIHOOD);
        close(found.get(1), -297.8649061148309);
        close(found.get(2), 531.3677524433095);
        close(found.get(3), 61.000000005112454, 8.99999999377684, 1.1105262478106871e-09);
        close(
                found.get(4),
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

    private static void close(NdArray found, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(found.element(i))
                    .as("element %d", i)
                    .isCloseTo(expected[i], within(1e-12 * Math.max(1, Math.abs(expected[i]))));
        }
    }

    @Test
    void s3_7_emissionsByBroadcasting() {
        var f = jit((o, s, n) -> emission(expandDims(o, 1), s, n));
        var table = f.call(emissions[0], SIGNAL, NOISE);
        assertThat(table.shape()).containsExactly(TIMES, 3);
        for (int k = 0; k < 3; k++) {
            double z = (emissions[0][7] - (k + 1) * SIGNAL) / NOISE;
            double expected = -0.5 * z * z - Math.log(NOISE) - 0.5 * Math.log(2 * Math.PI);
            assertThat(table.at(7, k)).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void s3_8_oneStepOfTheRecursion() {
        var step = jit((a, p, e) -> logSumExp(a.plus(p.transpose()), 1).plus(e));
        var before = new double[] {-1, -2, -3};
        var emission = new double[] {0.5, 0.25, -4};
        var found = step.call(before, logTransition(), emission);
        for (int j = 0; j < 3; j++) {
            double sum = 0;
            for (int i = 0; i < 3; i++) sum += Math.exp(before[i]) * TRANSITION[i][j];
            assertThat(found.element(j)).isCloseTo(Math.log(sum) + emission[j], within(1e-14));
        }
    }
}
