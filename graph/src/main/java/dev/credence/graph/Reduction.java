package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Folds axes with an associative operation: sum, product, maximum, minimum, all, any.
///
/// Sums and products of float32 accumulate in float64 and round once; those of int32 are int64.
///
/// @param kind what is folded
/// @param axes the axes to fold, ascending
/// @param keepDims whether folded axes stay with length one
public record Reduction(Kind kind, List<Integer> axes, boolean keepDims) implements CoreOp {
    /// The foldings; the maximum and minimum of nothing are -∞ and +∞.
    public enum Kind {
        SUM,
        PRODUCT,
        MAX,
        MIN,
        ALL,
        ANY
    }

    public Reduction {
        axes = axes.stream().sorted().distinct().toList();
    }

    /// Folds every axis of a tensor of that rank.
    public static Reduction all(Kind kind, int rank) {
        return new Reduction(kind, IntStream.range(0, rank).boxed().toList(), false);
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var x = inputs.getFirst();
        boolean logical = kind == Kind.ALL || kind == Kind.ANY;
        if (logical != (x.dtype() == DType.BOOL)) {
            throw new GraphException(
                    "'%s' cannot be applied to dtype %s".formatted(this, x.dtype()));
        }
        for (int axis : axes) {
            if (axis < 0 || axis >= x.rank()) {
                throw new GraphException(
                        "'%s': there is no axis %d in shape %s".formatted(this, axis, x.shape()));
            }
        }
        var dims = new ArrayList<Integer>();
        for (int axis = 0; axis < x.rank(); axis++) {
            if (!axes.contains(axis)) dims.add(x.shape().dim(axis));
            else if (keepDims) dims.add(1);
        }
        boolean grows = x.dtype() == DType.INT32 && (kind == Kind.SUM || kind == Kind.PRODUCT);
        return List.of(
                new TensorType(
                        grows ? DType.INT64 : x.dtype(),
                        Shape.of(dims.stream().mapToInt(d -> d).toArray())));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        return List.of(ReferenceLoops.reduce(this, inputs.getFirst()));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var x = node.input(0);
        if (!x.dtype().isFloating()) return List.of(Optional.empty());
        var g = restoreAxes(cotangents.getFirst().orElseThrow());
        var y = restoreAxes(node.output());
        return List.of(
                switch (kind) {
                    case SUM -> Optional.of(Tensors.broadcastTo(g, Tensors.shapeOf(x)));
                    case PRODUCT -> Optional.of(Tensors.multiply(g, productOfOthers(x)));
                    case MAX, MIN -> {
                        var best = Tensors.equal(x, y);
                        var share =
                                Tensors.divide(g, folded(Kind.SUM, Tensors.cast(best, x.dtype())));
                        yield Optional.of(Tensors.select(best, share, Tensors.constant(0)));
                    }
                    case ALL, ANY -> Optional.empty();
                });
    }

    /// For each element the product of the others, which is not zero for a single zero.
    private Tensor productOfOthers(Tensor x) {
        var zero = Tensors.equal(x, Tensors.constant(0));
        var zeros = folded(Kind.SUM, Tensors.cast(zero, x.dtype()));
        var factors = Tensors.select(zero, Tensors.constant(1), x);
        var product = folded(Kind.PRODUCT, factors);
        return Tensors.select(
                Tensors.equal(zeros, Tensors.cast(zero, x.dtype())),
                Tensors.divide(product, factors),
                Tensors.constant(0));
    }

    private Tensor folded(Kind fold, Tensor x) {
        return new Apply(new Reduction(fold, axes, true), List.of(x)).output();
    }

    private Tensor restoreAxes(Tensor reduced) {
        if (keepDims || axes.isEmpty()) return reduced;
        var order = new ArrayList<Integer>();
        int next = 0;
        for (int axis = 0; axis < reduced.rank() + axes.size(); axis++) {
            order.add(axes.contains(axis) ? View.DimShuffle.NEW_AXIS : next++);
        }
        return new Apply(new View.DimShuffle(order), List.of(reduced)).output();
    }

    @Override
    public String toString() {
        var name =
                switch (kind) {
                    case SUM -> "Sum";
                    case PRODUCT -> "Prod";
                    case MAX -> "Max";
                    case MIN -> "Min";
                    case ALL -> "All";
                    case ANY -> "Any";
                };
        return name + "{axes=" + axes + (keepDims ? ", keepdims" : "") + "}";
    }
}
