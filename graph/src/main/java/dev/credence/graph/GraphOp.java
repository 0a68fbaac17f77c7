package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A piece of graph as one op: it prints as its name, may have a gradient of its own, and is
/// compiled as what it is made of.
///
/// @param name what it prints as
/// @param body from the inputs to the outputs
/// @param reverse from inputs, outputs and cotangents of the outputs to cotangents of the inputs;
///   where it is empty the body is differentiated
public record GraphOp(String name, InnerGraph body, Optional<InnerGraph> reverse)
        implements CustomOp {

    /// A reverse rule as a function of tensors.
    @FunctionalInterface
    public interface ReverseRule {
        /// The cotangents of the inputs, one each and of its type.
        List<Tensor> apply(List<Tensor> inputs, List<Tensor> outputs, List<Tensor> cotangents);
    }

    /// The op that computes `outputs` from `inputs`.
    ///
    /// @throws GraphException if the outputs depend on a leaf, other than a constant, that is not
    ///   among the inputs
    public static GraphOp of(
            String name, List<? extends Tensor> inputs, List<? extends Tensor> outputs) {
        return new GraphOp(name, InnerGraph.of(inputs, outputs), Optional.empty());
    }

    /// The same op with another reverse rule, which is recorded now.
    ///
    /// @throws GraphException if the rule does not give one cotangent of its type for each input
    public GraphOp withPullback(ReverseRule rule) {
        var inputs = like(body.inputs());
        var outputs = like(body.outputs());
        var cotangents = like(body.outputs());
        var pulled = rule.apply(inputs, outputs, cotangents);
        boolean fit = pulled.size() == inputs.size();
        for (int i = 0; fit && i < pulled.size(); i++)
            fit = pulled.get(i).type().unified(inputs.get(i).type()).isPresent();
        if (!fit) {
            throw new GraphException(
                            "the pullback of '%s' must give cotangents of types %s, not %s"
                                    .formatted(name, types(inputs), types(pulled)))
                    .at(SourceLine.here());
        }
        var leaves = new ArrayList<>(inputs);
        leaves.addAll(outputs);
        leaves.addAll(cotangents);
        return new GraphOp(name, body, Optional.of(InnerGraph.of(leaves, pulled)));
    }

    private static List<Tensor> like(List<Tensor> tensors) {
        return tensors.stream().<Tensor>map(x -> new Input(x.name(), x.type())).toList();
    }

    private static List<TensorType> types(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::type).toList();
    }

    /// The only output for some inputs.
    public Tensor apply(Tensor... inputs) {
        return new Apply(this, List.of(inputs)).output();
    }

    /// The outputs for some inputs.
    public List<Tensor> applyAll(List<? extends Tensor> inputs) {
        return new Apply(this, List.copyOf(inputs)).outputs();
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        boolean fit = inputs.size() == body.inputs().size();
        for (int i = 0; fit && i < inputs.size(); i++)
            fit = inputs.get(i).type().unified(body.inputs().get(i).type()).isPresent();
        if (!fit) {
            throw new GraphException(
                    "'%s' takes tensors of types %s, not %s"
                            .formatted(name, types(body.inputs()), types(inputs)));
        }
        return types(body.apply(inputs));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        return body.evaluate(inputs);
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return reverse.map(r -> own(r, node, cotangents)).orElseGet(() -> ofBody(node, cotangents));
    }

    private static List<Optional<Tensor>> own(
            InnerGraph reverse, Apply node, List<Optional<Tensor>> cotangents) {
        var arguments = new ArrayList<>(node.inputs());
        arguments.addAll(node.outputs());
        for (int i = 0; i < cotangents.size(); i++) {
            var y = node.outputs().get(i);
            arguments.add(cotangents.get(i).orElseGet(() -> Tensors.zerosLike(y)));
        }
        return reverse.apply(arguments).stream().map(Optional::of).toList();
    }

    private List<Optional<Tensor>> ofBody(Apply node, List<Optional<Tensor>> cotangents) {
        Map<Tensor, Tensor> given = new IdentityHashMap<>();
        for (int i = 0; i < node.inputs().size(); i++)
            given.put(body.inputs().get(i), node.input(i));
        var seeds = new ArrayList<Optional<Tensor>>();
        for (var g : cotangents) {
            seeds.add(g.map(t -> new Input(t.type())));
            g.ifPresent(t -> given.put(seeds.getLast().orElseThrow(), t));
        }
        var asked =
                new Differentiation(
                        body.outputs(), seeds, body.inputs(), GradientOptions.standard());
        return asked.cotangents().stream()
                .map(p -> p.map(t -> GraphWalk.substitute(List.of(t), given).getFirst()))
                .toList();
    }

    @Override
    public Optional<List<Tensor>> expand(Apply node) {
        return Optional.of(body.apply(node.inputs()));
    }

    /// An op over the batch; one with a reverse rule of its own keeps it.
    @Override
    public Optional<List<Tensor>> batch(Apply node, List<Tensor> inputs) {
        if (reverse.isEmpty()) return Optional.empty();
        var axis = axis(node, inputs);
        var leaves = like(inputs);
        var outputs = batched(body, axis, leaves);
        var further = new ArrayList<>(leaves);
        for (int i = 0; i < 2; i++) further.addAll(like(outputs));
        var pulled = batched(reverse.get(), axis, further);
        var sums = new ArrayList<Tensor>();
        for (int i = 0; i < leaves.size(); i++) {
            boolean varies = inputs.get(i).rank() > node.input(i).rank();
            sums.add(varies ? pulled.get(i) : Tensors.sum(pulled.get(i), -1));
        }
        var rule = Optional.of(InnerGraph.of(further, sums));
        return Optional.of(
                new Apply(new GraphOp(name, InnerGraph.of(leaves, outputs), rule), inputs)
                        .outputs());
    }

    /// The number of the first input that varies over the batch.
    private static int axis(Apply node, List<Tensor> inputs) {
        int i = 0;
        while (inputs.get(i).rank() == node.input(i).rank()) i++;
        return i;
    }

    private static List<Tensor> batched(InnerGraph graph, int varying, List<Tensor> leaves) {
        Map<Tensor, Tensor> given = new IdentityHashMap<>();
        for (int i = 0; i < leaves.size(); i++) given.put(graph.inputs().get(i), leaves.get(i));
        var axis = BatchAxis.lastOf(leaves.get(varying));
        var batching = Batching.over(axis, Optional.empty(), graph.outputs(), given);
        return graph.outputs().stream().<Tensor>map(batching::full).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
