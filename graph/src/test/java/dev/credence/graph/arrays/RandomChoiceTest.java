package dev.credence.graph.arrays;

import static dev.credence.graph.arrays.ArrayFunctions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.DType;
import dev.credence.array.IncompleteGamma;
import dev.credence.array.NdArray;
import dev.credence.array.RandomKey;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.GraphException;
import dev.credence.graph.Input;
import dev.credence.graph.ParameterException;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Permutations and choices have the probabilities that they promise: chi-squared tests that a
/// right program fails with probability 0.0001, with seeds at which it does not.
final class RandomChoiceTest {
    private static final long SEED = 20_261_120;
    private static final int N = 12_000;
    private static final double[] WEIGHTS = {3, 0, 1, 2};

    /// What a function of a key gives for many keys.
    private static long[][] repeated(Function<Tensor, Tensor> function) {
        var key = new Input("key", new TensorType(DType.INT64, Shape.of(2)));
        var compiled = new CompiledFunction(List.of(key), List.of(function.apply(key)));
        var found = new long[N][];
        for (int i = 0; i < N; i++) {
            var k = RandomKey.of(SEED).fold(i);
            found[i] = compiled.call(NdArray.of(new long[] {k.high(), k.low()}, 2)).longs();
        }
        return found;
    }

    private static void follows(double[] observed, double[] probabilities) {
        double total = Arrays.stream(observed).sum();
        double chiSquared = 0;
        int degrees = -1;
        for (int i = 0; i < observed.length; i++) {
            double expected = total * probabilities[i];
            if (expected == 0) {
                assertThat(observed[i]).isZero();
                continue;
            }
            chiSquared += (observed[i] - expected) * (observed[i] - expected) / expected;
            degrees++;
        }
        assertThat(IncompleteGamma.upper(degrees / 2.0, chiSquared / 2))
                .as("seed %d, chi-squared %s, %d degrees", SEED, chiSquared, degrees)
                .isGreaterThan(1e-4);
    }

    private static double[] equal(int cells) {
        var p = new double[cells];
        Arrays.fill(p, 1.0 / cells);
        return p;
    }

    @Test
    void everyOrderIsEquallyLikely() {
        var observed = new double[256];
        for (long[] order : repeated(key -> permutation(key, 4))) {
            int code = 0;
            for (long position : order) code = 4 * code + (int) position;
            observed[code]++;
        }
        double[] seen = Arrays.stream(observed).filter(count -> count > 0).toArray();
        assertThat(seen).hasSize(24);
        follows(seen, equal(24));
    }

    @Test
    void rowsStayTogether() {
        var x = constant(new double[][] {{1, 10}, {2, 20}, {3, 30}, {4, 40}, {5, 50}});
        var shuffled = permutation(randomKey(5), x).eval();
        assertThat(shuffled.shape()).containsExactly(5, 2);
        var first = new double[5];
        for (int i = 0; i < 5; i++) {
            first[i] = shuffled.at(i, 0);
            assertThat(shuffled.at(i, 1)).isEqualTo(10 * first[i]);
        }
        assertThat(first).containsExactlyInAnyOrder(1, 2, 3, 4, 5).isNotEqualTo(sorted(first));
    }

    private static double[] sorted(double... x) {
        return Arrays.stream(x).sorted().toArray();
    }

    @Test
    void choicesAreEquallyLikely() {
        var x = choice(randomKey(SEED), arange(7), 30, 400).eval();
        assertThat(x.shape()).containsExactly(30, 400);
        follows(counts(x.longs(), 7), equal(7));
    }

    private static double[] counts(long[] x, int cells) {
        var counts = new double[cells];
        for (long k : x) counts[(int) k]++;
        return counts;
    }

    @Test
    void choicesFollowTheirWeights() {
        var x = choice(randomKey(SEED), arange(4), constant(WEIGHTS), N).eval();
        follows(counts(x.longs(), 4), new double[] {0.5, 0, 1.0 / 6, 1.0 / 3});
    }

    @Test
    void selectionsWithoutReplacementAreEquallyLikely() {
        var observed = new double[25];
        for (long[] pair : repeated(key -> choiceWithoutReplacement(key, arange(5), 2)))
            observed[(int) (5 * pair[0] + pair[1])]++;
        var p = new double[25];
        for (int i = 0; i < 25; i++) p[i] = i / 5 == i % 5 ? 0 : 1.0 / 20;
        follows(observed, p);
    }

    @Test
    void selectionsWithoutReplacementFollowTheWeightsThatAreLeft() {
        var weights = constant(WEIGHTS);
        var observed = new double[16];
        for (long[] pair : repeated(key -> choiceWithoutReplacement(key, arange(4), weights, 2)))
            observed[(int) (4 * pair[0] + pair[1])]++;
        double total = Arrays.stream(WEIGHTS).sum();
        var p = new double[16];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                if (i != j) p[4 * i + j] = WEIGHTS[i] / total * WEIGHTS[j] / (total - WEIGHTS[i]);
            }
        }
        follows(observed, p);
    }

    @Test
    void theSameKeyGivesTheSameChoice() {
        var x = constant(new double[] {2, 3, 5, 7, 11, 13});
        var once = choiceWithoutReplacement(randomKey(3), x, 6).eval().doubles();
        assertThat(once).isEqualTo(choiceWithoutReplacement(randomKey(3), x, 6).eval().doubles());
        assertThat(once)
                .isNotEqualTo(choiceWithoutReplacement(randomKey(4), x, 6).eval().doubles());
        assertThat(choice(randomKey(3), x).rank()).isZero();
        assertThat(x.eval().doubles()).contains(choice(randomKey(3), x).eval().item());
    }

    @Test
    void lengthsMayBeKnownOnlyWhenCalled() {
        var x = new Input("x", TensorType.float64(Shape.UNKNOWN));
        var both =
                concatenate(
                        0,
                        permutation(randomKey(1), x),
                        choice(randomKey(2), x, x, 3),
                        choiceWithoutReplacement(randomKey(3), x, 2));
        var f = new CompiledFunction(List.of(x), List.of(both));
        double[] found = f.call(NdArray.of(new double[] {1, 2, 4})).doubles();
        assertThat(found).hasSize(8);
        assertThat(Arrays.copyOf(found, 3)).containsExactlyInAnyOrder(1, 2, 4);
    }

    @Test
    void wrongWeightsAreRefused() {
        var key = randomKey(1);
        assertThatThrownBy(() -> choice(key, arange(3), constant(new double[] {1, 2}), 5))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("choice: weights of shape (2) do not fit the first axis");
        assertThatThrownBy(() -> choice(key, arange(2), constant(new double[] {1, -2}), 5).eval())
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("weights >= 0");
        assertThatThrownBy(() -> choice(key, arange(2), constant(new double[] {0, 0}), 5).eval())
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("positive weights >= 1");
        var weights = constant(WEIGHTS);
        assertThatThrownBy(() -> choiceWithoutReplacement(key, arange(4), weights, 4).eval())
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("positive weights >= 4");
        assertThatThrownBy(() -> choiceWithoutReplacement(key, arange(4), weights, -1))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("count -1 is negative");
        assertThatThrownBy(() -> permutation(key, constant(2)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("has no entries to take from");
    }
}
