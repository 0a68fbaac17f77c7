package dev.credence.bench;

import com.sun.management.ThreadMXBean;

import dev.credence.bench.kernels.ValueAndGradient;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/// Times densities side by side, or other work on an array: after a warm-up, blocks of evaluations
/// of the one and the others by turns, over several positions in rotation. Times are of this
/// thread's processor, so that other processes disturb them little.
final class Alternation {
    private static final long WARM_UP = 1_500_000_000L;
    private static final long BLOCK = 250_000_000L;
    private static final long CHECK = 1_000_000L;
    private static final int BLOCKS = 9;
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final double[][] positions;
    private final double[] gradient;
    private double sum;

    Alternation(double[][] positions) {
        this.positions = positions;
        gradient = new double[positions[0].length];
    }

    /// The cost of one evaluation: microseconds of processor time, and bytes allocated.
    record Cost(double microseconds, double bytes) {}

    /// The medians over the blocks, of each.
    List<Cost> measure(ValueAndGradient... densities) {
        for (var density : densities) block(density, WARM_UP);
        var costs = new Cost[densities.length][BLOCKS];
        for (int b = 0; b < BLOCKS; b++)
            for (int d = 0; d < densities.length; d++) costs[d][b] = block(densities[d], BLOCK);
        return Arrays.stream(costs).map(Alternation::median).toList();
    }

    private static Cost median(Cost[] costs) {
        return new Cost(
                Results.median(Arrays.stream(costs).mapToDouble(Cost::microseconds).toArray()),
                Results.median(Arrays.stream(costs).mapToDouble(Cost::bytes).toArray()));
    }

    private Cost block(ValueAndGradient density, long nanoseconds) {
        int rounds = 1;
        long evaluations = 0;
        long bytes = THREAD.getCurrentThreadAllocatedBytes();
        long began = THREAD.getCurrentThreadCpuTime();
        long before = began;
        while (before - began < nanoseconds) {
            rounds(density, rounds);
            evaluations += (long) rounds * positions.length;
            long now = THREAD.getCurrentThreadCpuTime();
            if (now - before < CHECK) rounds *= 2;
            before = now;
        }
        bytes = THREAD.getCurrentThreadAllocatedBytes() - bytes;
        return new Cost((before - began) / 1e3 / evaluations, (double) bytes / evaluations);
    }

    /// The values are summed, or the compiler might find that nobody wants them.
    private void rounds(ValueAndGradient density, int rounds) {
        for (int i = 0; i < rounds; i++) {
            for (double[] position : positions) sum += density.at(position, gradient);
        }
        if (sum == 1) System.err.println("the values sum to 1");
    }
}
