package dev.credence.jvm;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Elementwise;
import dev.credence.graph.Tensor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Every scalar function equals the interpreter's on all sizes and special values.
final class ElementwiseTest {
    private static final int[] SIZES = {0, 1, 3, 4, 7, 8, 13, 16, 25, 64, 65, 300, 1000};
    private static final double[] SPECIAL = {
        0,
        -0.0,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        0.5,
        -0.5,
        1,
        -1,
        2,
        -2,
        1e300,
        -1e300,
        1e-300,
        -1e-300,
        0x1p52 + 1,
        -0x1p51 - 0.5,
        0x1p51 + 1.5,
        0.49999999999999994,
        -0.7,
        1.5,
        2.5,
        -1.5,
        3,
        0.25
    };

    @ParameterizedTest
    @EnumSource(Elementwise.class)
    void equalsTheInterpreter(Elementwise f) {
        for (int size : SIZES) for (var dtypes : typings(f)) agree(f, dtypes, size);
    }

    private static void agree(Elementwise f, List<DType> dtypes, int size) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(20 + size);
        var values = dtypes.stream().map(t -> array(t, size, random)).toList();
        var inputs = Laws.inputs(values.toArray(NdArray[]::new));
        Tensor y = new Apply(f, List.copyOf(inputs)).output();
        Laws.agree(inputs, List.of(y), values, tolerance(f));
    }

    static double tolerance(Elementwise f) {
        return f.typing() == Elementwise.Typing.FLOAT ? 4e-14 : 0;
    }

    static NdArray array(DType dtype, int size, RandomGenerator random) {
        var out = NdArray.zeros(dtype, size);
        for (int i = 0; i < size; i++) {
            double special = SPECIAL[random.nextInt(SPECIAL.length)];
            switch (out.storage()) {
                case double[] d -> d[i] = random.nextBoolean() ? special : random.nextDouble(-5, 5);
                case long[] l ->
                        l[i] = random.nextBoolean() ? random.nextLong() : random.nextLong(-3, 4);
                case float[] f ->
                        f[i] = random.nextBoolean() ? (float) special : random.nextFloat(-5, 5);
                case int[] n ->
                        n[i] = random.nextBoolean() ? random.nextInt() : random.nextInt(-3, 4);
                case boolean[] b -> b[i] = random.nextBoolean();
                default -> throw new AssertionError();
            }
        }
        return out;
    }

    private static List<List<DType>> typings(Elementwise f) {
        var all = new ArrayList<List<DType>>();
        for (var t : DType.values()) {
            switch (f.typing()) {
                case FLOAT, TEST -> {
                    if (t.isFloating()) all.add(java.util.Collections.nCopies(f.arity(), t));
                }
                case ARITHMETIC -> {
                    if (t != DType.BOOL) all.add(java.util.Collections.nCopies(f.arity(), t));
                }
                case INTEGER -> {
                    if (t == DType.INT64) all.add(java.util.Collections.nCopies(f.arity(), t));
                }
                case COMPARISON -> all.add(List.of(t, t));
                case LOGICAL -> {
                    if (t == DType.BOOL) all.add(java.util.Collections.nCopies(f.arity(), t));
                }
                case SELECT -> all.add(List.of(DType.BOOL, t, t));
                case CAST -> all.add(List.of(t));
            }
        }
        return all;
    }
}
