package dev.credence.graph.arrays;

import dev.credence.array.NdArray;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/// The order that sorts elements, equal ones staying in place: bottom-up merging of runs of
/// positions.
final class StableOrder {
    private static final int RUN = 8;

    private StableOrder() {}

    /// The positions of the elements, smallest first and NaN last.
    static long[] of(NdArray x) {
        IntBinaryOperator follows =
                switch (x.storage()) {
                    case double[] d -> (i, j) -> follows(d[i], d[j]) ? 1 : 0;
                    case long[] l -> (i, j) -> l[i] > l[j] ? 1 : 0;
                    case boolean[] b -> (i, j) -> b[i] && !b[j] ? 1 : 0;
                    default -> throw new AssertionError(x);
                };
        return Arrays.stream(sorted(x.size(), follows)).asLongStream().toArray();
    }

    private static boolean follows(double x, double y) {
        return x > y || Double.isNaN(x) && !Double.isNaN(y);
    }

    /// @param follows positive where the first position belongs behind the second
    private static int[] sorted(int n, IntBinaryOperator follows) {
        var order = new int[n];
        for (int i = 0; i < n; i++) order[i] = i;
        for (int start = 0; start < n; start += RUN)
            insert(order, start, Math.min(n, start + RUN), follows);
        var spare = new int[n];
        for (int width = RUN; width < n; width *= 2) {
            for (int start = 0; start < n; start += 2 * width) {
                int middle = Math.min(n, start + width);
                merge(order, spare, start, middle, Math.min(n, middle + width), follows);
            }
            var swapped = order;
            order = spare;
            spare = swapped;
        }
        return order;
    }

    private static void insert(int[] order, int start, int stop, IntBinaryOperator follows) {
        for (int i = start + 1; i < stop; i++) {
            int moved = order[i];
            int j = i;
            for (; j > start && follows.applyAsInt(order[j - 1], moved) > 0; j--)
                order[j] = order[j - 1];
            order[j] = moved;
        }
    }

    private static void merge(
            int[] from, int[] to, int start, int middle, int stop, IntBinaryOperator follows) {
        int left = start;
        int right = middle;
        for (int i = start; i < stop; i++) {
            boolean takeRight =
                    left == middle
                            || right < stop && follows.applyAsInt(from[left], from[right]) > 0;
            to[i] = takeRight ? from[right++] : from[left++];
        }
    }
}
