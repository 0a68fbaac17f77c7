package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
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
    public Optional<Tensor> logcdf(Tensor value) {
        var z = value.minus(mu).div(sigma);
        // At the centre itself the tail has a corner, but the distribution function is a line.
        var central = square(z).lt(nu.div(nu.plus(1)).times(1e-14));
        var line = log(exp(logKernel(constant(0), nu)).times(z).plus(0.5));
        var away = select(central, constant(1), z);
        var tail = outside(away, nu).times(0.5);
        var logcdf = LogProbability.of(select(away.lt(0), tail, constant(1)), tail);
        return Optional.of(checked(select(central, line, logcdf)));
    }

    /// The probability of being farther from zero than `z`, for location 0 and scale 1; each of the
    /// two forms is kept where its argument is no rounded difference.
    static Tensor outside(Tensor z, Tensor nu) {
        var near = square(z).lt(nu);
        var ratio = square(z).div(nu);
        var small = select(near, ratio, constant(0)).div(select(near, ratio, constant(0)).plus(1));
        var large = reciprocal(select(near, constant(1), ratio).plus(1));
        var half = constant(0.5);
        return select(near, betaincc(half, nu.div(2), small), betainc(nu.div(2), half, large));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        var sign = sign(p.minus(0.5));
        var tail = minimum(p, constant(1).minus(p)).times(2);
        return Optional.of(checked(mu.plus(sigma.times(sign.times(distance(tail, nu))))));
    }

    /// The distance from zero beyond which lies a probability, for location 0 and scale 1.
    static Tensor distance(Tensor outside, Tensor nu) {
        var half = constant(0.5);
        var one = constant(1);
        var small = betainccinv(half, nu.div(2), outside);
        var large = betaincinv(nu.div(2), half, outside);
        var near = small.lt(0.5);
        var ratio = select(near, small, large).div(one.minus(select(near, small, large)));
        ratio = select(near, ratio, reciprocal(ratio));
        return sqrt(nu.times(ratio));
    }

    /// NaN without one degree of freedom more than one.
    @Override
    public Optional<Tensor> mean() {
        return Optional.of(select(nu.gt(1), supportPoint(), constant(Double.NaN)));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(Parameters.broadcast(square(sigma).times(varianceFactor(nu)), mu));
    }

    /// The variance for scale 1: infinite up to two degrees of freedom, NaN up to one.
    static Tensor varianceFactor(Tensor nu) {
        var some = nu.gt(2);
        var finite = nu.div(select(some, nu.minus(2), constant(1)));
        var infinite = constant(Double.POSITIVE_INFINITY);
        return select(some, finite, select(nu.gt(1), infinite, constant(Double.NaN)));
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
