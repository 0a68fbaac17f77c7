package dev.credence.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.DType;
import dev.credence.array.Kernels;
import dev.credence.array.NdArray;
import dev.credence.graph.Tensor;

import org.junit.jupiter.api.Test;

/// Random graphs of all families equal the interpreter's results, with the fastest and the plain
/// kernels, and with loops even where straight-line code would do.
final class FuzzTest {
    private static final int GRAPHS = Integer.getInteger("credence.fuzz", 300);

    @Test
    void randomGraphsEqualTheInterpreter() {
        for (int seed = 0; seed < GRAPHS; seed++) {
            try {
                check(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void check(long seed) {
        var graph = RandomGraph.of(seed);
        var expected = Laws.interpreted(graph.inputs(), graph.outputs(), graph.values());
        var backend =
                switch ((int) (seed % 3)) {
                    case 0 -> new JvmBackend();
                    case 1 -> new JvmBackend(Kernels.plain(), Explosion.BUDGET);
                    default -> new JvmBackend(Kernels.fastest(), 0);
                };
        var program = Laws.program(graph.inputs(), graph.outputs());
        var actual = Laws.compiled(backend, program, graph.values());
        for (int i = 0; i < expected.size(); i++) {
            Tensor y = graph.outputs().get(i);
            var e = expected.get(i);
            if (e.dtype() == DType.FLOAT64) close(y, actual.get(i), e);
            else assertThat(actual.get(i)).as(y.toString()).isEqualTo(e);
        }
    }

    private static void close(Tensor y, NdArray actual, NdArray expected) {
        double scale = 1;
        for (double v : expected.doubles())
            if (Double.isFinite(v)) scale = Math.max(scale, Math.abs(v));
        for (int i = 0; i < expected.size(); i++) {
            double a = actual.doubles()[i];
            double e = expected.doubles()[i];
            boolean equal = Double.compare(a, e) == 0 || a == e || Math.abs(a - e) <= 1e-9 * scale;
            if (!equal) assertThat(a).as("%s, element %d", y, i).isEqualTo(e);
        }
    }
}
