package dev.credence.graph.arrays;

import static dev.credence.graph.arrays.ArrayFunctions.*;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.NdArray;
import dev.credence.graph.Index;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What does not fit is refused in one sentence that names the tensor, the index and the axis.
final class ArrayErrorsTest {
    private record Case(String message, Supplier<Object> wrong) {
        @Override
        public String toString() {
            return message;
        }
    }

    private static Case of(String message, Supplier<Object> wrong) {
        return new Case(message, wrong);
    }

    private static Object evaluated(Tensor y, Tensor x, NdArray value) {
        return function(List.of(x), y).call(value);
    }

    static Stream<Case> cases() {
        var m = tensor("m", TensorType.float64(3, 4));
        var u = matrix("u");
        var value = NdArray.full(1, 3, 4);
        var five = Index.of(5);
        var scalar = tensor("s", TensorType.float64());
        return Stream.of(
                of(
                        "index 4 is out of bounds for axis 1 of length 4 (shape (3, 4) of 'm')",
                        () -> m.get(Index.all(), Index.at(4))),
                of(
                        "index -5 is out of bounds for axis 1 of length 4 (shape (3, 4) of 'm')",
                        () -> setAt(m, 0, Index.rest(), Index.at(-5))),
                of(
                        "index 4 is out of bounds for axis 1 of length 4 (shape (3, 4) of 'u')",
                        () -> evaluated(u.get(Index.all(), Index.at(4)), u, value)),
                of(
                        "index 3 is out of bounds for axis 0 of length 3 (shape (3, 4) of 'u')",
                        () -> evaluated(setAt(u, 0, Index.at(3)), u, value)),
                of(
                        "index 5 is out of bounds for axis 1 of length 4 (shape (3, 4) of 'u')",
                        () -> evaluated(u.get(Index.all(), five), u, value)),
                of(
                        "index 5 is out of bounds for axis 0 of length 3",
                        () -> evaluated(u.get(five, Index.of(0, 1)), u, value)),
                of(
                        "index -6 is out of bounds for axis 1 of length 4 (shape (3, 4))",
                        () ->
                                evaluated(
                                        takeAlongAxis(
                                                u, constant(new long[] {-6}).reshape(1, 1), 1),
                                        u,
                                        value)),
                of(
                        "an index for 3 axes does not fit 'm' of shape (3, 4)",
                        () -> m.get(Index.at(0), Index.at(0), Index.at(0))),
                of(
                        "an index of 'm' has 2 entries for the rest; one is allowed",
                        () -> m.get(Index.rest(), Index.rest())),
                of(
                        "a mask of shape (2) does not fit axis 0 of 'm', which has shape (3, 4)",
                        () -> m.get(Index.of(true, false))),
                of(
                        "'u' was specified to have shape (2, ?) but has shape (3, 4)",
                        () -> evaluated(u.get(Index.of(true, false)), u, value)),
                of(
                        "'s > 0' was specified to have shape (3) but has shape (1)",
                        () -> {
                            var s = vector("s");
                            var y = u.get(Index.of(s.gt(0)));
                            return function(List.of(u, s), y).call(value, new double[1]);
                        }),
                of(
                        "an index is of int64 positions or a bool mask, 'm' is float64(3, 4); cast"
                                + " it to int64",
                        () -> Index.of(m)),
                of(
                        "a value of type float64(3, 4) cannot be written into",
                        () -> setAt(constant(1, 2, 3), m, Index.all())),
                of(
                        "shape (1, 3) cannot be broadcast to (3, 4)",
                        () -> setAt(m, constant(1, 2, 3.0), Index.all())),
                of("there is no axis 2 in 'm' of shape (3, 4)", () -> cumsum(m, 2)),
                of("there is no axis -3 in 'm' of shape (3, 4)", () -> max(m, axes(-3).kept())),
                of("there is no axis 3 in 'm' of shape (3, 4)", () -> stack(3, m, m)),
                of(
                        "'u' was specified to have shape (3, 5) but has shape (3, 4)",
                        () -> evaluated(specifyShape(u, 3, 5), u, value)),
                of(
                        "'m' was specified to have shape (3, 1) but has shape (3, 4)",
                        () -> squeeze(m, 1).shape()),
                of(
                        "3 lengths cannot be the shape of 'm', which has shape (3, 4)",
                        () -> specifyShape(m, 1, 2, 3)),
                of(
                        "split: lengths [1, 1] add up to 2, but axis 0 of 'm' has length 3",
                        () -> split(m, 0, 1, 1)),
                of(
                        "pad: 1 pairs of widths do not fit 'm' of shape (3, 4)",
                        () -> pad(m, PadMode.EDGE, new int[1][2], 0)),
                of(
                        "pad: there is nothing to repeat along an axis of length 0",
                        () -> pad(zeros(0), PadMode.WRAP, 1, 1).eval()),
                of("argmax{axis=0}: axis 0 of shape (0) has no entries", () -> argmax(zeros(0), 0)),
                of("arange: a step other than 0 is needed", () -> arange(0, 3, 0)),
                of(
                        "geomspace: both ends must be positive or both negative, not -1.0 and 2.0",
                        () -> geomspace(-1, 2, 3)),
                of("diag: a vector or a matrix is needed, 's' has shape ()", () -> diag(scalar)),
                of("cov: a matrix is needed, 's' has shape ()", () -> cov(scalar)),
                of(
                        "searchsorted: a sorted vector is needed, 'm' has shape (3, 4)",
                        () -> searchSorted(m, scalar)),
                of(
                        "repeat: an int64 vector of numbers is needed, not float64(3)",
                        () -> repeat(m, constant(1, 2, 3.0), 0)),
                of("bincount: x >= 0 fails", () -> bincount(constant(1, -1), 3).eval()),
                of(
                        "fourier: complex numbers are needed, with real and imaginary part along a"
                                + " last axis of length 2, not float64(3, 4)",
                        () -> fft(m)),
                of("irfft: a signal has at least one number, not 0", () -> irfft(u, 0)),
                of(
                        "convolve{full}: a signal and a kernel must have entries",
                        () -> convolve1d(zeros(0), zeros(2), ConvolutionMode.FULL)),
                of(
                        "convolve2d: two axes are needed, 's' has shape ()",
                        () -> convolve2d(scalar, m, ConvolutionMode.FULL)),
                of(
                        "'s' has shape (); a new axis has no place at -2",
                        () -> convolve1d(scalar, m, ConvolutionMode.FULL)),
                of("'m' has shape (3, 4); a new axis has no place at 3", () -> expandDims(m, 3)),
                of(
                        "the length of axis 0 of 's' is needed, but its shape is ()",
                        () -> rfft(scalar)),
                of(
                        "the length of axis 0 of 's' is needed, but its shape is ()",
                        () -> fillDiagonal(scalar, scalar)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneSentence(Case c) {
        assertThatThrownBy(c.wrong::get)
                .hasMessageStartingWith(c.message)
                .hasMessageMatching("[^\n]*(Made at .*)?");
    }
}
