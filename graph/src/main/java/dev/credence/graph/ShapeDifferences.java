package dev.credence.graph;

import static dev.credence.graph.ComposedScalarFunctions.clip;
import static dev.credence.graph.Tensors.*;

/// Second derivatives by shape parameters of the incomplete gamma and beta functions and of Gauss's
/// hypergeometric function: central differences of sixth order of the first derivatives, which are
/// exact to nearly all digits.
///
/// Steps are a hundredth of the distance over which the derivative changes, so that what the
/// formula leaves out and what rounding adds are both near 1e-10 of the largest terms.
final class ShapeDifferences {
    private static final double SHARE = 0.01;
    private static final double TINY = 1e-300;

    /// Weights of `f(x + k h) - f(x - k h)` for `k` from 1 on, over `60 h`.
    private static final double[] WEIGHTS = {45, -9, 1};

    private ShapeDifferences() {}

    /// The derivative of a node that applies `f` by its shape parameter `i`.
    static Tensor of(Elementwise f, Apply node, int i) {
        var p = node.input(i);
        var h = DerivativeFunctions.zeroGrad(step(f, node, i));
        Tensor sum = null;
        for (int k = 1; k <= WEIGHTS.length; k++) {
            var shift = h.times(k);
            var change = at(f, node, i, p.plus(shift)).minus(at(f, node, i, p.minus(shift)));
            var term = change.times(WEIGHTS[k - 1]);
            sum = sum == null ? term : sum.plus(term);
        }
        return Tensors.divide(sum, h.times(60));
    }

    private static Tensor at(Elementwise f, Apply node, int i, Tensor p) {
        var inputs = node.inputs().toArray(Tensor[]::new);
        inputs[i] = p;
        return elementwise(f, inputs);
    }

    private static Tensor step(Elementwise f, Apply node, int i) {
        var p = node.input(i);
        return switch (f) {
            case GAMMA_P_DA -> positive(p, clip(node.input(1), TINY, 1 / TINY));
            case BETA_I_DA, BETA_I_DB -> {
                var x = node.input(2);
                yield positive(p, maximum(i == 0 ? x : constant(1).minus(x), constant(TINY)));
            }
            case HYP2F1_DA, HYP2F1_DC -> i < 2 ? zerosLike(p).plus(SHARE) : betweenPoles(p);
            default -> throw new AssertionError(f);
        };
    }

    /// The step of a positive parameter by which `base` is raised to a power.
    private static Tensor positive(Tensor p, Tensor base) {
        var powers = abs(log(base)).plus(1);
        return p.times(SHARE).div(sqrt(p).plus(1).times(powers));
    }

    /// The step of a parameter whose function has poles at zero and the negative integers.
    private static Tensor betweenPoles(Tensor p) {
        var distance = select(p.gt(0), p, abs(p.minus(round(p))));
        return minimum(distance, constant(1)).times(SHARE);
    }
}
