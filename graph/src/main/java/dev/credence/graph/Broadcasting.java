package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;

/// The rules by which shapes of elementwise inputs combine, and how a gradient undoes them.
final class Broadcasting {
    private Broadcasting() {}

    /// The shape of an elementwise result; all inputs have one rank, and only lengths known to be
    /// one repeat.
    static Shape broadcast(String what, List<Tensor> inputs) {
        int rank = inputs.getFirst().rank();
        var dims = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            dims[axis] = 1;
            for (var input : inputs) {
                if (input.rank() != rank) throw mismatch(what, inputs);
                int d = input.shape().dim(axis);
                if (d == 1 || d == dims[axis]) continue;
                if (dims[axis] == 1 || dims[axis] == Shape.UNKNOWN) dims[axis] = d;
                else if (d != Shape.UNKNOWN) throw mismatch(what, inputs);
            }
        }
        return Shape.of(dims);
    }

    private static GraphException mismatch(String what, List<Tensor> inputs) {
        var shapes = new ArrayList<String>();
        for (var input : inputs) {
            var padded = input;
            if (input instanceof Output o
                    && o.apply().op() instanceof View.DimShuffle
                    && input.name().isEmpty()) {
                padded = o.apply().input(0);
            }
            shapes.add(
                    padded.name().isEmpty()
                            ? padded.shape().toString()
                            : "'%s' %s".formatted(padded.name(), padded.shape()));
        }
        return new GraphException(
                "%s: shapes %s do not broadcast".formatted(what, String.join(" and ", shapes)));
    }

    /// The same tensor with length-one axes added on the left up to `rank`; an unnamed constant
    /// stays a constant.
    static Tensor padTo(Tensor x, int rank) {
        if (x.rank() == rank) return x;
        if (x instanceof Constant c && c.name().isEmpty())
            return new Constant(ReferenceLoops.padTo(c.value(), rank));
        var order = new ArrayList<Integer>();
        for (int i = x.rank(); i < rank; i++) order.add(View.DimShuffle.NEW_AXIS);
        for (int i = 0; i < x.rank(); i++) order.add(i);
        return new Apply(new View.DimShuffle(order), List.of(x)).output();
    }

    /// Sums the cotangent of a broadcast result back to the shape of the input `x`.
    static Tensor sumTo(Tensor x, Tensor cotangent) {
        if (cotangent.rank() < x.rank()) cotangent = padTo(cotangent, x.rank());
        var axes = new ArrayList<Integer>();
        boolean repeat = false;
        for (int axis = 0; axis < x.rank(); axis++) {
            int have = cotangent.shape().dim(axis);
            int want = x.shape().dim(axis);
            if (want == 1 && have != 1) axes.add(axis);
            if (want != 1 && have == 1) repeat = true;
        }
        var summed =
                axes.isEmpty()
                        ? cotangent
                        : new Apply(
                                        new Reduction(Reduction.Kind.SUM, axes, true),
                                        List.of(cotangent))
                                .output();
        return repeat ? Tensors.broadcastTo(summed, Tensors.shapeOf(x)) : summed;
    }

    /// The error of an elementwise node where [#sameRepeats] does not hold.
    static GraphException unknownRepeat(Apply node, List<Shape> shapes) {
        return new GraphException(
                "%s: shapes %s do not broadcast; a length of 1 repeats only if it is known when the graph is built"
                        .formatted(node.op(), shapes));
    }

    /// Whether every length of `shape` that is concretely one was already known to be one when the
    /// graph was built; otherwise elementwise code would repeat what the gradient did not sum.
    static boolean sameRepeats(Shape built, Shape concrete, Shape result) {
        for (int axis = 0; axis < built.rank(); axis++) {
            if (concrete.dim(axis) == 1 && built.dim(axis) != 1 && result.dim(axis) != 1)
                return false;
        }
        return true;
    }
}
