package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.Backend;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random loops over batches of small problems, which are split along their short axes and have
/// work moved out of them, equal what they are when written out, with their gradients.
final class ShortAxesLawsTest {
    private static final int BATCH = 18;
    private static final int STATES = 3;

    private record RandomStep(long seed, Tensor matrix, Tensor shared) {
        Tensors.Step apply(List<Tensor> carries, List<Tensor> elements) {
            var random = new Random(seed);
            var pool = new ArrayList<>(carries);
            pool.addAll(elements);
            pool.add(shared);
            for (int i = 0; i < 5; i++) pool.add(combined(random, pool));
            var next = tanh(pool.getLast().plus(carries.getFirst()));
            var total = carries.get(1).plus(tanh(pool.get(pool.size() - 2)));
            return Tensors.Step.of(next, total)
                    .stacking(
                            pool.get(random.nextInt(pool.size())).times(next),
                            sum(pool.getLast(), 0));
        }

        private Tensor combined(Random random, List<Tensor> pool) {
            var x = pool.get(random.nextInt(pool.size()));
            var y = pool.get(random.nextInt(pool.size()));
            return switch (random.nextInt(7)) {
                case 0 -> x.plus(y);
                case 1 -> tanh(x).times(y);
                case 2 -> sin(x);
                case 3 -> logSumExp(expandDims(x, 2).plus(matrix), 1);
                case 4 -> x.div(expandDims(sum(exp(y.times(0.2)), 1), 1));
                case 5 -> select(x.gt(y), x, y.times(0.5));
                default -> x.minus(expandDims(max(y, 1), 1));
            };
        }
    }

    private static List<Tensor> inputs(int n) {
        return List.of(
                tensor("a", TensorType.float64(BATCH, STATES)),
                tensor("b", TensorType.float64(BATCH, STATES)),
                tensor("x", TensorType.float64(n, BATCH, STATES)),
                tensor("m", TensorType.float64(STATES, STATES)),
                tensor("v", TensorType.float64(BATCH, STATES)));
    }

    private static Tensor cost(List<Tensor> carries, List<Tensor> rows) {
        var cost = sum(carries.get(0)).plus(sum(sin(carries.get(1))));
        for (var r : rows) cost = cost.plus(sum(r.times(r)));
        return cost;
    }

    private static Tensor looped(List<Tensor> in, RandomStep step) {
        var r = scan(step::apply, in.subList(0, 2), List.of(in.get(2)));
        return cost(r.carries(), r.rows());
    }

    private static Tensor writtenOut(List<Tensor> in, RandomStep step, int n) {
        var carries = in.subList(0, 2);
        var rows = new ArrayList<Tensor>();
        for (int t = 0; t < n; t++) {
            var made = step.apply(carries, List.of(in.get(2).get(t)));
            carries = made.carries();
            rows.addAll(made.rows());
        }
        return cost(carries, rows);
    }

    private static List<NdArray> evaluated(
            List<Tensor> in, Tensor cost, Backend backend, NdArray... values) {
        var outputs = new ArrayList<>(List.of(cost));
        outputs.addAll(
                dev.credence.graph.Gradient.of(
                        cost, in, dev.credence.graph.Gradient.Disconnected.ZERO));
        return new CompiledFunction(in, outputs, backend).callAll((Object[]) values);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 11})
    void equalsWhatIsWrittenOut(int n) {
        for (long seed = 0; seed < 12; seed++) {
            var in = inputs(n);
            var step = new RandomStep(seed, in.get(3), in.get(4));
            var random = new Random(seed);
            var values =
                    in.stream()
                            .map(x -> {
                                var value = NdArray.zeros(x.dtype(), x.shape().dims());
                                for (int i = 0; i < value.size(); i++)
                                    value.doubles()[i] = random.nextGaussian();
                                return value;
                            })
                            .toArray(NdArray[]::new);
            var expected = evaluated(in, writtenOut(in, step, n), new Interpreter(), values);
            for (var backend : List.of(new Interpreter(), new JvmBackend())) {
                var found = evaluated(in, looped(in, step), backend, values);
                for (int i = 0; i < expected.size(); i++)
                    for (int k = 0; k < expected.get(i).size(); k++)
                        assertThat(found.get(i).element(k))
                                .as(
                                        "seed %d, %s, output %d, element %d",
                                        seed, backend.name(), i, k)
                                .isCloseTo(
                                        expected.get(i).element(k),
                                        within(1e-10 * (1 + Math.abs(expected.get(i).element(k)))));
            }
        }
    }
}
