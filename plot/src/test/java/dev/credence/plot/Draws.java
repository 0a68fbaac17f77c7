package dev.credence.plot;

import dev.credence.array.NdArray;
import dev.credence.posterior.Dataset;
import dev.credence.posterior.InferenceData;
import dev.credence.posterior.LabelledArray;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Builds small posteriors for tests.
final class Draws {
    static final List<String> CHAIN_DRAW = List.of("chain", "draw");

    private Draws() {}

    /// A posterior of one scalar.
    static InferenceData of(String name, double[][] byChain) {
        return of(new LabelledArray(name, CHAIN_DRAW, NdArray.of(byChain)));
    }

    static InferenceData of(LabelledArray... variables) {
        var posterior = new Dataset(List.of(variables), Map.of(), Map.of());
        return new InferenceData(Map.of("posterior", posterior));
    }

    /// Independent standard normal draws.
    static double[][] normal(long seed, int chains, int draws) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var values = new double[chains][draws];
        for (var chain : values) {
            for (int i = 0; i < draws; i++) chain[i] = random.nextGaussian();
        }
        return values;
    }

    /// Posteriors that plots must survive, by what is odd about them.
    static Map<String, InferenceData> odd() {
        double nan = Double.NaN;
        double infinity = Double.POSITIVE_INFINITY;
        var nothing = new LabelledArray("x", CHAIN_DRAW, NdArray.of(new double[0], 2, 0));
        var noElements =
                new LabelledArray(
                        "x", List.of("chain", "draw", "k"), NdArray.of(new double[0], 2, 3, 0));
        var flags = new boolean[] {true, false, true, true, false, false};
        var counts = new long[] {0, 3, 1, 2, 1, 900};
        var cases = new ArrayList<Map.Entry<String, InferenceData>>();
        cases.add(Map.entry("no draws", of(nothing)));
        cases.add(Map.entry("no elements", of(noElements)));
        cases.add(Map.entry("no variables", of()));
        cases.add(Map.entry("one draw", of("x", new double[][] {{1.5}})));
        cases.add(Map.entry("one chain", of("x", normal(1, 1, 50))));
        cases.add(Map.entry("twelve chains", of("x", normal(2, 12, 50))));
        cases.add(Map.entry("constant", of("x", new double[][] {{2, 2, 2}, {2, 2, 2}})));
        cases.add(Map.entry("zero", of("x", new double[][] {{0, 0, 0}, {0, 0, 0}})));
        cases.add(Map.entry("one chain constant", of("x", new double[][] {{0, 1, 2}, {5, 5, 5}})));
        cases.add(Map.entry("all NaN", of("x", new double[][] {{nan, nan}, {nan, nan}})));
        cases.add(
                Map.entry(
                        "NaN and infinite",
                        of("x", new double[][] {{1, nan, 3}, {infinity, -infinity, 2}})));
        cases.add(Map.entry("huge", of("x", new double[][] {{-1.7e308, 1.7e308, 0}, {1, 2, 3}})));
        cases.add(Map.entry("tiny", of("x", new double[][] {{1e-310, 2e-310}, {3e-310, 0}})));
        cases.add(
                Map.entry(
                        "far from zero",
                        of("x", new double[][] {{2457000.25, 2457000.75}, {2457000.5, 2457000}})));
        cases.add(
                Map.entry(
                        "truth values",
                        of(new LabelledArray("x", CHAIN_DRAW, NdArray.of(flags, 2, 3)))));
        cases.add(
                Map.entry(
                        "counts",
                        of(new LabelledArray("x", CHAIN_DRAW, NdArray.of(counts, 2, 3)))));
        var enormous = NdArray.of(new long[] {1L << 60, 1L << 60}, 2, 1);
        cases.add(Map.entry("enormous counts", of(new LabelledArray("x", CHAIN_DRAW, enormous))));
        var byName = new LinkedHashMap<String, InferenceData>();
        for (var entry : cases) byName.put(entry.getKey(), entry.getValue());
        return byName;
    }
}
