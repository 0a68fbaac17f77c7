package dev.credence.bench.fuzz;

import dev.credence.graph.Gradient;
import dev.credence.graph.GraphException;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Makes random typed graphs with shared sub-graphs over all families of ops, with values for their
/// inputs; the same for the same seed.
public final class RandomSample {
    private static final int[] LENGTHS = {0, 1, 2, 3, 3, 4, 4, 5, 8, 8, 17, 40};
    private static final int[] LARGE = {64, 130, 300, 600};
    private static final int MOST_NODES = 24;

    private RandomSample() {}

    public static Sample of(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var pool = new Pool(random, random.nextInt(4) == 0, lengths(random));
        int inputs = 1 + random.nextInt(4);
        for (int i = 0; i < inputs; i++) pool.input(pool.dtype(), pool.shape());
        var growth = new Growth(pool);
        int nodes = 1 + random.nextInt(MOST_NODES);
        for (int made = 0, tries = 0; made < nodes && tries < 4 * nodes; tries++)
            if (grow(growth, pool)) made++;
        var outputs = new ArrayList<Tensor>();
        int last = 1 + random.nextInt(3);
        for (int i = 0; i < last; i++) outputs.add(pool.pick());
        if (random.nextBoolean()) gradients(pool, outputs);
        return new Sample(pool.inputs(), pool.inputValues(), outputs);
    }

    private static int[] lengths(RandomGenerator random) {
        var lengths = new int[2];
        for (int i = 0; i < 2; i++) {
            var from = random.nextInt(10) == 0 ? LARGE : LENGTHS;
            lengths[i] = from[random.nextInt(from.length)];
        }
        return lengths;
    }

    /// A random op may not be applicable to random operands.
    private static boolean grow(Growth growth, Pool pool) {
        try {
            boolean added = false;
            for (var x : growth.next()) added |= pool.add(x);
            return added;
        } catch (GraphException | IllegalArgumentException e) {
            return false;
        }
    }

    /// Adds a cost and its gradients, if it has any.
    private static void gradients(Pool pool, List<Tensor> outputs) {
        var from = pool.pick(x -> x.dtype().isFloating() && x.owner().isPresent());
        var wrt = pool.inputs().stream().filter(x -> x.dtype().isFloating()).toList();
        if (from.isEmpty() || wrt.isEmpty()) return;
        try {
            var cost = Tensors.sum(from.get());
            var slopes = Gradient.of(cost, wrt, Gradient.Disconnected.ZERO);
            // The gradient may exist nowhere near, as that of the determinant of a singular matrix.
            new Sample(pool.inputs(), pool.inputValues(), slopes).interpreted();
            outputs.addAll(slopes);
            outputs.add(cost);
        } catch (GraphException | IllegalArgumentException e) {
            outputs.add(from.get());
        }
    }
}
