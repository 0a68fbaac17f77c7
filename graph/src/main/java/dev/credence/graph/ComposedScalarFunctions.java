package dev.credence.graph;

import dev.credence.array.DType;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Scalar functions that are short formulas of those of [ScalarFunctions], with the softmax; import
/// them with those of [Tensors].
public class ComposedScalarFunctions extends ScalarFunctions {
    protected ComposedScalarFunctions() {}

    /// The quotient rounded down and what that leaves: `x = y q + r`, `r` with the sign of `y`.
    public static List<Tensor> divMod(Tensor x, Tensor y) {
        return List.of(floorDivide(x, y), mod(x, y));
    }

    /// The quotient rounded up.
    public static Tensor ceilDivide(Tensor x, Tensor y) {
        return negate(floorDivide(negate(x), y));
    }

    /// The largest of several tensors, element by element; NaN where one is NaN.
    public static Tensor largest(Tensor first, Tensor... others) {
        return Arrays.stream(others).reduce(first, ScalarFunctions::maximum);
    }

    /// The smallest of several tensors, element by element; NaN where one is NaN.
    public static Tensor smallest(Tensor first, Tensor... others) {
        return Arrays.stream(others).reduce(first, ScalarFunctions::minimum);
    }

    /// `x`, but `low` where it is below and `high` where it is above.
    public static Tensor clip(Tensor x, Tensor low, Tensor high) {
        return minimum(maximum(x, low), high);
    }

    /// `x`, but `low` where it is below and `high` where it is above.
    public static Tensor clip(Tensor x, double low, double high) {
        return clip(x, Tensors.constant(low), Tensors.constant(high));
    }

    /// Half away from zero; [#round] is half to even.
    public static Tensor roundHalfAway(Tensor x) {
        var whole = truncate(x);
        var isHalf = greaterEqual(abs(subtract(x, whole)), Tensors.constant(0.5));
        return add(whole, select(isHalf, sign(x), Tensors.constant(0)));
    }

    /// Half to even, as int64.
    public static Tensor roundToInteger(Tensor x) {
        return cast(round(x), DType.INT64);
    }

    /// `x` with NaN made zero and infinities the largest doubles.
    public static Tensor nanToNum(Tensor x) {
        return nanToNum(x, 0, Double.MAX_VALUE, -Double.MAX_VALUE);
    }

    /// `x` with NaN and the infinities replaced.
    public static Tensor nanToNum(
            Tensor x, double nan, double positiveInfinity, double negativeInfinity) {
        var upper = select(isPositiveInfinity(x), Tensors.constant(positiveInfinity), x);
        var both = select(isNegativeInfinity(x), Tensors.constant(negativeInfinity), upper);
        return select(isNaN(x), Tensors.constant(nan), both);
    }

    /// Degrees as radians.
    public static Tensor deg2rad(Tensor degrees) {
        return multiply(degrees, Tensors.constant(Math.PI / 180));
    }

    /// Radians as degrees.
    public static Tensor rad2deg(Tensor radians) {
        return multiply(radians, Tensors.constant(180 / Math.PI));
    }

    /// A value repeated to the shape of `x`.
    public static Tensor fill(Tensor x, Tensor value) {
        return Tensors.broadcastTo(value, Tensors.shapeOf(x));
    }

    /// `2^x`.
    public static Tensor exp2(Tensor x) {
        return pow(Tensors.constant(2), x);
    }

    /// `exp(x) / sum(exp(x))` over the axes (all if none is given), without overflow.
    public static Tensor softmax(Tensor x, int... axes) {
        var terms = exp(subtract(x, largest(x, axes)));
        return divide(terms, over(Reduction.Kind.SUM, terms, axes));
    }

    /// The logarithm of [#softmax], accurate where that underflows or is near one.
    public static Tensor logSoftmax(Tensor x, int... axes) {
        var shifted = subtract(x, largest(x, axes));
        return subtract(shifted, log(over(Reduction.Kind.SUM, exp(shifted), axes)));
    }

