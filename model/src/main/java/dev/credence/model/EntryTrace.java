package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Apply;
import dev.credence.graph.Check;
import dev.credence.graph.Elementwise;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Indexing;
import dev.credence.graph.Reduction;
import dev.credence.graph.Tensor;
import dev.credence.graph.View;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Follows the entries of a tensor through a graph, to find on which of them each entry of a result
/// depends: on one at most, or nothing is found.
///
/// @param axes for each axis of the result the axis of the source along which it runs, if any
record EntryTrace(List<Optional<Along>> axes) {
    /// An axis of the source, visited in order or at positions.
    ///
    /// @param axis the axis of the source
    /// @param positions a vector of positions along it, if it is not visited in order
    record Along(int axis, Optional<Tensor> positions) {
        /// Visited at positions among those it is visited at.
        Along at(Tensor among) {
            var composed = positions.map(p -> gather(p, among, 0)).orElse(among);
            return new Along(axis, Optional.of(composed));
        }
    }

    EntryTrace {
        axes = List.copyOf(axes);
    }

    private static EntryTrace identity(int rank) {
        return new EntryTrace(
                IntStream.range(0, rank)
                        .mapToObj(a -> Optional.of(new Along(a, Optional.empty())))
                        .toList());
    }

    /// The trace of a result, or the node that mixes entries. What is only checked may mix them.
    static Traced of(Tensor source, Tensor result) {
        Map<Tensor, EntryTrace> traces = new IdentityHashMap<>();
        Map<Tensor, Apply> obstacles = new IdentityHashMap<>();
        traces.put(source, identity(source.rank()));
        for (var node : GraphWalk.topological(List.of(result))) {
            if (node.op() instanceof View.ShapeOf) continue;
            var used = node.op() instanceof Check ? node.inputs().subList(0, 1) : node.inputs();
            var obstacle =
                    used.stream().filter(obstacles::containsKey).findFirst().map(obstacles::get);
            if (obstacle.isEmpty() && used.stream().noneMatch(traces::containsKey)) continue;
            var trace = obstacle.isEmpty() ? through(node, traces) : Optional.<EntryTrace>empty();
            boolean complete = trace.isPresent() && trace.get().sources() == source.rank();
            for (var y : node.outputs()) {
                if (complete) traces.put(y, trace.get());
                else obstacles.put(y, obstacle.orElse(node));
            }
        }
        return new Traced(
                Optional.ofNullable(traces.get(result)),
                Optional.ofNullable(obstacles.get(result)));
    }

    /// @param trace that of the result, empty if it does not depend on the source or entries are
    ///   mixed
    /// @param obstacle the node that mixes entries
    record Traced(Optional<EntryTrace> trace, Optional<Apply> obstacle) {}

    private long sources() {
        return axes.stream().flatMap(Optional::stream).mapToInt(Along::axis).distinct().count();
    }

    private static Optional<EntryTrace> through(Apply node, Map<Tensor, EntryTrace> traces) {
        return switch (node.op()) {
            case Elementwise op -> common(node.inputs(), traces, node.output().rank());
            case View.Concatenate op ->
                    common(node.inputs(), traces, node.output().rank())
                            .filter(t -> t.axes.get(op.axis()).isEmpty());
            case Check op -> Optional.ofNullable(traces.get(node.input(0)));
            case View.BroadcastTo op -> Optional.ofNullable(traces.get(node.input(0)));
            case View.DimShuffle op -> Optional.of(traces.get(node.input(0)).shuffled(op));
            case Reduction op -> Optional.of(traces.get(node.input(0)).reduced(op));
            case Indexing.Slice op ->
                    Optional.of(traces.get(node.input(0)))
                            .filter(t -> t.axes.get(op.axis()).isEmpty());
            case Indexing.Gather op -> gathered(node, op, traces);
            default -> Optional.empty();
        };
    }

    /// Inputs that depend on the source must do so along the same axes.
    private static Optional<EntryTrace> common(
            List<Tensor> inputs, Map<Tensor, EntryTrace> traces, int rank) {
        Optional<EntryTrace> found = Optional.empty();
        for (var x : inputs) {
            var trace = traces.get(x);
            if (trace == null) continue;
            if (found.isPresent() && !found.get().equals(trace)) return Optional.empty();
            found = Optional.of(trace);
        }
        return found.filter(t -> t.axes.size() == rank);
    }

    private EntryTrace shuffled(View.DimShuffle op) {
        return new EntryTrace(
                op.order().stream()
                        .map(a -> a < 0 ? Optional.<Along>empty() : axes.get(a))
                        .toList());
    }

    private EntryTrace reduced(Reduction op) {
        var kept = new ArrayList<Optional<Along>>();
        for (int axis = 0; axis < axes.size(); axis++) {
            if (!op.axes().contains(axis)) kept.add(axes.get(axis));
            else if (op.keepDims()) kept.add(Optional.empty());
        }
        return new EntryTrace(kept);
    }

    private static Optional<EntryTrace> gathered(
            Apply node, Indexing.Gather op, Map<Tensor, EntryTrace> traces) {
        var table = traces.get(node.input(0));
        var index = traces.get(node.input(1));
        if (table != null && index != null) return Optional.empty();
        int rank = node.input(1).rank();
        var axes = new ArrayList<Optional<Along>>();
        int tableRank = node.input(0).rank();
        for (int axis = 0; axis < tableRank; axis++) {
            var along = table == null ? Optional.<Along>empty() : table.axes.get(axis);
            if (axis != op.axis()) {
                axes.add(along);
            } else if (index != null) {
                axes.addAll(index.axes);
            } else if (along.isEmpty()) {
                for (int i = 0; i < rank; i++) axes.add(Optional.empty());
            } else if (rank == 1) {
                axes.add(Optional.of(along.get().at(node.input(1))));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new EntryTrace(axes));
    }

    /// The sums of the entries of a result over all that depend on the same entry of the source, in
    /// the source's shape.
    Tensor collected(Tensor result, Tensor sourceShape) {
        var total = result;
        var left = new ArrayList<Along>();
        for (int axis = axes.size() - 1; axis >= 0; axis--) {
            if (axes.get(axis).isEmpty()) {
                total = sum(total, axis);
                continue;
            }
            var along = axes.get(axis).get();
            left.addFirst(along);
            if (along.positions().isEmpty()) continue;
            int at = axis;
            var positions = along.positions().get();
            total = scattered(total, at, positions, slice(sourceShape, 0, along.axis()));
        }
        var order = new Integer[left.size()];
        for (int i = 0; i < order.length; i++) order[left.get(i).axis()] = i;
        return dimShuffle(total, order);
    }

    private static Tensor scattered(Tensor x, int axis, Tensor positions, Tensor length) {
        var lengths = new ArrayList<>(Extent.of(x).lengths());
        lengths.set(axis, length);
        var shape = new Extent(lengths).operand();
        var zeros = broadcastTo(constant(0.0), shape);
        var where = cast(positions, DType.INT64);
        return new Apply(new Indexing.ScatterAdd(axis), List.of(zeros, where, x)).output();
    }
}
