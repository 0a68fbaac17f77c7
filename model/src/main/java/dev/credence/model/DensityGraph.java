package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Batching;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Graph;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.Rewriting;
import dev.credence.graph.Shape;
import dev.credence.graph.Shared;
import dev.credence.graph.Speculation;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The compiled functions of one flat position that samplers need: the log-density with its
/// gradient, and the values to be recorded.
///
/// It holds no data, so it serves as long as the model is not added to.
final class DensityGraph {
    private final List<ModelDensity.Slot> slots = new ArrayList<>();
    private final DensityFunction density;
    private final DensityFunction certain;
    private final CompiledFunction recorded;
    private boolean shapesFollowData;

    DensityGraph(Model model) {
        var free = model.freeVariables();
        checkContinuous(model, free);
        var values = new ArrayList<Tensor>();
        Map<Tensor, Tensor> typed = new IdentityHashMap<>();
        int offset = 0;
        for (var variable : free) {
            var shape = unconstrainedShape(variable);
            var value = new Input(variable.value().name(), new TensorType(DType.FLOAT64, shape));
            typed.put(variable.value(), value);
            values.add(value);
            slots.add(new ModelDensity.Slot(value.name(), variable.name(), offset, shape));
            offset += shape.size();
        }
        var position = new Input("position", TensorType.float64(offset));
        Map<Tensor, Tensor> parts = new IdentityHashMap<>();
        for (int i = 0; i < values.size(); i++)
            parts.put(values.get(i), part(position, slots.get(i)));

        var joint = new JointDensity(model.variables());
        var plain =
                simplified(GraphWalk.substitute(List.of(joint.fused()), typed).getFirst(), values);
        var speculation = Speculation.of(plain);
        density = DensityFunction.of(speculation, position, values, parts);
        certain =
                density.conditional()
                        ? DensityFunction.of(
                                new Speculation(plain, Optional.empty()), position, values, parts)
                        : density;

        var named = new ArrayList<Tensor>();
        model.recordedVariables().forEach(v -> named.add(v.tensor()));
        var constrained = GraphWalk.substitute(joint.inValues(named), typed);
        var doubles = constrained.stream().map(t -> cast(t, DType.FLOAT64)).toList();
        recorded = new CompiledFunction(List.of(position), GraphWalk.substitute(doubles, parts));
    }

    private static void checkContinuous(Model model, List<Variable.Free> free) {
        if (free.isEmpty()) {
            throw new ModelException(
                    "model '%s' has no unknowns; add some with random".formatted(model.name()));
        }
        for (var variable : free) {
            if (variable.distribution().dtype() == DType.FLOAT64) continue;
            throw new ModelException(
                    "'%s' ~ %s is discrete, so the density has no gradient; sum it out with marginalize, or observe it"
                            .formatted(variable.name(), Formula.of(variable.distribution())),
                    variable.where());
        }
    }

    private Shape unconstrainedShape(Variable.Free variable) {
        var known = variable.value().shape();
        if (known.isKnown()) return known;
        shapesFollowData = true;
        var shape = Shape.of(Extent.of(variable.tensor()).concrete());
        return variable.transform().map(t -> t.unconstrainedShape(shape)).orElse(shape);
    }

    private static Tensor part(Input position, ModelDensity.Slot slot) {
        var flat = slice(position, 0, slot.offset(), slot.offset() + slot.size(), 1);
        return reshape(flat, slot.shape().dims());
    }

    /// Simplified and made numerically safe before it is differentiated.
    private static Graph simplified(Tensor logp, List<Tensor> values) {
        var inputs = new ArrayList<>(values);
        for (var leaf : GraphWalk.leaves(List.of(logp)))
            if (leaf instanceof Shared) inputs.add(leaf);
        return Rewriting.canonicalizeAndStabilize(Graph.of(inputs, List.of(logp)));
    }

    List<ModelDensity.Slot> slots() {
        return List.copyOf(slots);
    }

    /// `(position, data terms…) -> (log-density, gradient)`.
    CompiledFunction logpAndGradient() {
        return density.function();
    }

    /// The quickest function, which may be conditional.
    DensityFunction density() {
        return density;
    }

    /// A function without conditions.
    DensityFunction certain() {
        return certain;
    }

    /// `(positions, data terms…) -> (log-densities, gradients)` for so many positions at once, each
    /// of which is a column: entries of the batch lie side by side, where they share vector
    /// instructions.
    CompiledFunction block(int size) {
        var graph = certain.function().graph();
        var position = graph.inputs().getFirst();
        var positions = new Input("positions", TensorType.float64(position.shape().dim(0), size));
        var inputs = new ArrayList<Tensor>(List.of(positions));
        inputs.addAll(graph.inputs().subList(1, 1 + certain.data().inputs().size()));
        return new CompiledFunction(
                inputs, Batching.lastAxis(graph.outputs(), Map.of(position, positions)));
    }

    /// `(position) ->` the free and then the deterministic variables.
    CompiledFunction recorded() {
        return recorded;
    }

    /// Whether the layout of the position depends on the data.
    boolean shapesFollowData() {
        return shapesFollowData;
    }
}
