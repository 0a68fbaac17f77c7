package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Loop;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.UnaryOperator;

/// The memory that the gradient of a long loop needs is in proportion to the number of steps, and
/// with checkpoints to its root.
final class LoopMemoryTest {
    private static final int WIDTH = 16;
    private static final int MOST = 100_000;

    /// The bytes of all arrays that one thread needs for a gradient of so many steps.
    private static double needed(UnaryOperator<Loop> options, int steps) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
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
        var program =
                new CompiledFunction(List.of(x, w), outputs, new JvmBackend())
                        .program(List.of(Shape.of(steps), Shape.of(WIDTH)));
        program.newExecutable();
        long before = threads.getCurrentThreadAllocatedBytes();
        program.newExecutable();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /// The carries, their sines and their cosines are kept.
    @Test
    void growsWithTheSteps() {
        double each = 3 * WIDTH * Double.BYTES;
        for (int steps : new int[] {MOST / 4, MOST / 2, MOST})
            assertThat(needed(loop -> loop, steps) / steps).isCloseTo(each, within(0.02 * each));
    }

    @Test
    void growsWithTheRootOfTheStepsWhereThereAreCheckpoints() {
        double most = needed(Loop::checkpoints, MOST);
        assertThat(most).isLessThan(needed(loop -> loop, MOST) / 100);
        assertThat(most / needed(Loop::checkpoints, MOST / 4)).isLessThan(2.1);
    }
}
