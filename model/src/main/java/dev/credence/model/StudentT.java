package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.SequencedMap;

/// Student's t distribution with `nu` degrees of freedom, location `mu` and scale `sigma`.
public record StudentT(Tensor nu, Tensor mu, Tensor sigma) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("nu", nu, "mu", mu, "sigma", sigma);
    }

    @Override
    public StudentT withParameters(List<Tensor> parameters) {
        return new StudentT(parameters.get(0), parameters.get(1), parameters.get(2));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("nu", nu), Condition.positive("sigma", sigma));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(mu, nu, sigma);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return logKernel(value.minus(mu).div(sigma), nu).minus(log(sigma));
    }

    /// The log-density for location 0 and scale 1.
    static Tensor logKernel(Tensor z, Tensor nu) {
        var ratio = LogGamma.rise(nu.div(2), 0.5);
        var constant = ratio.minus(log(nu.times(Math.PI)).times(0.5));
        return constant.minus(nu.plus(1).div(2).times(log1p(square(z).div(nu))));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return mu.plus(sigma.times(standardDraw(key, shape, nu)));
    }

    /// A normal variable over the square root of a gamma one.
    static Tensor standardDraw(Tensor key, Tensor shape, Tensor nu) {
        var half = nu.div(2);
        var logScale = log(half).minus(Draws.logGamma(Draws.fold(key, 1), shape, half)).times(0.5);
        return Draws.normal(Draws.fold(key, 0), shape).times(exp(logScale));
    }
}
