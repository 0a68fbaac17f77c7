package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.NdArray;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Constant;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.List;

/// A shape whose lengths may follow data that can be exchanged: each length is a number or a graph.
///
/// @param lengths int64 scalars, from the left
record Extent(List<Tensor> lengths) {
    Extent {
        lengths = List.copyOf(lengths);
    }

    /// The shape of a tensor.
    static Extent of(Tensor x) {
        var lengths = new ArrayList<Tensor>();
        for (int axis = 0; axis < x.rank(); axis++) {
            int length = x.shape().dim(axis);
            lengths.add(length == Shape.UNKNOWN ? slice(shapeOf(x), 0, axis) : length(length));
        }
        return new Extent(lengths);
    }

    static Extent of(int... dims) {
        var lengths = new ArrayList<Tensor>();
        for (int d : dims) lengths.add(length(d));
        return new Extent(lengths);
    }

    /// An int64 scalar.
    static Tensor integer(long number) {
        return new Constant(NdArray.scalar(number));
    }

    static Tensor length(int length) {
        return integer(length);
    }

    int rank() {
        return lengths.size();
    }

    /// The lengths that are known while the graph is built.
    Shape shape() {
        return Shape.of(lengths.stream().mapToInt(Extent::known).toArray());
    }

    private static int known(Tensor length) {
        return length instanceof Constant c ? (int) c.value().item() : Shape.UNKNOWN;
    }

    /// The lengths as one int64 vector.
    Tensor operand() {
        if (shape().isKnown()) {
            return constant(lengths.stream().mapToLong(Extent::known).toArray());
        }
        return stack(lengths.toArray(Tensor[]::new));
    }

    /// The lengths under the present values of the data.
    int[] concrete() {
        if (shape().isKnown()) return shape().dims();
        return new CompiledFunction(List.of(), lengths, new Interpreter())
                .callAll().stream().mapToInt(n -> (int) n.item()).toArray();
    }

    /// The shape of a variable whose parameters have this shape and which is asked to have another:
    /// that one, but following this shape along axes whose length may change with the data.
    Extent extendedTo(Extent asked) {
        var lengths = new ArrayList<Tensor>();
        int added = asked.rank() - rank();
        for (int axis = 0; axis < asked.rank(); axis++) {
            boolean follows =
                    axis >= added && known(this.lengths.get(axis - added)) == Shape.UNKNOWN;
            lengths.add(follows ? this.lengths.get(axis - added) : asked.lengths.get(axis));
        }
        return new Extent(lengths);
    }
}
