package dev.credence.graph;

import dev.credence.array.DType;

import java.util.Optional;

/// Keeps the type of what a rewrite replaces: a replacement that lacks repetition is repeated.
final class TypeFit {
    private TypeFit() {}

    /// Whether a tensor of type `now` can stand where one of type `before` was. A length may become
    /// known, but not as one, since that would have to be repeated.
    static boolean fits(TensorType now, TensorType before) {
        if (contradicts(now, before)) return false;
        for (int axis = 0; axis < now.rank(); axis++)
            if (now.shape().dim(axis) == 1 && before.shape().dim(axis) != 1) return false;
        return true;
    }

    /// Whether a tensor of type `now` differs from one of type `before` in dtype, rank or a length
    /// that was known.
    static boolean contradicts(TensorType now, TensorType before) {
        if (now.dtype() != before.dtype() || now.rank() != before.rank()) return true;
        for (int axis = 0; axis < now.rank(); axis++) {
            int known = before.shape().dim(axis);
            if (known != Shape.UNKNOWN && now.shape().dim(axis) != known) return true;
        }
        return false;
    }

    /// `x` with the type of the node's output, repeated to its shape if need be; empty if that
    /// shape is not known well enough.
    static Optional<Tensor> fit(Tensor x, Apply node) {
        var wanted = node.output().type();
        if (x.dtype() != wanted.dtype()) return Optional.of(x);
        if (x.rank() < wanted.rank()) x = Broadcasting.padTo(x, wanted.rank());
        if (fits(x.type(), wanted)) return Optional.of(x);
        var repeated = x;
        return shapeOf(node)
                .map(shape -> Tensors.broadcastTo(repeated, shape))
                .filter(r -> fits(r.type(), wanted));
    }

    /// The shape of the node's output as an operand that does not depend on the output itself.
    private static Optional<Tensor> shapeOf(Apply node) {
        var shape = node.output().shape();
        if (shape.isKnown()) return Optional.of(new Constant(ShapeValues.constant(shape.dims())));
        for (var x : node.inputs())
            if (x.shape().equals(shape)) return Optional.of(Tensors.shapeOf(x));
        return Optional.empty();
    }

    /// A uniform constant of the type of the node's output.
    static Optional<Tensor> constant(double value, Apply node) {
        var c = Tensors.constant(value);
        var wanted = node.output().dtype();
        return fit(wanted == DType.FLOAT64 ? c : new Constant(c.value().cast(wanted)), node);
    }
}
