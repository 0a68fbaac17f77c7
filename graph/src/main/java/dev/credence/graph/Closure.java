package dev.credence.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Finds what a piece of graph takes from outside, and turns it into inputs.
///
/// @param captured the tensors from outside, in a fixed order
/// @param inputs the leaves that stand for them
/// @param outputs the outputs in terms of these leaves
record Closure(List<Tensor> captured, List<Input> inputs, List<Tensor> outputs) {

    /// Takes as much from outside as can be: all that does not depend on `own` and is not a mere
    /// view. What varies not from step to step is so computed once, outside.
    ///
    /// Arithmetic of shapes stays inside, where it can be seen when types are inferred.
    static Closure invariants(List<? extends Tensor> outputs, Collection<? extends Tensor> own) {
        Set<Tensor> varying = identitySet();
        varying.addAll(own);
        Set<Apply> shapes = Collections.newSetFromMap(new IdentityHashMap<>());
        for (var node : GraphWalk.topological(outputs)) {
            if (node.inputs().stream().anyMatch(varying::contains)) varying.addAll(node.outputs());
            if (isShape(node, shapes)) shapes.add(node);
        }
        return of(
                outputs,
                x ->
                        switch (x) {
                            case Constant _ -> false;
                            case Input _, Shared _ -> !varying.contains(x);
                            case Output o ->
                                    !varying.contains(x)
                                            && !(o.apply().op() instanceof View)
                                            && !shapes.contains(o.apply());
                        });
    }

    private static boolean isShape(Apply node, Set<Apply> shapes) {
        if (node.op() instanceof View.ShapeOf) return true;
        return node.output().dtype().isInteger()
                && !(node.op() instanceof Draw)
                && node.inputs().stream()
                        .allMatch(x ->
                                x instanceof Constant
                                        || x instanceof Output o && shapes.contains(o.apply()));
    }

    /// Takes the first tensors on each path from the outputs for which `outside` holds.
    static Closure of(List<? extends Tensor> outputs, Predicate<Tensor> outside) {
        var captured = new ArrayList<Tensor>();
        var inputs = new ArrayList<Input>();
        Map<Tensor, Tensor> replaced = new IdentityHashMap<>();
        Set<Tensor> seen = identitySet();
        var found = new ArrayList<Tensor>();
        for (var y : outputs) if (seen.add(y)) found.add(y);
        for (int i = 0; i < found.size(); i++) {
            var x = found.get(i);
            if (outside.test(x)) {
                captured.add(x);
                inputs.add(new Input(x.name(), x.type()));
                replaced.put(x, inputs.getLast());
            } else if (x instanceof Output o) {
                for (var below : o.apply().inputs()) if (seen.add(below)) found.add(below);
            }
        }
        return new Closure(
                captured,
                inputs,
                replaced.isEmpty()
                        ? List.copyOf(outputs)
                        : GraphWalk.substitute(outputs, replaced));
    }

    private static Set<Tensor> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
