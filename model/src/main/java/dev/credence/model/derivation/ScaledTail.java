package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Tensor;

/// The inverse of `erfcx(x) = exp(x^2) erfc(x)`, which has no closed form, by Newton's method.
///
/// The function is convex and falls, so after one step all steps come from the left and none
/// overshoots.
final class ScaledTail {
    private static final int STEPS = 8;
    private static final double SQRT_PI = Math.sqrt(Math.PI);

    private ScaledTail() {}

    static Tensor inverse(Tensor y) {
        var small = y.lt(1);
        var tail = reciprocal(select(small, y, constant(1)).times(SQRT_PI));
        var left = sqrt(log(select(small, constant(1), y))).unaryMinus();
        var x = select(small, tail, left);
        for (int step = 0; step < STEPS; step++) x = x.minus(erfcx(x).minus(y).div(derivative(x)));
        return x;
    }

    private static Tensor derivative(Tensor x) {
        return x.times(erfcx(x)).minus(1 / SQRT_PI).times(2);
    }

    static Tensor logSlope(Tensor y) {
        var x = inverse(y);
        return log(derivative(x).unaryMinus()).unaryMinus();
    }
}
