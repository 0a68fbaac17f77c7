package dev.credence.model;

import dev.credence.array.DType;
import dev.credence.graph.Apply;
import dev.credence.graph.Check;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Constant;
import dev.credence.graph.Draw;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.Shared;
import dev.credence.graph.Tensor;
import dev.credence.graph.View;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The parts of a density that depend on exchangeable data only, computed once for each exchange
/// instead of at each evaluation; for constants folding does the same.
///
/// @param inputs what stands for the parts in the density
/// @param values computes them, in order
/// @param outputs the density's outputs in terms of `inputs`
record DataTerms(List<Tensor> inputs, CompiledFunction values, List<Tensor> outputs) {
    static DataTerms of(List<Tensor> outputs) {
        Set<Tensor> fixed = new HashSet<>();
        Set<Tensor> data = new HashSet<>();
        Map<Tensor, Tensor> parts = new LinkedHashMap<>();
        for (var node : GraphWalk.topological(outputs)) {
            if (isFixed(node, fixed, data)) fixed.addAll(node.outputs());
            else if (isData(node, fixed, data)) data.addAll(node.outputs());
            else for (var x : node.inputs()) cut(x, data, parts);
        }
        for (var y : outputs) cut(y, data, parts);
        return new DataTerms(
                List.copyOf(parts.values()),
                new CompiledFunction(List.of(), List.copyOf(parts.keySet())),
                GraphWalk.substitute(outputs, parts));
    }

    /// Whether it never changes once the code is compiled; shapes of data do not.
    private static boolean isFixed(Apply node, Set<Tensor> fixed, Set<Tensor> data) {
        if (node.op() instanceof View.ShapeOf) {
            var x = node.input(0);
            return isLeaf(x) || fixed.contains(x) || data.contains(x);
        }
        return isPure(node)
                && node.inputs().stream().allMatch(x -> x instanceof Constant || fixed.contains(x));
    }

    private static boolean isData(Apply node, Set<Tensor> fixed, Set<Tensor> data) {
        return isPure(node)
                && node.inputs().stream()
                        .allMatch(x -> isLeaf(x) || fixed.contains(x) || data.contains(x));
    }

    private static boolean isLeaf(Tensor x) {
        return x instanceof Constant || x instanceof Shared;
    }

    private static boolean isPure(Apply node) {
        return !(node.op() instanceof Draw || node.op() instanceof Check);
    }

    /// Replaces a part below the views of it, which cost nothing themselves.
    private static void cut(Tensor x, Set<Tensor> data, Map<Tensor, Tensor> parts) {
        if (!data.contains(x)) return;
        var node = x.owner().orElseThrow();
        boolean view =
                node.op() instanceof View.DimShuffle
                        || node.op() instanceof View.Reshape
                        || node.op() instanceof View.BroadcastTo;
        if (view) cut(node.input(0), data, parts);
        else if (x.dtype() == DType.FLOAT64)
            parts.computeIfAbsent(x, k -> new Input("data", k.type()));
    }
}
