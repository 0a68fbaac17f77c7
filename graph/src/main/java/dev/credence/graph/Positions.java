package dev.credence.graph;

import dev.credence.array.DType;

import java.util.BitSet;

/// Proves things of tensors of positions: that they are inside of an axis, and that none occurs
/// twice. Where it cannot, it answers no.
final class Positions {
    private static final int DEPTH = 6;

    private Positions() {}

    /// Whether all are constant and positions of an axis of that length, counted from its start or,
    /// if negative, from its end.
    static boolean areInside(Tensor positions, int length) {
        if (length == Shape.UNKNOWN || !(positions instanceof Constant c)) return false;
        for (int k = 0; k < c.value().size(); k++) {
            double at = c.value().element(k);
            if (at < -length || at >= length) return false;
        }
        return true;
    }

    /// Whether no position of an axis of that length occurs twice.
    static boolean areDistinct(Tensor positions, int length) {
        return areDistinct(positions, length, DEPTH);
    }

    private static boolean areDistinct(Tensor x, int length, int depth) {
        if (x.shape().isKnown() && x.shape().size() <= 1) return true;
        if (x instanceof Constant c) return areInside(c, length) && occurOnce(c, length);
        if (depth == 0 || !(x instanceof Output o)) return false;
        var node = o.apply();
        return switch (node.op()) {
            case Numbers _, PivotsToPermutation _ -> reachesTo(node, 0, length);
            case Indexing.Slice _, View.DimShuffle _, View.Reshape _ ->
                    areDistinct(node.input(0), length, depth - 1);
            case Elementwise f ->
                    switch (f) {
                        case ADD -> isShift(node, length);
                        default -> false;
                    };
            default -> false;
        };
    }

    /// Whether as many numbers from `shift` on as the node gives are inside of the axis.
    private static boolean reachesTo(Apply numbers, double shift, int length) {
        var shape = numbers.output().shape();
        return shape.isKnown() && length != Shape.UNKNOWN && shape.size() + shift <= length;
    }

    /// Positions from zero on plus a constant that is not negative: none wraps around.
    private static boolean isShift(Apply sum, int length) {
        var shift = UniformValue.of(sum.input(1)).orElse(-1);
        return shift >= 0
                && sum.input(0).owner().stream()
                        .anyMatch(a -> a.op() instanceof Numbers && reachesTo(a, shift, length));
    }

    private static boolean occurOnce(Constant c, int length) {
        var seen = new BitSet(length);
        for (long at : c.value().cast(DType.INT64).longs()) {
            int position = (int) (at < 0 ? at + length : at);
            if (seen.get(position)) return false;
            seen.set(position);
        }
        return true;
    }
}
