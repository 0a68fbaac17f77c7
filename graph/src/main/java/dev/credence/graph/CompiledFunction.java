package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// A function of tensors, compiled for each combination of input shapes that it is called with.
///
/// It may be called from several threads at once; each call borrows its own scratch memory.
public final class CompiledFunction {
    private final List<Tensor> inputs;
    private final int explicit;
    private final List<Shared> shared;
    private final Graph graph;
    private final Backend backend;
    private final Map<List<Shape>, Specialized> specialized = new ConcurrentHashMap<>();

    /// A function computed by the default backend: the compiler where its module is present.
    public CompiledFunction(List<? extends Tensor> inputs, List<? extends Tensor> outputs) {
        this(inputs, outputs, defaultBackend());
    }

    /// A function computed by the given backend.
    ///
    /// @param inputs what a call gives, in order: inputs, or any node in between
    /// @param outputs what a call computes
    /// @throws GraphException if an input that `outputs` need is missing
    public CompiledFunction(
            List<? extends Tensor> inputs, List<? extends Tensor> outputs, Backend backend) {
        this.inputs = List.copyOf(inputs);
        this.explicit = inputs.size();
        this.backend = backend;
        var leaves = new ArrayList<Tensor>();
        Map<Tensor, Tensor> replaced = new java.util.IdentityHashMap<>();
        for (var x : inputs) {
            var leaf = x instanceof Input ? x : new Input(x.name(), x.type());
            if (leaf != x) replaced.put(x, leaf);
            leaves.add(leaf);
        }
        var targets = replaced.isEmpty() ? outputs : GraphWalk.substitute(outputs, replaced);
        this.shared =
                GraphWalk.leaves(targets).stream()
                        .filter(Shared.class::isInstance)
                        .map(Shared.class::cast)
                        .toList();
        leaves.addAll(shared);
        this.graph = Rewriting.optimize(Graph.of(leaves, targets));
    }

    static Backend defaultBackend() {
        return DefaultBackend.FOUND;
    }

    /// The name of the default backend: `jvm` where the compiler's module is present.
    public static String backendName() {
        return defaultBackend().name();
    }

    private static final class DefaultBackend {
        static final Backend FOUND =
                ServiceLoader.load(Backend.class).findFirst().orElseGet(Interpreter::new);
    }

    /// The graph after rewriting, before shapes are known.
    public Graph graph() {
        return graph;
    }

    /// Why the graph is what it is: each rewrite with the expression before and after, then the
    /// graph that is left. After calls for which not all could be compiled, a sentence for each
    /// says why.
    public String explain() {
        var text = new StringBuilder("%s\n\n%s".formatted(graph.log(), DebugPrint.text(graph)));
        specialized.forEach((shapes, made) ->
                made.reason()
                        .ifPresent(why ->
                                text.append(
                                        "\nFor inputs of shapes %s, %s.".formatted(shapes, why))));
        return text.toString();
    }

    /// Calls the function with its inputs in order: numbers, Java arrays or [NdArray]s.
    ///
    /// @return one array for each output
    /// @throws GraphException if the number, dtypes or shapes of the arguments do not fit
    public List<NdArray> callAll(Object... arguments) {
        if (arguments.length != explicit) {
            throw new GraphException(
                    "the function takes %d arguments %s, not %d"
                            .formatted(explicit, inputs, arguments.length));
        }
        var values = new ArrayList<NdArray>(explicit + shared.size());
        for (int i = 0; i < explicit; i++)
            values.add(Arguments.convert(arguments[i], inputs.get(i)));
        for (var s : shared) values.add(s.value());
        return specialize(values.stream().map(v -> Shape.of(v.shape())).toList()).call(values);
    }

    /// Calls a function with one output.
    public NdArray call(Object... arguments) {
        return callAll(arguments).getFirst();
    }

