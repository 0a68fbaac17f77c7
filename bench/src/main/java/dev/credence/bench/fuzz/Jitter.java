package dev.credence.bench.fuzz;

import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.List;

/// The identity up to rounding: moves each number by some units in the last place of its dtype.
///
/// @param ulps how many, at most
/// @param floor how large a number is taken to be at least, when its unit is asked for: 0, or more
///   for results of functions that are accurate relative to that only; the smallest number changes
///   the sign of zeros
/// @param ceiling beyond which a number becomes NaN or 1: where a sum of it or a product may
///   overflow or not, nothing can be asked of the result
/// @param direction which way
/// @param number tells jitters of one graph apart
record Jitter(double ulps, double floor, double ceiling, Direction direction, int number)
        implements CustomOp {
    enum Direction {
        UP,
        DOWN,
        EITHER
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        return List.of(inputs.getFirst().type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var x = inputs.getFirst();
        var moved = NdArray.zeros(x.dtype(), x.shape());
        for (int i = 0; i < x.size(); i++) {
            double v = x.element(i);
            switch (moved.storage()) {
                case double[] d -> d[i] = moved(v, Math.ulp(Math.max(Math.abs(v), floor)), i);
                case float[] f -> f[i] = single(v, i);
                default -> throw new AssertionError(x);
            }
        }
        return List.of(moved);
    }

    private float single(double v, int i) {
        double unit = Math.ulp((float) Math.max(Math.abs(v), floor));
        return (float) moved(v, unit, i);
    }

    /// Zero and what is not finite stay, unless even zero is inexact.
    private double moved(double v, double unit, int i) {
        if (v == 0 && floor == 0 || !Double.isFinite(v)) return v;
        if (v == 0 && floor == Double.MIN_VALUE) return Math.copySign(0, share(v, i));
        if (Math.abs(v) > ceiling) return direction == Direction.UP ? Double.NaN : 1;
        return v + Math.rint(ulps * share(v, i)) * unit;
    }

    private double share(double v, int i) {
        return switch (direction) {
            case UP -> 1;
            case DOWN -> -1;
            case EITHER -> (mixed(Double.doubleToLongBits(v) + 31L * i + number) >> 11) * 0x1p-52;
        };
    }

    /// David Stafford's mixer 13 of the bits of a counter, as SplitMix64 uses it.
    private static long mixed(long bits) {
        long z = (bits + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
