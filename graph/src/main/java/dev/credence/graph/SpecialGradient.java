package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.NdArray;

import java.util.Optional;

/// The partial derivatives of the special functions, as graph: for each function and input the
/// factor that a cotangent is multiplied by.
///
/// Derivatives in shape parameters that are no combination of known functions are functions of
/// their own (`gammainc_da`, …), whose derivatives by shape parameters are [ShapeDifferences].
final class SpecialGradient {
    private static final double SQRT_PI = Math.sqrt(Math.PI);
    private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);

    private SpecialGradient() {}

    /// The cotangent of input `i` of a node that applies `f`.
    static Optional<Tensor> cotangent(Elementwise f, Apply node, int i, Tensor g) {
        if (i >= f.heldInputs()) return Optional.of(multiply(g, partial(f, node, i)));
        return Gradient.notImplemented(
                "hold it constant with stopGradient, or use a sampler that needs no gradient");
    }

    /// The derivative of a node that applies `f` by its input `i`.
    private static Tensor partial(Elementwise f, Apply node, int i) {
        var x = node.input(0);
        var y = node.output();
        return switch (f) {
            case ERF -> gaussian(x);
            case ERFC -> negate(gaussian(x));
            case ERFCX -> elementwise(Elementwise.ERFCX_DX, x);
            case ERFCX_DX -> multiply(constant(2), add(erfcx(x), multiply(x, y)));
            case ERFINV -> multiply(constant(SQRT_PI / 2), exp(square(y)));
            case ERFCINV -> multiply(constant(-SQRT_PI / 2), exp(square(y)));
            case NDTR -> normalDensity(x);
            case LOG_NDTR -> inverseMills(x);
            case NDTRI -> reciprocal(normalDensity(y));
            case NDTRI_EXP -> reciprocal(inverseMills(y));
            case OWENS_T -> owensT(x, node.input(1), i);
            case GAMMA,
                    POCHHAMMER,
                    LGAMMA,
                    DIGAMMA,
                    TRIGAMMA,
                    DIGAMMA_INCREASE,
                    POLYGAMMA,
                    BETA,
                    LOG_BETA ->
                    gammas(f, node, i);
            case GAMMA_P,
                    GAMMA_Q,
                    GAMMA_P_DA,
                    GAMMA_P_DX,
                    GAMMA_P_INVERSE,
                    GAMMA_Q_INVERSE,
                    BETA_I,
                    BETA_I_DA,
                    BETA_I_DB,
                    BETA_I_DX,
                    BETA_Q,
                    BETA_I_INVERSE,
                    BETA_Q_INVERSE ->
                    IncompleteGradient.partial(f, node, i);
            case BESSEL_J,
                    BESSEL_I,
                    BESSEL_I_SCALED,
                    BESSEL_I_SCALED_DX,
                    BESSEL_K,
                    BESSEL_K_SCALED,
                    BESSEL_K_SCALED_DX ->
                    bessel(f, node);
            case HYP2F1, HYP2F1_DA, HYP2F1_DC -> hypergeometric(f, node, i);
            default -> throw new AssertionError(f);
        };
    }

    /// `2/sqrt(pi) exp(-x^2)`, the derivative of erf.
    private static Tensor gaussian(Tensor x) {
        return multiply(constant(2 / SQRT_PI), exp(negate(square(x))));
    }

    private static Tensor normalDensity(Tensor x) {
        return multiply(constant(1 / SQRT_2_PI), exp(multiply(constant(-0.5), square(x))));
    }

    /// The normal density over the distribution function.
    private static Tensor inverseMills(Tensor x) {
        return Tensors.divide(
                constant(Math.sqrt(2 / Math.PI)), erfcx(multiply(constant(-Math.sqrt(0.5)), x)));
    }

    /// Patefield and Tandy (2000), equations 1 and 2.
    private static Tensor owensT(Tensor h, Tensor a, int i) {
        if (i == 0) {
            var scale = constant(-1 / (2 * SQRT_2_PI));
            return multiply(
                    multiply(scale, exp(multiply(constant(-0.5), square(h)))),
                    erf(multiply(multiply(constant(Math.sqrt(0.5)), a), h)));
        }
        var round = add(constant(1), square(a));
        var density = exp(multiply(constant(-0.5), multiply(square(h), round)));
        return Tensors.divide(multiply(constant(1 / (2 * Math.PI)), density), round);
    }

    private static Tensor gammas(Elementwise f, Apply node, int i) {
        var x = node.input(0);
        var y = node.output();
        return switch (f) {
            case GAMMA -> multiply(y, digamma(x));
            case LGAMMA -> digamma(x);
            case DIGAMMA -> trigamma(x);
            case TRIGAMMA -> polygamma(2, x);
            case POLYGAMMA -> polygamma(add(x, constant(1)), node.input(1));
            case DIGAMMA_INCREASE -> {
                var top = trigamma(add(x, node.input(1)));
                yield i == 0 ? subtract(top, trigamma(x)) : top;
            }
            case POCHHAMMER ->
                    multiply(
                            y,
                            i == 0 ? increase(x, node.input(1)) : digamma(add(x, node.input(1))));
            case BETA -> negate(multiply(y, increase(node.input(i), node.input(1 - i))));
            case LOG_BETA -> negate(increase(node.input(i), node.input(1 - i)));
            default -> throw new AssertionError(f);
        };
    }

    /// `digamma(x + d) - digamma(x)`.
    static Tensor increase(Tensor x, Tensor d) {
        return elementwise(Elementwise.DIGAMMA_INCREASE, x, d);
    }

    private static Tensor bessel(Elementwise f, Apply node) {
        var order = node.input(0);
        var x = node.input(1);
        return switch (f) {
            case BESSEL_J, BESSEL_I -> neighbours(f, order, x);
            case BESSEL_K -> negate(neighbours(f, order, x));
            case BESSEL_I_SCALED -> elementwise(Elementwise.BESSEL_I_SCALED_DX, order, x);
            case BESSEL_K_SCALED -> elementwise(Elementwise.BESSEL_K_SCALED_DX, order, x);
            case BESSEL_I_SCALED_DX ->
                    subtract(neighbours(f, order, x), multiply(sign(x), node.output()));
            case BESSEL_K_SCALED_DX -> subtract(node.output(), neighbours(f, order, x));
            default -> throw new AssertionError(f);
        };
    }

    /// Half the sum of the function of the order below and above, half their difference for `J`.
    private static Tensor neighbours(Elementwise f, Tensor order, Tensor x) {
        var above = elementwise(f, add(order, constant(1)), x);
        boolean difference = f == Elementwise.BESSEL_J;
        if (isZero(order)) return difference ? negate(above) : above;
        var below = elementwise(f, subtract(order, constant(1)), x);
        return multiply(constant(0.5), difference ? subtract(below, above) : add(below, above));
    }

    private static boolean isZero(Tensor order) {
        return order instanceof Constant c
                && c.value().equals(NdArray.zeros(c.dtype(), c.value().shape()));
    }

    private static Tensor hypergeometric(Elementwise f, Apply node, int i) {
        var a = node.input(0);
        var b = node.input(1);
        var c = node.input(2);
        var z = node.input(3);
        if (i < 3) {
            if (f != Elementwise.HYP2F1) return ShapeDifferences.of(f, node, i);
            return switch (i) {
                case 0 -> elementwise(Elementwise.HYP2F1_DA, a, b, c, z);
                case 1 -> elementwise(Elementwise.HYP2F1_DA, b, a, c, z);
                default -> elementwise(Elementwise.HYP2F1_DC, a, b, c, z);
            };
        }
        var one = constant(1);
        Tensor[] next = {add(a, one), add(b, one), add(c, one), z};
        var ratio = Tensors.divide(multiply(a, b), c);
        var slope = multiply(ratio, elementwise(f, next));
        if (f == Elementwise.HYP2F1) return slope;
        var value = elementwise(Elementwise.HYP2F1, next);
        var change =
                f == Elementwise.HYP2F1_DA
                        ? Tensors.divide(b, c)
                        : negate(Tensors.divide(ratio, c));
        return add(slope, multiply(change, value));
    }
}