    /// Calls the function with its inputs by name.
    public NdArray call(Map<String, ?> arguments) {
        var ordered =
                inputs.stream()
                        .map(x -> {
                            if (!arguments.containsKey(x.name())) {
                                throw new GraphException(
                                        "no value was given for '%s'; the function takes %s"
                                                .formatted(x.name(), inputs));
                            }
                            return (Object) arguments.get(x.name());
                        })
                        .toArray();
        if (arguments.size() > ordered.length) {
            throw new GraphException(
                    "the function takes %s, not %s".formatted(inputs, arguments.keySet()));
        }
        return call(ordered);
    }

    /// The code for inputs (and then shared variables) of the given shapes, compiled at the first
    /// use.
    public CompiledProgram program(List<Shape> shapes) {
        return specialize(shapes).compiled();
    }

    private Specialized specialize(List<Shape> shapes) {
        return specialized.computeIfAbsent(shapes, this::compile);
    }

    private Specialized compile(List<Shape> shapes) {
        var concrete =
                Rewriting.optimize(
                        Specialization.of(graph, shapes.stream().map(Shape::dims).toList()));
        return ValueShapedProgram.of(concrete, backend)
                .<Specialized>map(Undetermined::new)
                .orElseGet(() -> new Determined(Program.of(concrete), backend));
    }

    /// The value of one tensor, compiled for this call.
    static NdArray evaluate(Tensor output, Map<? extends Tensor, ?> values) {
        var inputs = new ArrayList<Tensor>(values.keySet());
        var arguments = inputs.stream().map(x -> (Object) values.get(x)).toArray();
        return new CompiledFunction(inputs, List.of(output)).call(arguments);
    }

    /// The function for inputs of some shapes.
    private sealed interface Specialized {
        CompiledProgram compiled();

        List<NdArray> call(List<NdArray> values);

        /// Why not all of it is compiled, if so.
        Optional<String> reason();
    }

    /// A function some of whose shapes depend on values.
    private record Undetermined(ValueShapedProgram compiled) implements Specialized {
        @Override
        public List<NdArray> call(List<NdArray> values) {
            return compiled.call(values);
        }

        @Override
        public Optional<String> reason() {
            return Optional.of(compiled.reason());
        }
    }

    /// One program with its pool of executables.
    private static final class Determined implements Specialized {
        private final Program program;
        private final CompiledProgram compiled;
        private final ConcurrentLinkedQueue<Executable> idle = new ConcurrentLinkedQueue<>();

        Determined(Program program, Backend backend) {
            this.program = program;
            this.compiled = backend.compile(program);
        }

        @Override
        public CompiledProgram compiled() {
            return compiled;
        }

        @Override
        public Optional<String> reason() {
            return Optional.empty();
        }

        @Override
        public List<NdArray> call(List<NdArray> values) {
            var executable = idle.poll();
            if (executable == null) executable = compiled.newExecutable();
            var results =
                    program.outputs().stream()
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

    /// Turns what users write into arrays of an input's type.
    private static final class Arguments {
        static NdArray convert(Object argument, Tensor input) {
            var value =
                    switch (argument) {
                        case NdArray a -> a;
                        case Boolean b -> NdArray.scalar(b);
                        case Long l -> NdArray.scalar(l);
                        case Integer i -> NdArray.scalar((long) i);
                        case Number n -> NdArray.scalar(n.doubleValue());
                        case double[] d -> NdArray.of(d);
                        case double[][] d -> NdArray.of(d);
                        case long[] l -> NdArray.of(l, l.length);
                        case int[] i ->
                                NdArray.of(Arrays.stream(i).asLongStream().toArray(), i.length);
                        case boolean[] b -> NdArray.of(b, b.length);
                        default ->
                                throw new GraphException(
                                        "'%s' cannot be given a %s; use a number, a Java array or an NdArray"
                                                .formatted(
                                                        input,
                                                        argument.getClass().getSimpleName()));
                    };
            if (value.dtype() != input.dtype()
                    && value.dtype().promote(input.dtype()) == input.dtype())
                value = value.cast(input.dtype());
            if (!input.type().accepts(value)) {
                throw new GraphException(
                        "'%s' is %s and cannot be given a value of type %s"
                                .formatted(input, input.type(), TensorType.of(value)));
            }
            return value;
        }
    }
}
