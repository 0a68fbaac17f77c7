package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Tensor;

/// `y = scale x + shift`.
///
/// @param scale not zero
record Affine(Tensor scale, Tensor shift) implements Bijection {
    @Override
    public Tensor forward(Tensor x) {
        return x.times(scale).plus(shift);
    }

    @Override
    public Tensor backward(Tensor y) {
        return y.minus(shift).div(scale);
    }

    @Override
    public Tensor logSlope(Tensor y) {
        return log(abs(scale)).unaryMinus();
    }

    @Override
    public Tensor contains(Tensor y) {
        return not(isNaN(y));
    }

    @Override
    public double anchor() {
        return 0;
    }

    @Override
    public Tensor increasing() {
        return scale.gt(0);
    }
}
