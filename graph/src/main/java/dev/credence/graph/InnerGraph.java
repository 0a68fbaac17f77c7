package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// A closed piece of graph as a value, compared by structure: what the ops that contain graphs
/// ([Scan], [IfElse]) are made of.
public final class InnerGraph {
    private final Graph graph;
    private final List<Object> structure;
    private final int hash;
    private final int slots;
    private final Map<Tensor, Integer> slotOf = new IdentityHashMap<>();

    /// A node in terms of the numbers of its inputs.
    private record Wiring(Op op, List<Integer> inputs) {}

    private InnerGraph(Graph graph) {
        this.graph = graph;
        var parts = new ArrayList<Object>();
        for (var x : graph.inputs()) {
            slotOf.put(x, slotOf.size());
            parts.add(x.type());
        }
        int next = slotOf.size();
        for (var node : graph.nodes()) {
            for (var x : node.inputs()) next = number(x, next, parts);
            parts.add(new Wiring(node.op(), numbers(node.inputs())));
            for (var y : node.outputs()) slotOf.put(y, next++);
        }
        for (var y : graph.outputs()) next = number(y, next, parts);
        parts.add(numbers(graph.outputs()));
        this.structure = List.copyOf(parts);
        this.hash = structure.hashCode();
        this.slots = next;
    }

    private int number(Tensor x, int next, List<Object> parts) {
        if (!(x instanceof Constant c) || slotOf.containsKey(x)) return next;
        parts.add(c.value());
        slotOf.put(x, next);
        return next + 1;
    }

    private List<Integer> numbers(List<Tensor> tensors) {
        return tensors.stream().map(slotOf::get).toList();
    }

    /// The piece between inputs and outputs.
    ///
    /// @throws GraphException if a leaf other than a constant is not among the inputs
    public static InnerGraph of(List<? extends Tensor> inputs, List<? extends Tensor> outputs) {
        return new InnerGraph(Graph.of(inputs, outputs));
    }

    static InnerGraph of(Graph graph) {
        return new InnerGraph(graph);
    }

    /// The same as a graph.
    public Graph graph() {
        return graph;
    }

    public List<Tensor> inputs() {
        return graph.inputs();
    }

    public List<Tensor> outputs() {
        return graph.outputs();
    }

    /// The outputs where the inputs are the given tensors.
    List<Tensor> apply(List<Tensor> arguments) {
        Map<Tensor, Tensor> replaced = new IdentityHashMap<>();
        for (int i = 0; i < arguments.size(); i++) replaced.put(inputs().get(i), arguments.get(i));
        return GraphWalk.substitute(outputs(), replaced);
    }

    /// The values of the outputs, by reference evaluation.
    List<NdArray> evaluate(List<NdArray> arguments) {
        var values = new NdArray[slots];
        for (int i = 0; i < arguments.size(); i++)
            values[slotOf.get(inputs().get(i))] = arguments.get(i);
        for (var node : graph.nodes()) {
            var operands = new ArrayList<NdArray>(node.inputs().size());
            for (var x : node.inputs()) operands.add(valueOf(x, values));
            var results = Interpreter.perform(node, operands);
            int first = slotOf.get(node.output());
            for (int i = 0; i < results.size(); i++) values[first + i] = results.get(i);
        }
        return outputs().stream().map(y -> valueOf(y, values)).toList();
    }

    private NdArray valueOf(Tensor x, NdArray[] values) {
        return x instanceof Constant c ? c.value() : values[slotOf.get(x)];
    }

    /// The same for inputs of the given types.
    InnerGraph specialized(List<TensorType> types) {
        return of(Specialization.of(graph, types.stream().map(t -> t.shape().dims()).toList()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InnerGraph that
                && hash == that.hash
                && structure.equals(that.structure);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /// For example `a + x, exp(x)`.
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var y : outputs()) {
            if (!text.isEmpty()) text.append(", ");
            text.append(MathText.of(y, 60));
        }
        return text.toString();
    }
}
