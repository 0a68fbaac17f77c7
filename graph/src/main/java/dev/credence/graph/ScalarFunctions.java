package dev.credence.graph;

import dev.credence.array.DType;

import java.util.ArrayList;
import java.util.List;

/// The scalar functions, applied element by element; import them with those of [Tensors].
///
/// They cast to the dtype they need and pad ranks on the left, as NumPy does. A constant made of a
/// Java number takes the dtype of the floats it meets: `x.plus(0.1)` is float32 where `x` is.
public class ScalarFunctions extends LeafFunctions {
    protected ScalarFunctions() {}

    public static Tensor add(Tensor x, Tensor y) {
        return elementwise(Elementwise.ADD, x, y);
    }

    public static Tensor subtract(Tensor x, Tensor y) {
        return elementwise(Elementwise.SUBTRACT, x, y);
    }

    public static Tensor multiply(Tensor x, Tensor y) {
        return elementwise(Elementwise.MULTIPLY, x, y);
    }

    public static Tensor divide(Tensor x, Tensor y) {
        return elementwise(Elementwise.DIVIDE, x, y);
    }

    public static Tensor floorDivide(Tensor x, Tensor y) {
        return elementwise(Elementwise.FLOOR_DIVIDE, x, y);
    }

    public static Tensor mod(Tensor x, Tensor y) {
        return elementwise(Elementwise.MODULO, x, y);
    }

    public static Tensor pow(Tensor x, Tensor y) {
        return elementwise(Elementwise.POWER, x, y);
    }

    public static Tensor negate(Tensor x) {
        return elementwise(Elementwise.NEGATE, x);
    }

    public static Tensor reciprocal(Tensor x) {
        return elementwise(Elementwise.RECIPROCAL, x);
    }

    public static Tensor square(Tensor x) {
        return elementwise(Elementwise.SQUARE, x);
    }

    public static Tensor sqrt(Tensor x) {
        return elementwise(Elementwise.SQRT, x);
    }

    public static Tensor abs(Tensor x) {
        return elementwise(Elementwise.ABS, x);
    }

    public static Tensor sign(Tensor x) {
        return elementwise(Elementwise.SIGN, x);
    }

    public static Tensor floor(Tensor x) {
        return elementwise(Elementwise.FLOOR, x);
    }

    public static Tensor ceil(Tensor x) {
        return elementwise(Elementwise.CEIL, x);
    }

    /// Half to even.
    public static Tensor round(Tensor x) {
        return elementwise(Elementwise.ROUND, x);
    }

    public static Tensor truncate(Tensor x) {
        return elementwise(Elementwise.TRUNCATE, x);
    }

    public static Tensor maximum(Tensor x, Tensor y) {
        return elementwise(Elementwise.MAXIMUM, x, y);
    }

    public static Tensor minimum(Tensor x, Tensor y) {
        return elementwise(Elementwise.MINIMUM, x, y);
    }

    public static Tensor exp(Tensor x) {
        return elementwise(Elementwise.EXP, x);
    }

    public static Tensor expm1(Tensor x) {
        return elementwise(Elementwise.EXPM1, x);
    }

    public static Tensor log(Tensor x) {
        return elementwise(Elementwise.LOG, x);
    }

    public static Tensor log1p(Tensor x) {
        return elementwise(Elementwise.LOG1P, x);
    }

    /// `log(1 + exp(x))`.
    public static Tensor softplus(Tensor x) {
        return elementwise(Elementwise.SOFTPLUS, x);
    }

    /// `1 / (1 + exp(-x))`.
    public static Tensor sigmoid(Tensor x) {
        return elementwise(Elementwise.SIGMOID, x);
    }

    /// `log(p / (1 - p))`.
    public static Tensor logit(Tensor p) {
        return elementwise(Elementwise.LOGIT, p);
    }

    /// `log(1 - exp(x))` for negative `x`.
    public static Tensor log1mexp(Tensor x) {
        return elementwise(Elementwise.LOG1MEXP, x);
    }

    /// `log(exp(x) + exp(y))`.
    public static Tensor logAddExp(Tensor x, Tensor y) {
        return elementwise(Elementwise.LOGADDEXP, x, y);
    }

    /// `x log(y)`, zero where `x` is zero.
    public static Tensor xlogy(Tensor x, Tensor y) {
        return elementwise(Elementwise.XLOGY, x, y);
    }

    /// `x log(1 + y)`, zero where `x` is zero.
    public static Tensor xlog1py(Tensor x, Tensor y) {
        return elementwise(Elementwise.XLOG1PY, x, y);
    }

    public static Tensor sin(Tensor x) {
        return elementwise(Elementwise.SIN, x);
    }

    public static Tensor cos(Tensor x) {
        return elementwise(Elementwise.COS, x);
    }

    public static Tensor tan(Tensor x) {
        return elementwise(Elementwise.TAN, x);
    }

    public static Tensor arcsin(Tensor x) {
        return elementwise(Elementwise.ARCSIN, x);
    }

