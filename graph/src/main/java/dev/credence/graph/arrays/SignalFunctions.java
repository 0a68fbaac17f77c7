package dev.credence.graph.arrays;

import dev.credence.graph.GraphException;
import dev.credence.graph.Index;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;

import java.util.Arrays;
import java.util.List;

/// Signals: convolutions, Fourier transforms, interpolation.
///
/// Complex numbers are pairs of real and imaginary part along a last axis of length two.
public class SignalFunctions extends SortingFunctions {
    protected SignalFunctions() {}

    /// The convolution of the last axes: the sums over i of `x[i] kernel[k - i]`. Axes before
    /// broadcast.
    public static Tensor convolve1d(Tensor x, Tensor kernel, ConvolutionMode mode) {
        var flat = convolve2d(expandDims(x, -2), expandDims(kernel, -2), mode);
        return squeeze(flat, -2);
    }

    /// The convolution of the last two axes. Axes before broadcast.
    public static Tensor convolve2d(Tensor x, Tensor kernel, ConvolutionMode mode) {
        int rank = Math.max(x.rank(), kernel.rank());
        var signal = batched(x, kernel, rank);
        var window = batched(kernel, x, rank);
        var full = Convolution.of(signal, window, true);
        return switch (mode) {
            case FULL -> full;
            case VALID ->
                    isLonger(signal, window)
                            ? Convolution.of(signal, window, false)
                            : middle(full, signal, window, true);
            case SAME -> middle(full, signal, window, false);
        };
    }

    /// `x` in the common dtype with the axes before the last two repeated to fit the other's.
    private static Tensor batched(Tensor x, Tensor other, int rank) {
        if (x.rank() < 2) {
            throw new GraphException(
                            "convolve2d: two axes are needed, '%s' has shape %s"
                                    .formatted(x, x.shape()))
                    .at(SourceLine.here());
        }
        var dtype = x.dtype().promote(other.dtype()).toFloating();
        var padded = padded(Lengths.as(dtype, x), rank);
        var beside = padded(other, rank);
        boolean fits = true;
        var lengths = Lengths.all(padded);
        for (int axis = 0; axis < rank - 2; axis++) {
            if (padded.shape().dim(axis) != 1 || beside.shape().dim(axis) == 1) continue;
            lengths[axis] = Lengths.of(beside, axis);
            fits = false;
        }
        return fits ? padded : broadcastTo(padded, Lengths.vector(List.of(lengths)));
    }

    private static Tensor padded(Tensor x, int rank) {
        var padded = x;
        while (padded.rank() < rank) padded = expandDims(padded, 0);
        return padded;
    }

    private static boolean isLonger(Tensor x, Tensor kernel) {
        for (int axis = x.rank() - 2; axis < x.rank(); axis++) {
            int k = kernel.shape().dim(axis);
            if (k < 0 || x.shape().dim(axis) < k) return false;
        }
        return true;
    }

    private static Tensor middle(Tensor full, Tensor x, Tensor kernel, boolean valid) {
        var index = new Index[full.rank()];
        Arrays.fill(index, Index.all());
        for (int axis = full.rank() - 2; axis < full.rank(); axis++) {
            var n = Lengths.of(x, axis);
            var k = Lengths.of(kernel, axis);
            var one = Lengths.number(1);
            var start =
                    valid
                            ? subtract(minimum(n, k), one)
                            : floorDivide(subtract(k, one), Lengths.number(2));
            var length = valid ? add(subtract(maximum(n, k), minimum(n, k)), one) : n;
            index[axis] = Index.range(start, add(start, length));
        }
        return full.get(index);
    }

    /// The Fourier transform of complex numbers along the axis before the last: the sums over j of
    /// `z[j] exp(-2 pi i j k / n)`. Any length takes time `n log n`.
    public static Tensor fft(Tensor pairs) {
        return Fourier.of(pairs, false);
    }

    /// The inverse of [#fft].
    public static Tensor ifft(Tensor pairs) {
        var n = Lengths.as(pairs.dtype(), Lengths.of(pairs, pairs.rank() - 2));
        return divide(Fourier.of(pairs, true), n);
    }

    /// The Fourier transform of real numbers along the last axis: from shape `(…, n)` to `(…, n / 2
    /// + 1, 2)`, since the rest follows by symmetry.
    public static Tensor rfft(Tensor x) {
        var real = expandDims(Lengths.real(x), -1);
        var pairs = concatenate(x.rank(), real, zerosLike(real));
        var n = Lengths.of(x, x.rank() - 1);
        var half = add(floorDivide(n, Lengths.number(2)), Lengths.number(1));
        return fft(pairs).get(Index.rest(), Index.range(Lengths.number(0), half), Index.all());
    }

    /// The inverse of [#rfft] for signals of length `n`: from shape `(…, n / 2 + 1, 2)` to `(…,
    /// n)`.
    ///
    /// @throws GraphException if there are not `n / 2 + 1` complex numbers
    public static Tensor irfft(Tensor pairs, int n) {
        if (n < 1) {
            throw new GraphException("irfft: a signal has at least one number, not %d".formatted(n))
                    .at(SourceLine.here());
        }
        int axis = pairs.rank() - 2;
        int half = n / 2 + 1;
        var dims = pairs.shape().dims();
        dims[axis] = half;
        dims[axis + 1] = 2;
        var known = specifyShape(pairs, dims);
        var mirrored = slice(known, axis, n - half, 0, -1);
        var sign = Lengths.as(pairs.dtype(), constant(1, -1.0));
        var all = concatenate(axis, known, multiply(mirrored, sign));
        return ifft(all).get(Index.rest(), Index.at(0));
    }

    /// The piecewise linear function through points, at `x`; beyond the points it keeps the values
    /// of the first and the last.
    ///
    /// @param points the places of the points, a vector in ascending order
    /// @param values the values there
    public static Tensor interp(Tensor x, Tensor points, Tensor values) {
        return interpolate1d(x, points, values, Interpolation.LINEAR);
    }

    /// The function through points that another rule than a straight line connects, at `x`; beyond
    /// the points it keeps the values of the first and the last.
    ///
    /// @param points the places of the points, a vector in ascending order
    /// @param values the values there
    public static Tensor interpolate1d(Tensor x, Tensor points, Tensor values, Interpolation rule) {
        var zero = Lengths.number(0);
        var end = subtract(Lengths.of(points, 0), Lengths.number(1));
        var found = searchSortedRight(points, x);
        var right = minimum(found, end);
        var left = maximum(subtract(found, Lengths.number(1)), zero);
        var from = gather(values, left, 0);
        var to = gather(values, right, 0);
        if (rule == Interpolation.FIRST) return from;
        if (rule == Interpolation.LAST)
            return gather(values, minimum(searchSorted(points, x), end), 0);
        var share = share(x, points, left, right);
        return switch (rule) {
            case NEAREST -> select(lessEqual(share, constant(0.5)), from, to);
            case MEAN ->
                    select(equal(share, constant(0)), from, multiply(add(from, to), constant(0.5)));
            case LINEAR, FIRST, LAST ->
                    add(
                            multiply(subtract(constant(1), share), Lengths.real(from)),
                            multiply(share, Lengths.real(to)));
        };
    }

    /// How far `x` is from the left to the right point, 0 where they are one.
    private static Tensor share(Tensor x, Tensor points, Tensor left, Tensor right) {
        var a = gather(points, left, 0);
        var width = subtract(gather(points, right, 0), a);
        var apart = notEqual(left, right);
        var share = divide(subtract(x, a), select(apart, width, cast(constant(1), width.dtype())));
        return select(apart, share, constant(0));
    }
}
