package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import java.util.Optional;

/// How cotangents go back through scalar functions: for each function and input the cotangent of
/// the output times the partial derivative, as graph, before repeated axes are summed.
///
/// Where a function chooses between inputs the other one gets a zero by choice, not by
/// multiplication, so that an infinite slope on the side not taken does no harm.
final class ScalarGradient {
    private ScalarGradient() {}

    /// The cotangent of input `i` of a node that applies `f`; empty where the function is flat.
    static Optional<Tensor> of(Elementwise f, Apply node, int i, Tensor g) {
        var x = node.input(0);
        var y = node.output();
        return switch (f) {
            case ADD, TO_FLOAT64, TO_FLOAT32 -> Optional.of(g);
            case SUBTRACT -> Optional.of(i == 0 ? g : negate(g));
            case NEGATE -> Optional.of(negate(g));
            case MULTIPLY -> Optional.of(multiply(g, node.input(1 - i)));
            case DIVIDE -> Optional.of(divide(node, i, g));
            case MODULO ->
                    Optional.of(i == 0 ? g : negate(multiply(g, floorDivide(x, node.input(1)))));
            case POWER -> Optional.of(multiply(g, power(node, i)));
            case RECIPROCAL -> Optional.of(negate(multiply(g, square(y))));
            case SQUARE -> Optional.of(multiply(multiply(constant(2), g), x));
            case SQRT -> Optional.of(Tensors.divide(multiply(constant(0.5), g), y));
            case ABS -> Optional.of(multiply(g, sign(x)));
            case MAXIMUM -> Optional.of(chosen(greaterEqual(x, node.input(1)), i == 0, g));
            case MINIMUM -> Optional.of(chosen(lessEqual(x, node.input(1)), i == 0, g));
            case SELECT -> i == 0 ? Optional.empty() : Optional.of(chosen(x, i == 1, g));
            case EXP -> Optional.of(multiply(g, y));
            case EXPM1 -> Optional.of(multiply(g, exp(x)));
            case LOG -> Optional.of(Tensors.divide(g, x));
            case LOG1P -> Optional.of(Tensors.divide(g, add(constant(1), x)));
            case SOFTPLUS -> Optional.of(multiply(g, sigmoid(x)));
            case SIGMOID -> Optional.of(multiply(g, multiply(y, sigmoid(negate(x)))));
            case LOG1MEXP -> Optional.of(multiply(g, Tensors.divide(exp(x), expm1(x))));
            case LOGADDEXP ->
                    Optional.of(multiply(g, sigmoid(subtract(node.input(i), node.input(1 - i)))));
            case XLOGY ->
                    Optional.of(
                            i == 0
                                    ? multiply(g, log(node.input(1)))
                                    : multiply(g, Tensors.divide(x, node.input(1))));
            case XLOG1PY ->
                    Optional.of(
                            i == 0
                                    ? multiply(g, log1p(node.input(1)))
                                    : multiply(
                                            g, Tensors.divide(x, add(constant(1), node.input(1)))));
            case SIN -> Optional.of(multiply(g, cos(x)));
            case COS -> Optional.of(negate(multiply(g, sin(x))));
            case TAN -> Optional.of(multiply(g, add(constant(1), square(y))));
            case ARCSIN -> Optional.of(Tensors.divide(g, quarterCircle(x)));
            case ARCCOS -> Optional.of(negate(Tensors.divide(g, quarterCircle(x))));
            case ARCTAN -> Optional.of(Tensors.divide(g, add(constant(1), square(x))));
            case ARCTAN2 -> Optional.of(multiply(g, angle(x, node.input(1), i)));
            case SINH -> Optional.of(multiply(g, cosh(x)));
            case COSH -> Optional.of(multiply(g, sinh(x)));
            case TANH -> Optional.of(multiply(g, subtract(constant(1), square(y))));
            case ARCSINH -> Optional.of(Tensors.divide(g, sqrt(add(constant(1), square(x)))));
            case ARCCOSH -> Optional.of(Tensors.divide(g, hyperbola(x)));
            case ARCTANH ->
                    Optional.of(
                            Tensors.divide(
                                    g, multiply(subtract(constant(1), x), add(constant(1), x))));
            case LOG2 -> Optional.of(Tensors.divide(g, multiply(constant(StrictMath.log(2)), x)));
            case LOG10 -> Optional.of(Tensors.divide(g, multiply(constant(StrictMath.log(10)), x)));
            case XLOGX -> Optional.of(multiply(g, add(constant(1), log(x))));
            case LOGIT -> Optional.of(Tensors.divide(g, multiply(x, subtract(constant(1), x))));
            case FLOOR_DIVIDE,
                    SIGN,
                    FLOOR,
                    CEIL,
                    ROUND,
                    TRUNCATE,
                    EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_EQUAL,
                    GREATER,
                    GREATER_EQUAL,
                    AND,
                    OR,
                    XOR,
                    NOT,
                    IS_NAN,
                    IS_INF,
                    TO_INT64,
                    TO_BOOL,
                    TO_INT32,
                    BIT_AND,
                    BIT_OR,
                    BIT_XOR,
                    BIT_NOT,
                    SHIFT_LEFT,
                    SHIFT_RIGHT ->
                    Optional.empty();
            default -> SpecialGradient.cotangent(f, node, i, g);
        };
    }

    private static Tensor chosen(Tensor condition, boolean first, Tensor g) {
        return first ? select(condition, g, constant(0)) : select(condition, constant(0), g);
    }

    /// A divisor with fewer elements than the result is inverted before it is repeated.
    private static Tensor divide(Apply node, int i, Tensor g) {
        var below = node.input(1);
        if (i == 1) return negate(multiply(g, Tensors.divide(node.output(), below)));
        return below.shape().equals(g.shape())
                ? Tensors.divide(g, below)
                : multiply(g, reciprocal(below));
    }

    private static Tensor power(Apply node, int i) {
        var base = node.input(0);
        var exponent = node.input(1);
        return i == 0
                ? multiply(exponent, pow(base, subtract(exponent, constant(1))))
                : select(equal(base, constant(0)), constant(0), multiply(node.output(), log(base)));
    }

    private static Tensor quarterCircle(Tensor x) {
        return sqrt(subtract(constant(1), square(x)));
    }

    /// `sqrt(x^2 - 1)` for `x >= 1`, accurate beside one.
    private static Tensor hyperbola(Tensor x) {
        return multiply(sqrt(subtract(x, constant(1))), sqrt(add(x, constant(1))));
    }

    private static Tensor angle(Tensor y, Tensor x, int i) {
        var radius = add(square(y), square(x));
        return i == 0 ? Tensors.divide(x, radius) : negate(Tensors.divide(y, radius));
    }
}
