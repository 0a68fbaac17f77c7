package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.credence.array.NdArray;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// The standard pipeline on whole graphs: it ends, keeps values and does what users rely on.
final class RewritingTest {
    private static final int GRAPHS = 100;

    @ParameterizedTest
    @ValueSource(ints = {6, 15, 40})
    void randomGraphsKeepTheirValues(int nodes) {
        int valid = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            var sample = RandomGraphs.sample(1000L * nodes + seed, nodes);
            if (keepsValues(sample, 1000L * nodes + seed)) valid++;
        }
        assertThat(valid).isGreaterThan(GRAPHS / 2);
    }

    /// False if the graph turns out to be impossible, since unknown lengths do not fit after all.
    private static boolean keepsValues(RandomGraphs.Sample sample, long seed) {
        var outputs = new ArrayList<>(sample.outputs());
        List<RoundingProbe.Reading> expected;
        try {
            for (var y : sample.outputs())
                outputs.addAll(Gradient.of(sum(y), sample.inputs(), Gradient.Disconnected.ZERO));
            Interpreter.evaluate(sample.outputs(), sample.values());
            expected = RoundingProbe.read(outputs, sample.values(), new SplittableRandom(seed));
        } catch (GraphException e) {
            return false;
        }
        var before = Graph.of(sample.inputs(), outputs);
        var after = Rewriting.optimize(before);
        assertThat(after.log().stopped())
                .as("seed %d: %s", seed, after.log())
                .isEqualTo(RewriteLog.StopReason.SETTLED);
        compare(expected, after, sample.values(), seed);
        var shapes = sample.inputs().stream().map(x -> sample.values().get(x).shape()).toList();
        var concrete = Rewriting.optimize(Specialization.of(after, shapes));
        var values = new java.util.HashMap<Tensor, NdArray>();
        for (int i = 0; i < shapes.size(); i++)
            values.put(concrete.inputs().get(i), sample.values().get(sample.inputs().get(i)));
        compare(expected, concrete, values, seed);
        return true;
    }

    private static void compare(
            List<RoundingProbe.Reading> expected,
            Graph graph,
            Map<Tensor, NdArray> values,
            long seed) {
        var actual = Interpreter.evaluate(graph.outputs(), values);
        for (int k = 0; k < actual.size(); k++) {
            var reading = expected.get(k);
            assertThat(actual.get(k).shape())
                    .as("seed %d, output %d", seed, k)
                    .isEqualTo(reading.value().shape());
            for (int i = 0; i < reading.spread().length; i++) {
                double l = reading.value().element(i);
                double r = actual.get(k).element(i);
                double slack = 20 * reading.spread()[i] + 1e-12 * Math.abs(l) + 1e-300;
                if (Double.isFinite(l) && !Double.isNaN(slack) && !(Math.abs(l - r) <= slack))
                    fail(
                            "seed %d, output %d: %s became %s (slack %s)%n%s"
                                    .formatted(seed, k, l, r, slack, graph.log()));
            }
        }
    }
}
