package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/// A function of tensors, compiled for each combination of input shapes that it is called with.
///
/// It may be called from several threads at once; each call borrows its own scratch memory. Results
/// are new arrays, never arguments or values of shared variables.
public final class CompiledFunction {
    private final List<Tensor> inputs;
    private final List<String> names;
    private final CompileOptions options;
    private final Map<Tensor, NdArray> defaults = new IdentityHashMap<>();
    private final CompiledGraph code;
    private final List<Shared> read;
    private final List<Shared> updated;

    /// A function computed by the default backend: the compiler where its module is present. Inputs
    /// may be there that no output needs.
    public CompiledFunction(List<? extends Tensor> inputs, List<? extends Tensor> outputs) {
        this(inputs, outputs, defaultBackend());
    }

    /// A function computed by the given backend. Inputs may be there that no output needs.
    ///
    /// @param inputs what a call gives, in order: inputs, or any node in between
    /// @param outputs what a call computes
    /// @throws GraphException if an input that `outputs` need is missing
    public CompiledFunction(
            List<? extends Tensor> inputs, List<? extends Tensor> outputs, Backend backend) {
        this(inputs, outputs, CompileOptions.standard().withBackend(backend).withUnusedInputs());
    }

    /// A function with the given options.
    ///
    /// @throws GraphException if an input that `outputs` need is missing or one is not needed, or
    ///   if a substitution, an update or a default value does not fit
    public CompiledFunction(
            List<? extends Tensor> inputs, List<? extends Tensor> outputs, CompileOptions options) {
        this(inputs, outputs, outputs.stream().map(Tensor::name).toList(), options);
    }

    /// A function whose outputs have names.
    CompiledFunction(
            List<? extends Tensor> inputs,
            List<? extends Tensor> outputs,
            List<String> names,
            CompileOptions options) {
        this.inputs = List.copyOf(inputs);
        this.names = List.copyOf(names);
        this.options = options;
        options.defaults().forEach((x, value) -> defaults.put(x, defaultValue(x, value)));
        var definition = FunctionDefinition.of(this.inputs, outputs, options);
        this.code = new CompiledGraph(definition, options);
        this.read = definition.shared();
        this.updated = List.copyOf(options.updates().keySet());
    }

    private CompiledFunction(CompiledFunction original, Map<Shared, Shared> exchanged) {
        this.inputs = original.inputs;
        this.names = original.names;
        this.options = original.options;
        this.defaults.putAll(original.defaults);
        this.code = original.code;
        this.read = exchanged(original.read, exchanged);
        this.updated = exchanged(original.updated, exchanged);
    }

    private static List<Shared> exchanged(List<Shared> list, Map<Shared, Shared> exchanged) {
        return list.stream().map(s -> exchanged.getOrDefault(s, s)).toList();
    }

