package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Loop;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// The memory that the gradient of a long loop needs is in proportion to the number of steps, and
/// with checkpoints to its root.
final class LoopMemoryTest {
    private static final int WIDTH = 16;
    private static final int MOST = 100_000;

    /// What the carries of so many steps take.
    private static long bytes(int steps) {
        return (long) steps * WIDTH * Double.BYTES;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /// The bytes that a gradient keeps for its next call; the median of three, since other things
    /// come and go in a JVM.
    private static long kept(UnaryOperator<Loop> options, int steps) {
        var found = new long[3];
        for (int i = 0; i < found.length; i++) {
            var x = vector("x");
            var w = vector("w");
            var made =
                    options.apply(loop().over(x).carry(w))
                            .run((c, e) -> {
                                var next = sin(c.getFirst()).times(w).plus(e.getFirst());
                                return Tensors.Step.of(next);
                            });
            var cost = sum(made.carry());
            var outputs = List.<Tensor>of(cost, grad(cost, w));
            var f = new CompiledFunction(List.of(x, w), outputs, new JvmBackend());
            var data = new double[steps];
            var start = new double[WIDTH];
            long before = used();
            var values = f.callAll(data, start);
            found[i] = used() - before;
            assertThat(f.callAll(data, start)).isEqualTo(values);
        }
        Arrays.sort(found);
        return found[1];
    }

    @Test
    void theStepsOrTheirRoot() {
        double half = kept(loop -> loop, MOST / 2);
        double all = kept(loop -> loop, MOST);
        assertThat(all / bytes(MOST)).isBetween(0.9, 4.0);
        assertThat(all / half).isBetween(1.8, 2.2);
        assertThat(kept(loop -> loop, MOST / 4) / half).isBetween(0.3, 0.7);
        assertThat(kept(Loop::checkpoints, MOST)).isLessThan(bytes(MOST) / 10);
    }
}
