package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Evaluates graphs node by node through [Op#perform]: slow, obvious, and the oracle for every
/// other backend.
public final class Interpreter implements Backend {
    private static final ScopedValue<NodeMonitor> MONITOR = ScopedValue.newInstance();

    private final List<NodeMonitor> monitors;

    /// The interpreter, unwatched.
    public Interpreter() {
        this(List.of());
    }

    /// An interpreter that shows each node it evaluates to some monitors, in turn.
    public Interpreter(List<NodeMonitor> monitors) {
        this.monitors = List.copyOf(monitors);
    }

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
            var results = perform(node, inputs);
            for (int i = 0; i < results.size(); i++)
                known.putIfAbsent(node.outputs().get(i), results.get(i));
        }
        return outputs.stream().map(t -> valueOf(t, known)).toList();
    }

    /// The values of one node, shown to the monitors of the evaluation that this is part of.
    ///
    /// @throws GraphException if the op fails, or gives other arrays than it declared; the message
    ///   names the line where the node was made
    public static List<NdArray> perform(Apply node, List<NdArray> inputs) {
        try {
            if (!MONITOR.isBound()) return checked(node, inputs);
            long start = System.nanoTime();
            var results = checked(node, inputs);
            long nanos = System.nanoTime() - start;
            MONITOR.get().evaluated(new NodeMonitor.Evaluation(node, inputs, results, nanos));
            return results;
        } catch (GraphException e) {
            throw e.at(node.where());
        }
    }

    private static List<NdArray> checked(Apply node, List<NdArray> inputs) {
        var results = Widening.perform(node, inputs);
        ResultCheck.check(node, inputs, results);
        return results;
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
    public CompiledProgram compile(Program program, CodeOptions options) {
        var interpreter = counting(options);
        return new CompiledProgram() {
            @Override
            public Executable newExecutable() {
                return (inputs, outputs) -> interpreter.run(program, inputs, outputs);
            }

            @Override
            public String report() {
                return "interpreter: %d nodes, each by its reference evaluation"
                        .formatted(program.nodes().size());
            }
        };
    }

    /// This interpreter, showing nodes to the profile too if there is one.
    Interpreter counting(CodeOptions options) {
        if (options.profile().isEmpty()) return this;
        var watching = new ArrayList<>(monitors);
        watching.add(options.profile().get().ofNodes());
        return new Interpreter(watching);
    }

    /// As [#evaluate], shown to the monitors.
    List<NdArray> values(List<Tensor> outputs, Map<Tensor, NdArray> values) {
        return watched(() -> evaluate(outputs, values));
    }

    private void run(Program program, Object[] inputs, Object[] outputs) {
        Map<Tensor, NdArray> values = new IdentityHashMap<>();
        for (int i = 0; i < inputs.length; i++) {
            var leaf = program.inputs().get(i);
            values.put(leaf, NdArray.wrap(inputs[i], leaf.shape().dims()));
        }
        var results = values(program.outputs(), values);
        for (int i = 0; i < outputs.length; i++) {
            System.arraycopy(results.get(i).storage(), 0, outputs[i], 0, results.get(i).size());
        }
    }

    private List<NdArray> watched(
            ScopedValue.CallableOp<List<NdArray>, RuntimeException> evaluation) {
        if (monitors.isEmpty()) return evaluation.call();
        NodeMonitor all = e -> monitors.forEach(m -> m.evaluated(e));
        return ScopedValue.where(MONITOR, all).call(evaluation);
    }
}
