package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Runs a graph in which some shapes depend on values: what comes before the first such shape is
/// compiled, the rest is interpreted.
final class ValueShapedProgram implements CompiledProgram {
    private final List<Tensor> inputs;
    private final List<Tensor> outputs;
    private final Apply cause;
    private final List<Tensor> boundary;
    private final CompiledProgram before;
    private final Interpreter after;
    private final int interpreted;

    /// @param cause the first node with a shape that depends on values
    private ValueShapedProgram(Graph graph, Apply cause, Backend backend, CodeOptions options) {
        this.inputs = graph.inputs();
        this.outputs = graph.outputs();
        this.cause = cause;
        var determined = determined(graph);
        this.boundary = boundary(graph, determined);
        this.interpreted = graph.nodes().size() - determined.size();
        this.before = backend.compile(Program.of(Graph.imported(inputs, boundary)), options);
        var interpreter = backend instanceof Interpreter i ? i : new Interpreter();
        this.after = interpreter.counting(options);
    }

    /// The program of a graph, if a shape in it depends on values.
    static Optional<ValueShapedProgram> of(Graph graph, Backend backend, CodeOptions options) {
        return graph.nodes().stream()
                .filter(n -> !isKnown(n))
                .findFirst()
                .map(cause -> new ValueShapedProgram(graph, cause, backend, options));
    }

    private static boolean isKnown(Apply node) {
        return node.outputs().stream().allMatch(y -> y.shape().isKnown());
    }

    /// The nodes that do not depend on one whose shape is not known.
    private static Set<Apply> determined(Graph graph) {
        Set<Apply> found = Collections.newSetFromMap(new IdentityHashMap<>());
        for (var node : graph.nodes()) {
            boolean ready =
                    node.inputs().stream()
                            .allMatch(x -> x.owner().map(found::contains).orElse(true));
            if (ready && isKnown(node)) found.add(node);
        }
        return found;
    }

    /// What the interpreted nodes and the outputs take from the others.
    private static List<Tensor> boundary(Graph graph, Set<Apply> determined) {
        Set<Tensor> found = Collections.newSetFromMap(new IdentityHashMap<>());
        for (var node : graph.nodes()) if (!determined.contains(node)) found.addAll(node.inputs());
        found.addAll(graph.outputs());
        found.removeIf(x -> !x.owner().map(determined::contains).orElse(false));
        return List.copyOf(found);
    }

    /// The outputs, each of the shape that it turns out to have.
    List<NdArray> call(List<NdArray> values) {
        return call(before.newExecutable(), values);
    }

    private List<NdArray> call(Executable first, List<NdArray> values) {
        Map<Tensor, NdArray> known = new IdentityHashMap<>();
        for (int i = 0; i < inputs.size(); i++) known.put(inputs.get(i), values.get(i));
        var results =
                boundary.stream().map(y -> NdArray.zeros(y.dtype(), y.shape().dims())).toList();
        first.execute(
                values.stream().map(NdArray::storage).toArray(),
                results.stream().map(NdArray::storage).toArray());
        for (int i = 0; i < results.size(); i++) known.put(boundary.get(i), results.get(i));
        return after.values(outputs, known);
    }

    @Override
    public Executable newExecutable() {
        for (var y : outputs) {
            if (!y.shape().isKnown()) {
                throw new GraphException(
                                "the shape %s of '%s' depends on values, so it cannot be written into an array made before; call the function instead"
                                        .formatted(y.shape(), y))
                        .at(cause.where());
            }
        }
        var first = before.newExecutable();
        return (in, out) -> {
            var values = new ArrayList<NdArray>();
            for (int i = 0; i < in.length; i++)
                values.add(NdArray.wrap(in[i], inputs.get(i).shape().dims()));
            var results = call(first, values);
            for (int i = 0; i < out.length; i++)
                System.arraycopy(results.get(i).storage(), 0, out[i], 0, results.get(i).size());
        };
    }

    /// Why not all is compiled, in one sentence.
    String reason() {
        return "%d of %d nodes are interpreted, since the shape of '%s' depends on values%s"
                .formatted(
                        interpreted,
                        GraphWalk.topological(outputs).size(),
                        cause.output(),
                        cause.where().map(", made at %s"::formatted).orElse(""));
    }

    @Override
    public String report() {
        return "%s%n%s".formatted(reason(), before.report());
    }
}
