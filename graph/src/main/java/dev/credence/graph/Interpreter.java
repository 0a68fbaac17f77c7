package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Evaluates graphs node by node through [Op#perform]: slow, obvious, and the oracle for every
/// other backend.
public final class Interpreter implements Backend {
    /// The interpreter; it has no settings.
    public Interpreter() {}

    @Override
    public String name() {
        return "interpreter";
    }

    /// The values of some tensors.
    ///
    /// @param values the values of the leaves (constants and shared variables excepted), or of any
    ///   node in between
    public static List<NdArray> evaluate(
            List<? extends Tensor> outputs, Map<? extends Tensor, NdArray> values) {
        Map<Tensor, NdArray> known = new IdentityHashMap<>();
        known.putAll(values);
        for (var node : GraphWalk.topological(outputs, values.keySet())) {
            var inputs = new ArrayList<NdArray>(node.inputs().size());
            for (var x : node.inputs()) inputs.add(valueOf(x, known));
            List<NdArray> results;
            try {
                results = node.op().perform(node, inputs);
                if (node.op() instanceof Elementwise)
                    checkRepeats(node, inputs, results.getFirst());
            } catch (GraphException e) {
                throw e.at(node.where());
            }
            for (int i = 0; i < results.size(); i++)
                known.putIfAbsent(node.outputs().get(i), results.get(i));
        }
        return outputs.stream().map(t -> valueOf(t, known)).toList();
    }

    /// Lengths that turn out to be one repeat no more than in compiled code.
    private static void checkRepeats(Apply node, List<NdArray> inputs, NdArray result) {
        var shape = Shape.of(result.shape());
        for (int i = 0; i < inputs.size(); i++) {
            var concrete = Shape.of(inputs.get(i).shape());
            if (!Broadcasting.sameRepeats(node.input(i).shape(), concrete, shape))
                throw Broadcasting.unknownRepeat(
                        node, inputs.stream().map(x -> Shape.of(x.shape())).toList());
        }
    }

    private static NdArray valueOf(Tensor x, Map<Tensor, NdArray> known) {
        return switch (x) {
            case Constant c -> c.value();
            case Shared s when !known.containsKey(s) -> s.value();
            default -> {
                var value = known.get(x);
                if (value == null)
                    throw new GraphException("no value was given for '%s'".formatted(x));
                yield value;
            }
        };
    }

    @Override
    public CompiledProgram compile(Program program) {
        return new CompiledProgram() {
            @Override
            public Executable newExecutable() {
                return (inputs, outputs) -> run(program, inputs, outputs);
            }

            @Override
            public String report() {
                return "interpreter: %d nodes, each by its reference evaluation"
                        .formatted(program.nodes().size());
            }
        };
    }

    private static void run(Program program, Object[] inputs, Object[] outputs) {
        Map<Tensor, NdArray> values = new IdentityHashMap<>();
        for (int i = 0; i < inputs.length; i++) {
            var leaf = program.inputs().get(i);
            values.put(leaf, NdArray.wrap(inputs[i], leaf.shape().dims()));
        }
        var results = evaluate(program.outputs(), values);
        for (int i = 0; i < outputs.length; i++) {
            System.arraycopy(results.get(i).storage(), 0, outputs[i], 0, results.get(i).size());
        }
    }
}
