package dev.credence.model;

import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Constant;
import dev.credence.graph.Draw;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import java.util.ArrayList;
import java.util.List;

/// The primitive draws as functions, from which distributions build theirs.
public final class Draws {
    private Draws() {}

    /// A key independent of `key` and of its folds with other numbers.
    public static Tensor fold(Tensor key, int number) {
        return draw(
                Draw.FOLD_KEY,
                key,
                Tensors.constant(2L),
                new Constant(NdArray.scalar((long) number)));
    }

    /// Uniform on [0, 1).
    public static Tensor uniform(Tensor key, Tensor shape) {
        return draw(Draw.UNIFORM, key, shape);
    }

    /// Standard normal.
    public static Tensor normal(Tensor key, Tensor shape) {
        return draw(Draw.NORMAL, key, shape);
    }

    /// Exponential with mean one.
    public static Tensor exponential(Tensor key, Tensor shape) {
        return draw(Draw.EXPONENTIAL, key, shape);
    }

    /// The log of a gamma variable with shape parameter `alpha` and rate one.
    public static Tensor logGamma(Tensor key, Tensor shape, Tensor alpha) {
        return draw(Draw.LOG_GAMMA, key, shape, alpha);
    }

    /// An angle between -pi and pi of the von Mises distribution about zero.
    public static Tensor vonMises(Tensor key, Tensor shape, Tensor kappa) {
        return draw(Draw.VON_MISES, key, shape, kappa);
    }

    /// Poisson with mean `mu`.
    public static Tensor poisson(Tensor key, Tensor shape, Tensor mu) {
        return draw(Draw.POISSON, key, shape, mu);
    }

    /// Binomial with `n` trials of probability `p`.
    public static Tensor binomial(Tensor key, Tensor shape, Tensor n, Tensor p) {
        return draw(Draw.BINOMIAL, key, shape, n, p);
    }

    private static Tensor draw(Draw primitive, Tensor key, Tensor shape, Tensor... parameters) {
        var inputs = new ArrayList<>(List.of(key, shape));
        inputs.addAll(List.of(parameters));
        return new Apply(primitive, inputs).output();
    }
}
