package dev.credence.bench.fuzz;

import dev.credence.array.Kernels;
import dev.credence.array.NdArray;
import dev.credence.graph.Backend;
import dev.credence.graph.CompileOptions;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Graph;
import dev.credence.graph.Interpreter;
import dev.credence.graph.RuleSet;
import dev.credence.graph.Tensor;
import dev.credence.jvm.JvmBackend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Compares all ways to compute a graph: the interpreter as written and rewritten, and the compiler
/// with plain kernels, with the fastest, without straight-line code, and after rewriting.
public final class Differential {
    private final Map<String, Backend> backends;

    /// What is wrong with a graph.
    ///
    /// @param way which way to compute it differs
    /// @param message how
    public record Finding(String way, String message, Sample sample) {}

    /// The comparison of this build's backends.
    public Differential() {
        this(ofThisBuild());
    }

    private static Map<String, Backend> ofThisBuild() {
        var backends = new LinkedHashMap<String, Backend>();
        backends.put("jvm, fastest kernels", new JvmBackend());
        backends.put(
                "jvm, plain kernels", new JvmBackend(Kernels.plain(), JvmBackend.STRAIGHT_BUDGET));
        backends.put("jvm, loops only", new JvmBackend(Kernels.fastest(), 0));
        return backends;
    }

    /// The comparison of the given backends, by name; the first is used after rewriting too.
    public Differential(Map<String, ? extends Backend> backends) {
        this.backends = new LinkedHashMap<>(backends);
    }

    /// The first way that differs from the interpreter on the graph as written.
    public Optional<Finding> check(Sample sample) {
        var expected = sample.interpreted();
        var reference = new Reference(expected, sample, Noise.Source.BACKEND);
        for (var backend : backends.entrySet()) {
            var found =
                    compared(
                            backend.getKey(),
                            sample,
                            () -> reference.difference(run(backend.getValue(), sample)));
            if (found.isPresent()) return found;
        }
        return isFinite(sample) ? rewritten(sample, expected) : Optional.empty();
    }

    /// Rewriting is asked to keep finite values only: it may make more of a graph finite.
    private Optional<Finding> rewritten(Sample sample, List<NdArray> expected) {
        var reference = new Reference(expected, sample, Noise.Source.REWRITING);
        var found =
                compared(
                        "interpreter, rewritten",
                        sample,
                        () -> reference.difference(rewritten(sample)));
        if (found.isPresent() || backends.isEmpty()) return found;
        var first = backends.entrySet().iterator().next();
        return compared(
                first.getKey() + ", rewritten",
                sample,
                () ->
                        reference.difference(
                                new CompiledFunction(
                                                sample.inputs(), sample.outputs(), first.getValue())
                                        .callAll(sample.values().toArray())));
    }

    /// What is expected, and how far results may be from it, which is asked only of those that are
    /// not the same.
    private static final class Reference {
        private final List<NdArray> expected;
        private final Sample sample;
        private final Noise.Source source;
        private Optional<Optional<List<List<NdArray>>>> readings = Optional.empty();

        Reference(List<NdArray> expected, Sample sample, Noise.Source source) {
            this.expected = expected;
            this.sample = sample;
            this.source = source;
        }

        Optional<String> difference(List<NdArray> actual) {
            if (actual.equals(expected)) return Optional.empty();
            if (readings.isEmpty()) readings = Optional.of(Noise.readings(sample, source));
            return readings.get().flatMap(noise -> Agreement.difference(expected, noise, actual));
        }
    }

    private static Optional<Finding> compared(
            String way, Sample sample, Supplier<Optional<String>> difference) {
        try {
            return difference.get().map(text -> new Finding(way, text, sample));
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return Optional.of(new Finding(way, "it fails with " + e, sample));
        }
    }

    private static List<NdArray> rewritten(Sample sample) {
        var graph =
                new CompiledFunction(sample.inputs(), sample.outputs(), new Interpreter()).graph();
        return new Sample(graph.inputs(), sample.values(), graph.outputs()).interpreted();
    }

    private static boolean isFinite(Sample sample) {
        var graph = Graph.of(sample.inputs(), sample.outputs());
        var all = new ArrayList<Tensor>(graph.inputs());
        for (var node : graph.nodes()) all.addAll(node.outputs());
        for (var value : new Sample(graph.inputs(), sample.values(), all).interpreted())
            for (int i = 0; i < value.size(); i++)
                if (!Double.isFinite(value.element(i))) return false;
        return true;
    }

    /// The results of a second run: what the first, on other numbers, left behind must not matter.
    private static List<NdArray> run(Backend backend, Sample sample) {
        var asWritten = CompileOptions.standard().withBackend(backend).withRules(RuleSet.none());
        var function =
                new CompiledFunction(
                        sample.inputs(), sample.outputs(), asWritten.withUnusedInputs());
        try {
            function.callAll(sample.values().stream().map(Differential::moved).toArray());
        } catch (RuntimeException e) {
            // Checks and positions may fail for other numbers.
        }
        return function.callAll(sample.values().toArray());
    }

    private static NdArray moved(NdArray x) {
        if (!x.dtype().isFloating()) return x;
        var moved = NdArray.zeros(dev.credence.array.DType.FLOAT64, x.shape());
        for (int i = 0; i < x.size(); i++) moved.doubles()[i] = x.element(i) + 0.375;
        return moved.cast(x.dtype());
    }
}
