package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Transforms one after the other, as the logarithms of entries that are kept in order.
///
/// @param steps from the support outwards
record ChainTransform(List<Transform> steps) implements Transform {
    ChainTransform {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new ModelException("a chain of no transforms changes nothing; give at least one");
        }
    }

    @Override
    public String name() {
        return steps.stream().map(Transform::name).collect(Collectors.joining("+"));
    }

    @Override
    public Tensor forward(Tensor x) {
        var y = x;
        for (var step : steps) y = step.forward(y);
        return y;
    }

    @Override
    public Tensor backward(Tensor y) {
        var x = y;
        for (var step : steps.reversed()) x = step.backward(x);
        return x;
    }

    /// The sum of all, each summed to the rank of that with the fewest axes.
    @Override
    public Tensor logJacobian(Tensor y) {
        var terms = new ArrayList<Tensor>();
        var x = y;
        for (var step : steps.reversed()) {
            terms.add(step.logJacobian(x));
            x = step.backward(x);
        }
        int rank = terms.stream().mapToInt(Tensor::rank).min().orElseThrow();
        Tensor total = constant(0);
        for (var term : terms) {
            var summed = term;
            while (summed.rank() > rank) summed = sum(summed, -1);
            total = total.plus(summed);
        }
        return total;
    }

    @Override
    public Shape unconstrainedShape(Shape shape) {
        var outer = shape;
        for (var step : steps) outer = step.unconstrainedShape(outer);
        return outer;
    }
}