    /// The shift cancels, so its gradient need not be computed.
    private static Tensor largest(Tensor x, int... axes) {
        return DerivativeFunctions.stopGradient(over(Reduction.Kind.MAX, x, axes));
    }

    private static Tensor over(Reduction.Kind kind, Tensor x, int... axes) {
        var list =
                axes.length == 0
                        ? IntStream.range(0, x.rank()).boxed().toList()
                        : Arrays.stream(axes).map(a -> a < 0 ? a + x.rank() : a).boxed().toList();
        return new Apply(new Reduction(kind, list, true), List.of(x)).output();
    }

    public static Tensor isInfinite(Tensor x) {
        return elementwise(Elementwise.IS_INF, x);
    }

    public static Tensor isPositiveInfinity(Tensor x) {
        return equal(x, Tensors.constant(Double.POSITIVE_INFINITY));
    }

    public static Tensor isNegativeInfinity(Tensor x) {
        return equal(x, Tensors.constant(Double.NEGATIVE_INFINITY));
    }

    /// Neither infinite nor NaN.
    public static Tensor isFinite(Tensor x) {
        return less(abs(x), Tensors.constant(Double.POSITIVE_INFINITY));
    }

    /// [#isClose(Tensor, Tensor, double, double)] with tolerances 1e-5 and 1e-8.
    public static Tensor isClose(Tensor x, Tensor y) {
        return isClose(x, y, 1e-5, 1e-8);
    }

    /// Whether `|x - y| <= absolute + relative |y|`, or both are the same infinity; false for NaN.
    public static Tensor isClose(Tensor x, Tensor y, double relative, double absolute) {
        var margin = add(Tensors.constant(absolute), multiply(Tensors.constant(relative), abs(y)));
        return or(equal(x, y), and(isFinite(y), lessEqual(abs(subtract(x, y)), margin)));
    }

    /// Whether [#isClose] holds for all elements, as a scalar.
    public static Tensor allClose(Tensor x, Tensor y) {
        return Tensors.all(isClose(x, y));
    }

    /// Whether exactly one holds.
    public static Tensor xor(Tensor x, Tensor y) {
        return elementwise(Elementwise.XOR, x, y);
    }

    /// Bit by bit on integers; of truth values that of [#and].
    public static Tensor bitwiseAnd(Tensor x, Tensor y) {
        return elementwise(areTruths(x, y) ? Elementwise.AND : Elementwise.BIT_AND, x, y);
    }

    /// Bit by bit on integers; of truth values that of [#or].
    public static Tensor bitwiseOr(Tensor x, Tensor y) {
        return elementwise(areTruths(x, y) ? Elementwise.OR : Elementwise.BIT_OR, x, y);
    }

    /// Bit by bit on integers; of truth values that of [#xor].
    public static Tensor bitwiseXor(Tensor x, Tensor y) {
        return elementwise(areTruths(x, y) ? Elementwise.XOR : Elementwise.BIT_XOR, x, y);
    }

    /// Bit by bit on integers; of truth values that of [#not].
    public static Tensor bitwiseNot(Tensor x) {
        return elementwise(areTruths(x) ? Elementwise.NOT : Elementwise.BIT_NOT, x);
    }

    private static boolean areTruths(Tensor... x) {
        return Arrays.stream(x).allMatch(t -> t.dtype() == DType.BOOL);
    }

    /// `x 2^n` of integers, dropping high bits.
    public static Tensor shiftLeft(Tensor x, Tensor n) {
        return elementwise(Elementwise.SHIFT_LEFT, x, n);
    }

    /// `x / 2^n` of integers, rounded down.
    public static Tensor shiftRight(Tensor x, Tensor n) {
        return elementwise(Elementwise.SHIFT_RIGHT, x, n);
    }
}
