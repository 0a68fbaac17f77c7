package dev.credence.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.NdArray;
import dev.credence.array.RandomKey;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Constant;
import dev.credence.graph.Gradient;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Draws of vectors come from the density: the derivatives of the log-density by the parameters
/// have the mean zero over draws.
class ScoreLaws {
    private static final int BLOCKS = 40;
    private static final int DRAWS = 500;
    private static final long SEED = 20_261_121;

    /// Student's t with 39 degrees of freedom is larger with a probability of 3e-6.
    private static final double BOUND = 5.5;

    /// The factor in front of an intrinsic density is a convention, and the probabilities of a
    /// multinomial one cannot change one by one.
    static Stream<DistributionTables.Case> cases() {
        return DistributionTables.cases().stream()
                .filter(c -> c.distribution().eventRank() > 0)
                .filter(c -> !(c.distribution() instanceof ICAR))
                .filter(c -> !(c.distribution() instanceof Multinomial));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theMeanScoreIsZero(DistributionTables.Case c) {
        var inputs = new LinkedHashMap<String, Tensor>();
        c.parameters().forEach((name, value) -> inputs.put(name, parameter(name, value)));
        var event = c.points().getFirst().x().shape();
        var dims = new int[event.length + 1];
        dims[0] = DRAWS;
        System.arraycopy(event, 0, dims, 1, event.length);
        var x = new Input("x", new TensorType(c.distribution().dtype(), Shape.of(dims)));
        var logp = Tensors.sum(c.distribution(inputs::get).logp(x));
        var leaves = GraphWalk.leaves(List.of(logp));
        var used = new ArrayList<Input>();
        for (var leaf : inputs.values()) {
            if (leaf instanceof Input input && leaves.contains(input)) used.add(input);
        }
        var gradients = new ArrayList<Tensor>(Gradient.of(logp, used, Gradient.Disconnected.ZERO));
        var all = new ArrayList<Input>(used);
        all.add(x);
        var function = new CompiledFunction(all, gradients);
        var sums = new double[BLOCKS][];
        for (int block = 0; block < BLOCKS; block++) {
            var arguments = new ArrayList<Object>();
            for (var input : used) arguments.add(c.parameters().get(input.name()));
            arguments.add(draws(c.distribution(), block, dims));
            sums[block] = flat(function.callAll(arguments.toArray()));
        }
        check(sums);
    }

    /// Counts and neighbours are fixed.
    private static Tensor parameter(String name, NdArray value) {
        if (List.of("n", "W").contains(name)) return new Constant(value);
        return new Input(name, new TensorType(value.dtype(), Shape.of(value.shape())));
    }

    private static NdArray draws(Distribution distribution, int block, int... dims) {
        var lengths = Arrays.stream(dims).asLongStream().toArray();
        var key = new Constant(RandomVariable.values(RandomKey.of(SEED).fold(block)));
        return distribution.draw(key, Tensors.constant(lengths)).eval();
    }

    private static double[] flat(List<NdArray> arrays) {
        return arrays.stream()
                .flatMapToDouble(a -> IntStream.range(0, a.size()).mapToDouble(a::element))
                .toArray();
    }

    private static void check(double[]... sums) {
        for (int i = 0; i < sums[0].length; i++) {
            double mean = 0;
            for (var sum : sums) mean += sum[i] / BLOCKS;
            double squares = 0;
            for (var sum : sums) squares += (sum[i] - mean) * (sum[i] - mean);
            double error = Math.sqrt(squares / (BLOCKS - 1) / BLOCKS);
            assertThat(Math.abs(mean))
                    .as("seed %d, entry %d, standard error %s", SEED, i, error)
                    .isLessThanOrEqualTo(BOUND * error + 1e-9);
        }
    }
}
