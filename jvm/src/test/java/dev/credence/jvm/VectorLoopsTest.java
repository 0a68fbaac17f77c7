package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Elementwise;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/// Arithmetic that the steps of loops do in vectors equals the interpreter's bit by bit, on special
/// values too.
final class VectorLoopsTest {
    private static final int STEPS = 5;
    private static final int[] WIDTHS = {2, 4, 7, 8, 9, 16, 21, 70};

    static Stream<Elementwise> functions() {
        return Arrays.stream(Elementwise.values())
                .filter(Wide::supports)
                .filter(f -> f != Elementwise.SELECT);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void equalsTheInterpreter(Elementwise f) {
        for (int width : WIDTHS) {
            long seed = 700 + width;
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            var x = ElementwiseTest.array(DType.FLOAT64, STEPS * width, random);
            var y = ElementwiseTest.array(DType.FLOAT64, STEPS * width, random);
            var start = ElementwiseTest.array(DType.FLOAT64, width, random);
            var values = List.of(start, x.reshape(STEPS, width), y.reshape(STEPS, width));
            var in =
                    List.<Tensor>copyOf(
                            Laws.inputs(values.getFirst(), values.get(1), values.get(2)));
            var result =
                    scan(
                            (carries, e) ->
                                    Tensors.Step.of(carries.getFirst().plus(e.get(0)))
                                            .stacking(applied(f, e), applied(f, e.reversed())),
                            List.of(in.getFirst()),
                            in.subList(1, 3));
            var outputs = new ArrayList<>(result.rows());
            outputs.add(result.carry());
            Laws.agree(in, outputs, values, 0);
        }
    }

    /// Positions side by side, as blocks of chains lie: sums over rows of a few lanes.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16})
    void sumsOverRows(int width) {
        for (int rows : new int[] {1, 3, 4, 8}) {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(rows + width);
            var values = new ArrayList<NdArray>();
            for (int[] dims : new int[][] {{rows, width}, {width}, {rows, 1}}) {
                var x = NdArray.zeros(DType.FLOAT64, dims);
                for (int i = 0; i < x.size(); i++) x.doubles()[i] = random.nextGaussian();
                values.add(x);
            }
            var in = List.<Tensor>copyOf(Laws.inputs(values.toArray(NdArray[]::new)));
            var y = in.get(0).times(in.get(1)).minus(in.get(2));
            var outputs =
                    List.of(sum(square(y), 0), y.times(in.get(1)), sum(y.times(in.get(0)), 0));
            Laws.agree(in, outputs, values, 1e-14);
        }
    }

    private static Tensor applied(Elementwise f, List<Tensor> operands) {
        var y = new Apply(f, operands.subList(0, f.arity())).output();
        return f.typing() == Elementwise.Typing.COMPARISON
                ? select(y, operands.get(0), operands.get(1).plus(1))
                : y;
    }
}
