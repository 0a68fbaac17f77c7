package dev.credence.bench.fuzz;

import dev.credence.graph.Apply;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.IfElse;
import dev.credence.graph.InnerGraph;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Op;
import dev.credence.graph.Scan;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The ways to take a node out of a graph.
final class Cuts {
    private Cuts() {}

    /// How many nodes there are, those of inner graphs included.
    static int nodes(List<Tensor> outputs) {
        int count = 0;
        for (var node : GraphWalk.topological(outputs)) {
            count++;
            for (var inner : inner(node.op())) count += nodes(inner.outputs());
        }
        return count;
    }

    private static List<InnerGraph> inner(Op op) {
        return switch (op) {
            case Scan s -> List.of(s.body());
            case IfElse i -> List.of(i.yes(), i.no());
            default -> List.of();
        };
    }

    /// The sample with the node's outputs as inputs, which have the values it gives.
    static Stream<Sample> at(Sample sample, Apply node) {
        var values = Interpreter.evaluate(node.outputs(), sample.given());
        var inputs = new ArrayList<>(sample.inputs());
        var given = new ArrayList<>(sample.values());
        Map<Tensor, Tensor> leaves = new IdentityHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            var y = node.outputs().get(i);
            var leaf = new Input("y" + inputs.size(), TensorType.of(values.get(i)));
            leaves.put(y, leaf);
            inputs.add(leaf);
            given.add(values.get(i));
        }
        var outputs = GraphWalk.substitute(sample.outputs(), leaves);
        return Stream.of(new Sample(inputs, given, outputs));
    }

    /// The sample with an input of the node in the place of its output, if they are of one type.
    static Stream<Sample> without(Sample sample, Apply node) {
        return shortcuts(node).map(map -> sample.with(GraphWalk.substitute(sample.outputs(), map)));
    }

    private static Stream<Map<Tensor, Tensor>> shortcuts(Apply node) {
        return node.outputs().stream()
                .flatMap(y ->
                        node.inputs().stream()
                                .filter(x -> x.type().equals(y.type()))
                                .map(x -> Map.of(y, x)));
    }

    /// The sample with less in a loop or choice, or with its inside alone.
    static Stream<Sample> inside(Sample sample, Apply node) {
        return switch (node.op()) {
            case Scan s ->
                    Stream.concat(
                            alone(sample, s.body(), firstStep(s, node)),
                            smaller(s.body())
                                    .map(body ->
                                            new Scan(
                                                    body,
                                                    s.carries(),
                                                    s.sequences(),
                                                    s.recorded(),
                                                    s.until(),
                                                    s.reversed()))
                                    .map(op -> replaced(sample, node, op)));
            case IfElse i -> {
                var operands = node.inputs().subList(1, node.inputs().size());
                yield Stream.of(
                                alone(sample, i.yes(), operands),
                                alone(sample, i.no(), operands),
                                smaller(i.yes())
                                        .map(yes ->
                                                replaced(sample, node, new IfElse(yes, i.no()))),
                                smaller(i.no())
                                        .map(no -> replaced(sample, node, new IfElse(i.yes(), no))))
                        .flatMap(c -> c);
            }
            default -> Stream.empty();
        };
    }

    /// What the first step of a loop is given; nothing if there is no step.
    private static List<Tensor> firstStep(Scan scan, Apply node) {
        int first = node.inputs().size() - scan.body().inputs().size();
        var given = new ArrayList<>(node.inputs().subList(first, node.inputs().size()));
        for (int i = scan.carries(); i < scan.carries() + scan.sequences(); i++) {
            var sequence = given.get(i);
            if (sequence.shape().dim(0) == 0) return List.of();
            given.set(i, Tensors.slice(sequence, 0, 0));
        }
        return given;
    }

    private static Stream<Sample> alone(Sample sample, InnerGraph graph, List<Tensor> given) {
        if (given.size() < graph.inputs().size()) return Stream.empty();
        Map<Tensor, Tensor> operands = new IdentityHashMap<>();
        for (int i = 0; i < given.size(); i++) operands.put(graph.inputs().get(i), given.get(i));
        return Stream.of(sample.with(GraphWalk.substitute(graph.outputs(), operands)));
    }

    private static Sample replaced(Sample sample, Apply node, Op op) {
        var made = new Apply(op, node.inputs());
        Map<Tensor, Tensor> map = new IdentityHashMap<>();
        for (int i = 0; i < made.outputs().size(); i++)
            map.put(node.outputs().get(i), made.outputs().get(i));
        return sample.with(GraphWalk.substitute(sample.outputs(), map));
    }

    private static Stream<InnerGraph> smaller(InnerGraph graph) {
        var nodes = graph.graph().nodes();
        var fewer =
                nodes.reversed().stream()
                        .flatMap(Cuts::shortcuts)
                        .map(map ->
                                InnerGraph.of(
                                        graph.inputs(),
                                        GraphWalk.substitute(graph.outputs(), map)));
        return fewer;
    }
}
