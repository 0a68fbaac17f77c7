package dev.credence.bench.fuzz;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// Tells whether results are those of the reference, up to what [Noise] moves.
///
/// Where no noise moves any element all must be equal (0 equals -0). Where its being finite, or an
/// integer or truth value, is a matter of rounding, nothing is asked.
final class Agreement {
    /// How many times what the noise moves a result may be off.
    private static final double FACTOR = 8;

    private Agreement() {}

    /// The first difference in words, if there is one.
    static Optional<String> difference(
            List<NdArray> expected, List<List<NdArray>> noisy, List<NdArray> actual) {
        for (int k = 0; k < expected.size(); k++) {
            var e = expected.get(k);
            var a = actual.get(k);
            if (e.dtype() != a.dtype() || !java.util.Arrays.equals(e.shape(), a.shape())) {
                return Optional.of(
                        "output %d is %s%s instead of %s%s"
                                .formatted(
                                        k,
                                        a.dtype(),
                                        NdArray.shapeText(a.shape()),
                                        e.dtype(),
                                        NdArray.shapeText(e.shape())));
            }
            boolean inexact = isInexact(k, e, noisy);
            for (int i = 0; i < e.size(); i++) {
                double moved = moved(k, i, e, noisy);
                if (inexact) moved = Math.max(moved, unit(e, i));
                if (Double.isNaN(moved) || agree(e, a, i, moved)) continue;
                return Optional.of(
                        "element %d of output %d is %s instead of %s, rounding moves it by %s"
                                .formatted(i, k, text(a, i), text(e, i), moved));
            }
        }
        return Optional.empty();
    }

    private static String text(NdArray x, int i) {
        return x.dtype().isInteger() ? Long.toString(whole(x, i)) : Double.toString(x.element(i));
    }

    private static long whole(NdArray x, int i) {
        return x.storage() instanceof long[] l ? l[i] : (long) x.element(i);
    }

    /// Whether noise moves any element; then it may have missed others by chance.
    private static boolean isInexact(int k, NdArray expected, List<List<NdArray>> noisy) {
        return expected.dtype().isFloating()
                && noisy.stream().anyMatch(reading -> !reading.get(k).equals(expected));
    }

    private static double unit(NdArray x, int i) {
        double v = x.element(i);
        if (!Double.isFinite(v)) return 0;
        return x.dtype() == DType.FLOAT32 ? Math.ulp((float) v) : Math.ulp(v);
    }

    private static boolean agree(NdArray e, NdArray a, int i, double moved) {
        if (e.dtype().isInteger()) return whole(e, i) == whole(a, i);
        double expected = e.element(i);
        double actual = a.element(i);
        return Double.compare(expected, actual) == 0
                || expected == actual
                || Double.isFinite(expected) && Math.abs(expected - actual) <= FACTOR * moved;
    }

    /// The largest distance of a noisy reading; NaN if the readings differ in kind.
    private static double moved(int k, int i, NdArray expected, List<List<NdArray>> noisy) {
        double moved = 0;
        double e = expected.element(i);
        for (var reading : noisy) {
            double v = reading.get(k).element(i);
            if (Double.compare(v, e) == 0) continue;
            if (!expected.dtype().isFloating()) return Double.NaN;
            if (!Double.isFinite(v) || !Double.isFinite(e)) return Double.NaN;
            moved = Math.max(moved, Math.abs(v - e));
        }
        return moved;
    }
}
