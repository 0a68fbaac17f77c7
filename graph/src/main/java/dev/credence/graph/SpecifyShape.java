package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Passes its input on with lengths that the user vouches for; inputs `(x, shape)`, a length of -1
/// stands for any. A tensor that has other lengths after all is refused.
public record SpecifyShape() implements CustomOp {
    /// A tensor made for another one, of its rank or with one more last axis: lengths of one that
    /// are known of the other are known of it too, so that axes can be dropped and repeated.
    static Tensor keepingOnes(Tensor other, Tensor made) {
        if (made.rank() < other.rank() || made.rank() > other.rank() + 1) return made;
        var dims = Shape.unknown(made.rank()).dims();
        boolean differs = false;
        for (int axis = 0; axis < other.rank(); axis++) {
            if (other.shape().dim(axis) != 1 || made.shape().dim(axis) == 1) continue;
            dims[axis] = 1;
            differs = true;
        }
        if (!differs) return made;
        var shape = new Constant(ShapeValues.constant(dims));
        return new Apply(new SpecifyShape(), List.of(made, shape)).output();
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var x = inputs.getFirst();
        var operand = inputs.get(1);
        if (operand.shape().dim(0) != x.rank()) {
            throw new GraphException(
                    "%d lengths cannot be the shape of '%s', which has shape %s"
                            .formatted(operand.shape().dim(0), x, x.shape()));
        }
        var dims = ShapeValues.of(operand, x.rank());
        if (dims.isEmpty()) return List.of(x.type());
        var wanted = Shape.of(dims.get());
        return List.of(
                x.type()
                        .unified(new TensorType(x.dtype(), wanted))
                        .orElseThrow(() -> mismatch(x, wanted, x.shape())));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var x = inputs.getFirst();
        var wanted = Shape.of(ShapeValues.of(inputs.get(1)));
        if (!wanted.accepts(x.shape())) throw mismatch(node.input(0), wanted, Shape.of(x.shape()));
        return List.of(x);
    }

    private static GraphException mismatch(Tensor x, Shape wanted, Shape found) {
        return new GraphException(
                "'%s' was specified to have shape %s but has shape %s".formatted(x, wanted, found));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(cotangents.getFirst(), Optional.empty());
    }

    /// Nothing is left to be done where the lengths have been checked.
    @Override
    public Optional<List<Tensor>> expand(Apply node) {
        boolean checked =
                node.input(0).shape().isKnown()
                        && ShapeValues.of(node.input(1), node.input(0).rank())
                                .filter(d -> Arrays.stream(d).allMatch(n -> n >= -1))
                                .isPresent();
        return checked ? Optional.of(List.of(node.input(0))) : Optional.empty();
    }

    @Override
    public String toString() {
        return "specify_shape";
    }
}
