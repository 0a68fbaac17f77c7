package dev.credence.bench.fuzz;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes a sample that fails small: takes parts away as long as it still fails.
public final class Shrinking {
    private static final int NODE = 1_000;
    private static final int FEW = 12;

    private final Predicate<Sample> fails;
    private int attempts;

    private Shrinking(Predicate<Sample> fails, int attempts) {
        this.fails = fails;
        this.attempts = attempts;
    }

    /// A small sample for which `fails` holds, as it does for `sample`.
    ///
    /// @param attempts how often `fails` may be asked
    public static Sample of(Sample sample, Predicate<Sample> fails, int attempts) {
        return new Shrinking(fails, attempts).shrunk(sample);
    }

    private Sample shrunk(Sample sample) {
        var now = sample;
        for (var next = Optional.of(sample); next.isPresent(); next = smaller(now))
            now = next.get();
        return now;
    }

    private Optional<Sample> smaller(Sample sample) {
        int size = size(sample);
        return candidates(sample)
                .takeWhile(_ -> attempts > 0)
                .map(Shrinking::tidied)
                .filter(s -> size(s) < size && stillFails(s))
                .findFirst();
    }

    private boolean stillFails(Sample candidate) {
        attempts--;
        try {
            return fails.test(candidate);
        } catch (RuntimeException e) {
            return false;
        }
    }

    /// Nodes count most, then outputs and inputs, then numbers that are neither 0 nor 1.
    private static int size(Sample sample) {
        int size = NODE * (Cuts.nodes(sample.outputs()) + sample.outputs().size());
        for (var value : sample.values()) {
            size += FEW;
            for (int i = 0; i < value.size(); i++) size += complexity(value.element(i));
        }
        return size;
    }

    private static int complexity(double v) {
        if (Double.compare(v, 0) == 0) return 0;
        return v == 1 ? 1 : v == Math.rint(v) ? 2 : 3;
    }

    private static Stream<Sample> candidates(Sample sample) {
        var nodes = GraphWalk.topological(sample.outputs());
        return Stream.of(
                        sample.outputs().stream()
                                .filter(_ -> sample.outputs().size() > 1)
                                .map(y -> sample.with(List.of(y))),
                        nodes.reversed().stream()
                                .skip(1)
                                .flatMap(n -> n.outputs().stream())
                                .map(y -> sample.with(List.of(y))),
                        nodes.reversed().stream().flatMap(n -> Cuts.at(sample, n)),
                        nodes.reversed().stream().flatMap(n -> Cuts.without(sample, n)),
                        nodes.stream().flatMap(n -> Cuts.inside(sample, n)),
                        simplerValues(sample))
                .flatMap(s -> s);
    }

    private static Stream<Sample> simplerValues(Sample sample) {
        return IntStream.range(0, sample.values().size())
                .boxed()
                .flatMap(i ->
                        simpler(sample.values().get(i))
                                .map(v -> {
                                    var values = new ArrayList<>(sample.values());
                                    values.set(i, v);
                                    return new Sample(sample.inputs(), values, sample.outputs());
                                }));
    }

    private static Stream<NdArray> simpler(NdArray x) {
        List<UnaryOperator<Double>> ways = List.of(_ -> 0.0, _ -> 1.0, Math::rint);
        return ways.stream()
                .flatMap(way ->
                        Stream.concat(
                                Stream.of(changed(x, -1, way)),
                                IntStream.range(0, x.size() <= FEW ? x.size() : 0)
                                        .mapToObj(i -> changed(x, i, way))));
    }

    /// The array with one element changed, or all.
    private static NdArray changed(NdArray x, int at, UnaryOperator<Double> way) {
        var doubles = NdArray.zeros(DType.FLOAT64, x.shape());
        for (int i = 0; i < x.size(); i++)
            doubles.doubles()[i] = at < 0 || at == i ? way.apply(x.element(i)) : x.element(i);
        return doubles.cast(x.dtype());
    }

    /// Without inputs that nothing needs.
    private static Sample tidied(Sample sample) {
        var leaves = GraphWalk.leaves(sample.outputs());
        var inputs = new ArrayList<Tensor>();
        var values = new ArrayList<NdArray>();
        for (int i = 0; i < sample.inputs().size(); i++) {
            if (!leaves.contains(sample.inputs().get(i))) continue;
            inputs.add(sample.inputs().get(i));
            values.add(sample.values().get(i));
        }
        return new Sample(inputs, values, sample.outputs());
    }
}
