package dev.credence.graph;

import dev.credence.array.NdArray;
import dev.credence.array.StrictArithmetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// The code of a function, for each combination of shapes it is called with: what a function and
/// its copies share.
final class CompiledGraph {
    private final Graph graph;
    private final CompileOptions options;
    private final Backend backend;
    private final Profile profile = new Profile();
    private final Optional<Comparison> comparison;
    private final Map<List<Shape>, Specialized> specialized = new ConcurrentHashMap<>();

    CompiledGraph(FunctionDefinition definition, CompileOptions options) {
        this.options = options;
        this.backend = options.running();
        var leaves = new ArrayList<Tensor>(definition.leaves());
        leaves.addAll(definition.shared());
        var written = Graph.of(leaves, definition.targets());
        this.graph = inMode(() -> Rewriting.optimize(written, options.rules()));
        this.comparison =
                options.mode() == CompileMode.COMPARE
                        ? Optional.of(new Comparison(written, graph, backend))
                        : Optional.empty();
    }

    List<NdArray> run(List<NdArray> values) {
        var found = specialize(values.stream().map(v -> Shape.of(v.shape())).toList());
        return switch (options.mode()) {
            case FAST -> found.call(values);
            case STRICT -> inMode(() -> found.call(values));
            case NAN_GUARD -> {
                NanGuard.check(graph.inputs(), values);
                yield found.call(values);
            }
            case COMPARE -> {
                var results = found.call(values);
                comparison.orElseThrow().check(found.graph, values, results);
                yield results;
            }
            case PROFILE -> {
                long start = System.nanoTime();
                var results = found.call(values);
                profile.called(System.nanoTime() - start);
                yield results;
            }
        };
    }

    Graph graph() {
        return graph;
    }

    Profile profile() {
        return profile;
    }

    /// For each combination of shapes for which not all is compiled, a line that says why.
    String reasons() {
        var text = new StringBuilder();
        specialized.forEach((shapes, made) -> {
            if (made.compiled instanceof ValueShapedProgram p)
                text.append("\nFor inputs of shapes %s, %s.".formatted(shapes, p.reason()));
        });
        return text.toString();
    }

    CompiledProgram program(List<Shape> shapes) {
        return specialize(shapes).compiled;
    }

    private Specialized specialize(List<Shape> shapes) {
        return specialized.computeIfAbsent(shapes, s -> inMode(() -> compile(s)));
    }

    /// What is computed beforehand is as strict as what is computed by a call.
    private <R> R inMode(ScopedValue.CallableOp<R, RuntimeException> work) {
        return options.mode() == CompileMode.STRICT ? StrictArithmetic.strictly(work) : work.call();
    }

    private Specialized compile(List<Shape> shapes) {
        var concrete =
                Rewriting.optimize(
                        Specialization.of(graph, shapes.stream().map(Shape::dims).toList()),
                        options.rules());
        var code = codeOptions();
        return ValueShapedProgram.of(concrete, backend, code)
                .map(p -> new Specialized(concrete, p))
                .orElseGet(() ->
                        new Specialized(concrete, backend.compile(Program.of(concrete), code)));
    }

    private CodeOptions codeOptions() {
        var code = CodeOptions.standard().withLowerings(options.lowerings());
        return options.mode() == CompileMode.PROFILE ? code.withProfile(profile) : code;
    }

    /// One program with its pool of executables.
    private static final class Specialized {
        private final Graph graph;
        private final CompiledProgram compiled;
        private final ConcurrentLinkedQueue<Executable> idle = new ConcurrentLinkedQueue<>();

        Specialized(Graph graph, CompiledProgram compiled) {
            this.graph = graph;
            this.compiled = compiled;
        }

        List<NdArray> call(List<NdArray> values) {
            if (compiled instanceof ValueShapedProgram p) return p.call(values);
            var executable = idle.poll();
            if (executable == null) executable = compiled.newExecutable();
            var results =
                    graph.outputs().stream()
                            .map(y -> NdArray.zeros(y.dtype(), y.shape().dims()))
                            .toList();
            executable.execute(storages(values.stream()), storages(results.stream()));
            idle.add(executable);
            return results;
        }

        private static Object[] storages(Stream<NdArray> arrays) {
            return arrays.map(NdArray::storage).toArray();
        }
    }
}
