package dev.credence.graph;

import dev.credence.array.DType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reverse-mode differentiation, graph to graph: the gradient of a scalar is a graph like any
/// other.
public final class Gradient {
    private Gradient() {}

    /// What to do about a tensor that the cost does not depend on.
    public enum Disconnected {
        /// Refuse, naming it.
        RAISE,
        /// Its gradient is zero.
        ZERO
    }

    /// The gradients of `cost` with respect to the given tensors, each of that tensor's shape.
    ///
    /// @throws GraphException if `cost` is not a float64 scalar, if an op on the way has no
    ///   gradient, or if a tensor is not connected and `disconnected` is [Disconnected#RAISE]
    public static List<Tensor> of(
            Tensor cost, List<? extends Tensor> wrt, Disconnected disconnected) {
        if (cost.rank() != 0 || cost.dtype() != DType.FLOAT64) {
            throw new GraphException(
                            "gradients are of float64 scalars only, '%s' is %s; sum it first"
                                    .formatted(cost, cost.type()))
                    .at(cost.owner().flatMap(Apply::where));
        }
        var seed = List.of(Optional.<Tensor>of(Tensors.constant(1)));
        var found = pullback(List.of(cost), seed, wrt);
        var gradients = new ArrayList<Tensor>(wrt.size());
        for (int i = 0; i < wrt.size(); i++) {
            var x = wrt.get(i);
            if (found.get(i).isEmpty() && disconnected == Disconnected.RAISE) {
                throw new GraphException(
                        "'%s' does not depend smoothly on '%s', so there is no gradient with respect to it"
                                .formatted(cost, x));
            }
            gradients.add(found.get(i).orElseGet(() -> Tensors.zerosLike(x)));
        }
        return gradients;
    }

    /// The cotangents of `wrt` from those of some outputs; empty where nothing flows.
    static List<Optional<Tensor>> pullback(
            List<Tensor> outputs, List<Optional<Tensor>> seeds, List<? extends Tensor> wrt) {
        Map<Tensor, Tensor> cotangents = new IdentityHashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            var y = outputs.get(i);
            seeds.get(i).ifPresent(g -> cotangents.merge(y, g, Tensors::add));
        }
        var order = GraphWalk.topological(outputs);
        Set<Tensor> relevant = dependents(order, wrt);
        for (var node : order.reversed()) {
            if (node.outputs().stream()
                    .noneMatch(y -> relevant.contains(y) && cotangents.containsKey(y))) continue;
            SourceLine.inherit(
                    node.where(),
                    () -> {
                        pull(node, cotangents, relevant);
                        return null;
                    });
        }
        return wrt.stream().map(x -> Optional.ofNullable(cotangents.get(x))).toList();
    }

    private static void pull(Apply node, Map<Tensor, Tensor> cotangents, Set<Tensor> relevant) {
        List<Optional<Tensor>> incoming =
                node.outputs().stream().map(y -> Optional.ofNullable(cotangents.get(y))).toList();
        List<Optional<Tensor>> outgoing;
        try {
            outgoing = node.op().pullback(node, incoming);
        } catch (GraphException e) {
            throw e.at(node.where());
        }
        for (int i = 0; i < node.inputs().size(); i++) {
            var x = node.input(i);
            if (outgoing.get(i).isPresent() && relevant.contains(x)) {
                cotangents.merge(x, fitted(outgoing.get(i).get(), x), Tensors::add);
            }
        }
    }

    /// The cotangent of `x`, whose lengths known to be one are known of the cotangent too.
    private static Tensor fitted(Tensor cotangent, Tensor x) {
        if (cotangent.rank() != x.rank()) return cotangent;
        for (int axis = 0; axis < x.rank(); axis++) {
            if (x.shape().dim(axis) != 1 || cotangent.shape().dim(axis) == 1) continue;
            var shape = new Constant(ShapeValues.constant(x.shape().dims()));
            return new Apply(new SpecifyShape(), List.of(cotangent, shape)).output();
        }
        return cotangent;
    }

    /// The tensors in `order` that depend on one of `wrt`, with these.
    private static Set<Tensor> dependents(List<Apply> order, List<? extends Tensor> wrt) {
        Set<Tensor> relevant = Collections.newSetFromMap(new IdentityHashMap<>());
        relevant.addAll(wrt);
        for (var node : order) {
            if (node.inputs().stream().anyMatch(relevant::contains))
                relevant.addAll(node.outputs());
        }
        return relevant;
    }
}