    private NdArray defaultValue(Tensor x, Object value) {
        if (!inputs.contains(x)) {
            throw new GraphException(
                            "'%s' has a default value but is not among the inputs %s"
                                    .formatted(x, inputs))
                    .at(SourceLine.here());
        }
        return Arguments.convert(value, x);
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

    /// The same function with other shared variables in place of some: the code is the same, the
    /// state is not.
    ///
    /// @throws GraphException if one has another dtype or rank, or is not used by this function
    public CompiledFunction copy(Map<Shared, Shared> exchanged) {
        exchanged.forEach((before, after) -> {
            if (!read.contains(before) && !updated.contains(before)) {
                throw new GraphException(
                                "the function does not use a shared variable '%s'; it uses %s"
                                        .formatted(before, read))
                        .at(SourceLine.here());
            }
            if (!before.type().equals(after.type())) {
                throw new GraphException(
                                "shared variable '%s' is %s and cannot be exchanged for '%s' of type %s"
                                        .formatted(before, before.type(), after, after.type()))
                        .at(SourceLine.here());
            }
        });
        return new CompiledFunction(this, exchanged);
    }

    /// What a call gives, in order.
    public List<Tensor> inputs() {
        return inputs;
    }

    /// The names of the outputs, empty where an output has none.
    public List<String> outputNames() {
        return names;
    }

    /// The graph after rewriting, before shapes are known; the new values of updated shared
    /// variables are its last outputs.
    public Graph graph() {
        return code.graph();
    }

    /// Why the graph is what it is: each rewrite with the expression before and after, then the
    /// graph that is left. After calls for which not all could be compiled, a sentence for each
    /// says why.
    public String explain() {
        return "%s\n\n%s%s".formatted(graph().log(), DebugPrint.text(graph()), code.reasons());
    }

    /// Where calls spent their time so far; empty unless the mode is [CompileMode#PROFILE].
    public Profile profile() {
        return code.profile();
    }

    /// Calls the function with its inputs in order: numbers, Java arrays or [NdArray]s. The last
    /// inputs may be left out if they have default values.
    ///
    /// @return one array for each output
    /// @throws GraphException if the number, dtypes or shapes of the arguments do not fit
    public List<NdArray> callAll(Object... arguments) {
        if (arguments.length > inputs.size() || !haveDefaults(arguments.length)) {
            throw GraphException.called(
                    "the function takes %d arguments %s, not %d"
                            .formatted(inputs.size(), inputs, arguments.length));
        }
        var values = new ArrayList<NdArray>(inputs.size() + read.size());
        for (int i = 0; i < inputs.size(); i++) {
            var x = inputs.get(i);
            values.add(i < arguments.length ? argument(arguments[i], x) : defaults.get(x));
        }
        return run(values);
    }

    private boolean haveDefaults(int from) {
        return inputs.stream().skip(from).allMatch(defaults::containsKey);
    }

    /// Calls a function with one output.
    public NdArray call(Object... arguments) {
        return callAll(arguments).getFirst();
    }

    /// Calls the function with its inputs by name; inputs with default values may be left out.
    ///
    /// @throws GraphException if a name is missing or unknown, or if a value does not fit
    public NdArray call(Map<String, ?> arguments) {
        return callAll(arguments).getFirst();
    }

    /// As [#call(Map)], giving all outputs.
    public List<NdArray> callAll(Map<String, ?> arguments) {
        var values = new ArrayList<NdArray>(inputs.size() + read.size());
        for (var x : inputs) {
            if (arguments.containsKey(x.name())) {
                values.add(argument(arguments.get(x.name()), x));
            } else if (defaults.containsKey(x)) {
                values.add(defaults.get(x));
            } else {
                throw GraphException.called(
                        "no value was given for '%s'; the function takes %s"
                                .formatted(x.name(), inputs));
            }
        }
        for (var name : arguments.keySet()) {
            if (inputs.stream().noneMatch(x -> x.name().equals(name))) {
                throw GraphException.called(
                        "the function has no input '%s'; it takes %s".formatted(name, inputs));
            }
        }
        return run(values);
    }

    /// Calls the function with its inputs in order, giving its outputs by name.
    ///
    /// @throws GraphException if an output has no name
    public Map<String, NdArray> callNamed(Object... arguments) {
        return named(callAll(arguments));
    }

    /// Calls the function with its inputs by name, giving its outputs by name.
    public Map<String, NdArray> callNamed(Map<String, ?> arguments) {
        return named(callAll(arguments));
    }

    private Map<String, NdArray> named(List<NdArray> results) {
        var byName = new LinkedHashMap<String, NdArray>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isEmpty() || byName.put(names.get(i), results.get(i)) != null) {
                throw GraphException.called(
                        "the outputs are named %s, which does not tell them apart; give them to function(...) as a map"
                                .formatted(names));
            }
        }
        return byName;
    }

    private static NdArray argument(Object value, Tensor x) {
        try {
            return Arguments.convert(value, x);
        } catch (GraphException e) {
            throw GraphException.called(e.getMessage());
        }
    }

    /// Runs the code on arguments and the values of the shared variables. Calls that update shared
    /// variables run one at a time, since each starts where the one before ended.
    private List<NdArray> run(List<NdArray> values) {
        if (updated.isEmpty()) {
            values.addAll(Shared.values(read));
            return code.run(values);
        }
        synchronized (code) {
            values.addAll(Shared.values(read));
            var results = code.run(values);
            Shared.setValues(updated, results.subList(names.size(), results.size()));
            return results.subList(0, names.size());
        }
    }

    /// The code for inputs (and then shared variables) of the given shapes, compiled at the first
    /// use.
    public CompiledProgram program(List<Shape> shapes) {
        return code.program(shapes);
    }

    /// The value of one tensor, by a function that is kept with the tensor for the next time.
    static NdArray evaluate(
            Tensor output,
            Map<? extends Tensor, ?> values,
            Map<List<Tensor>, CompiledFunction> known) {
        var inputs = List.<Tensor>copyOf(values.keySet());
        var function = known.get(inputs);
        if (function == null) {
            refuseUnknown(output, inputs);
            function = new CompiledFunction(inputs, List.of(output));
            known.put(inputs, function);
        }
        return function.call(inputs.stream().<Object>map(values::get).toArray());
    }

    /// A value for a node of another graph would have no effect; one for an input has none where
    /// the tensor happens not to depend on it.
    private static void refuseUnknown(Tensor output, List<Tensor> inputs) {
        var needed = GraphWalk.breadthFirst(List.of(output));
        for (var x : inputs) {
            if (x instanceof Output && !needed.contains(x)) {
                throw GraphException.called(
                        "a value was given for '%s', which '%s' does not depend on"
                                .formatted(x, output));
            }
        }
    }
}
