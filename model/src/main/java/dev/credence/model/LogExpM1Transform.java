package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

/// Positive values by `x = log(1 + exp(y))`, which is near `y` where it is large: a step changes
/// large values by as much as it says, not by a factor.
record LogExpM1Transform() implements Transform {
    @Override
    public String name() {
        return "log_exp_m1";
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.plus(log1mexp(x.unaryMinus()));
    }

    @Override
    public Tensor backward(Tensor y) {
        return softplus(y);
    }

    @Override
    public Tensor logJacobian(Tensor y) {
        return softplus(y.unaryMinus()).unaryMinus();
    }
}
