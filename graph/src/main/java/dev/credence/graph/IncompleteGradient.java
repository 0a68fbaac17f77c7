package dev.credence.graph;

import static dev.credence.graph.Elementwise.BETA_I_DA;
import static dev.credence.graph.Elementwise.BETA_I_DB;
import static dev.credence.graph.Elementwise.BETA_I_DX;
import static dev.credence.graph.Elementwise.GAMMA_P_DA;
import static dev.credence.graph.Elementwise.GAMMA_P_DX;
import static dev.credence.graph.Tensors.*;

/// The partial derivatives of the incomplete gamma and beta functions, of their densities and of
/// their inverses, as graph; the inverses by implicit differentiation.
final class IncompleteGradient {
    private IncompleteGradient() {}

    static Tensor partial(Elementwise f, Apply node, int i) {
        var a = node.input(0);
        var last = node.input(node.inputs().size() - 1);
        var y = node.output();
        return switch (f) {
            case GAMMA_P -> elementwise(i == 0 ? GAMMA_P_DA : GAMMA_P_DX, a, last);
            case GAMMA_Q -> negate(elementwise(i == 0 ? GAMMA_P_DA : GAMMA_P_DX, a, last));
            case GAMMA_P_DX ->
                    multiply(
                            y,
                            i == 0
                                    ? gammaScore(a, last)
                                    : subtract(
                                            Tensors.divide(subtract(a, constant(1)), last),
                                            constant(1)));
            case GAMMA_P_DA ->
                    i == 0
                            ? ShapeDifferences.of(f, node, i)
                            : multiply(elementwise(GAMMA_P_DX, a, last), gammaScore(a, last));
            case GAMMA_P_INVERSE, GAMMA_Q_INVERSE -> {
                var density = elementwise(GAMMA_P_DX, a, y);
                if (i == 0) yield negate(Tensors.divide(elementwise(GAMMA_P_DA, a, y), density));
                var slope = reciprocal(density);
                yield f == Elementwise.GAMMA_P_INVERSE ? slope : negate(slope);
            }
            default -> beta(f, node, i);
        };
    }

    /// The derivative of the logarithm of the gamma density by its shape.
    private static Tensor gammaScore(Tensor a, Tensor x) {
        return subtract(log(x), digamma(a));
    }

    private static Tensor beta(Elementwise f, Apply node, int i) {
        var a = node.input(0);
        var b = node.input(1);
        var x = node.input(2);
        var y = node.output();
        return switch (f) {
            case BETA_I -> betaDerivative(i, a, b, x);
            case BETA_I_DX -> multiply(y, betaScore(a, b, x, i));
            case BETA_I_DA, BETA_I_DB -> {
                if (i < 2) yield ShapeDifferences.of(f, node, i);
                var score = betaScore(a, b, x, f == BETA_I_DA ? 0 : 1);
                yield multiply(elementwise(BETA_I_DX, a, b, x), score);
            }
            case BETA_Q -> negate(betaDerivative(i, a, b, x));
            case BETA_I_INVERSE, BETA_Q_INVERSE -> {
                var density = betaDerivative(2, a, b, y);
                var slope = reciprocal(density);
                yield i == 2
                        ? f == Elementwise.BETA_I_INVERSE ? slope : negate(slope)
                        : negate(Tensors.divide(betaDerivative(i, a, b, y), density));
            }
            default -> throw new AssertionError(f);
        };
    }

    private static Tensor betaDerivative(int i, Tensor a, Tensor b, Tensor x) {
        return switch (i) {
            case 0 -> elementwise(BETA_I_DA, a, b, x);
            case 1 -> elementwise(BETA_I_DB, a, b, x);
            default -> elementwise(BETA_I_DX, a, b, x);
        };
    }

    /// The derivatives of the logarithm of the beta density.
    private static Tensor betaScore(Tensor a, Tensor b, Tensor x, int i) {
        var one = constant(1);
        return switch (i) {
            case 0 -> add(log(x), SpecialGradient.increase(a, b));
            case 1 -> add(log1p(negate(x)), SpecialGradient.increase(b, a));
            default ->
                    subtract(
                            Tensors.divide(subtract(a, one), x),
                            Tensors.divide(subtract(b, one), subtract(one, x)));
        };
    }
}