    public static Tensor arccos(Tensor x) {
        return elementwise(Elementwise.ARCCOS, x);
    }

    public static Tensor arctan(Tensor x) {
        return elementwise(Elementwise.ARCTAN, x);
    }

    /// The angle of the point `(x, y)`, with the sign of `y`.
    public static Tensor arctan2(Tensor y, Tensor x) {
        return elementwise(Elementwise.ARCTAN2, y, x);
    }

    public static Tensor sinh(Tensor x) {
        return elementwise(Elementwise.SINH, x);
    }

    public static Tensor cosh(Tensor x) {
        return elementwise(Elementwise.COSH, x);
    }

    public static Tensor tanh(Tensor x) {
        return elementwise(Elementwise.TANH, x);
    }

    /// The logarithm of the absolute value of the gamma function.
    public static Tensor lgamma(Tensor x) {
        return elementwise(Elementwise.LGAMMA, x);
    }

    /// The derivative of [#lgamma].
    public static Tensor digamma(Tensor x) {
        return elementwise(Elementwise.DIGAMMA, x);
    }

    /// The derivative of [#digamma].
    public static Tensor trigamma(Tensor x) {
        return elementwise(Elementwise.TRIGAMMA, x);
    }

    public static Tensor erf(Tensor x) {
        return elementwise(Elementwise.ERF, x);
    }

    public static Tensor erfc(Tensor x) {
        return elementwise(Elementwise.ERFC, x);
    }

    /// `exp(x^2) erfc(x)`.
    public static Tensor erfcx(Tensor x) {
        return elementwise(Elementwise.ERFCX, x);
    }

    public static Tensor erfinv(Tensor x) {
        return elementwise(Elementwise.ERFINV, x);
    }

    public static Tensor equal(Tensor x, Tensor y) {
        return elementwise(Elementwise.EQUAL, x, y);
    }

    public static Tensor notEqual(Tensor x, Tensor y) {
        return elementwise(Elementwise.NOT_EQUAL, x, y);
    }

    public static Tensor less(Tensor x, Tensor y) {
        return elementwise(Elementwise.LESS, x, y);
    }

    public static Tensor lessEqual(Tensor x, Tensor y) {
        return elementwise(Elementwise.LESS_EQUAL, x, y);
    }

    public static Tensor greater(Tensor x, Tensor y) {
        return elementwise(Elementwise.GREATER, x, y);
    }

    public static Tensor greaterEqual(Tensor x, Tensor y) {
        return elementwise(Elementwise.GREATER_EQUAL, x, y);
    }

    public static Tensor and(Tensor x, Tensor y) {
        return elementwise(Elementwise.AND, x, y);
    }

    public static Tensor or(Tensor x, Tensor y) {
        return elementwise(Elementwise.OR, x, y);
    }

    public static Tensor not(Tensor x) {
        return elementwise(Elementwise.NOT, x);
    }

    public static Tensor isNaN(Tensor x) {
        return elementwise(Elementwise.IS_NAN, x);
    }

    /// `x` where the condition holds and `y` elsewhere, element by element.
    public static Tensor select(Tensor condition, Tensor x, Tensor y) {
        return elementwise(Elementwise.SELECT, condition, x, y);
    }

    /// The same values in another dtype.
    public static Tensor cast(Tensor x, DType dtype) {
        if (x.dtype() == dtype) return x;
        return switch (dtype) {
            case FLOAT64 -> elementwise(Elementwise.TO_FLOAT64, x);
            case INT64 -> elementwise(Elementwise.TO_INT64, x);
            case BOOL -> elementwise(Elementwise.TO_BOOL, x);
            case FLOAT32 -> elementwise(Elementwise.TO_FLOAT32, x);
            case INT32 -> elementwise(Elementwise.TO_INT32, x);
        };
    }

    /// Applies a scalar function, casting and padding as it needs.
    public static Tensor elementwise(Elementwise f, Tensor... inputs) {
        int rank = 0;
        for (var x : inputs) rank = Math.max(rank, x.rank());
        boolean select = f.typing() == Elementwise.Typing.SELECT;
        var common = Promotion.of(List.of(inputs).subList(select ? 1 : 0, inputs.length));
        var adapted = new ArrayList<Tensor>(inputs.length);
        for (int i = 0; i < inputs.length; i++) {
            var wanted =
                    switch (f.typing()) {
                        case FLOAT, TEST -> common.toFloating();
                        case ARITHMETIC -> common == DType.BOOL ? DType.INT64 : common;
                        case INTEGER -> common == DType.BOOL ? DType.INT64 : common;
                        case COMPARISON -> common;
                        case LOGICAL -> DType.BOOL;
                        case SELECT -> i == 0 ? DType.BOOL : common;
                        case CAST -> inputs[i].dtype();
                    };
            adapted.add(Broadcasting.padTo(Promotion.to(wanted, inputs[i]), rank));
        }
        return new Apply(f, adapted).output();
    }
}
