package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The Laplace distribution about `mu` whose density falls at the rate `b kappa` above and `b /
/// kappa` below.
public record AsymmetricLaplace(Tensor b, Tensor kappa, Tensor mu) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("b", b, "kappa", kappa, "mu", mu);
    }

    @Override
    public AsymmetricLaplace withParameters(List<Tensor> parameters) {
        return new AsymmetricLaplace(parameters.get(0), parameters.get(1), parameters.get(2));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("b", b), Condition.positive("kappa", kappa));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(mu, b, kappa);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var z = value.minus(mu).times(b);
        var exponent = select(z.ge(0), z.times(kappa), z.div(kappa).unaryMinus());
        return log(b).minus(log(kappa.plus(reciprocal(kappa)))).minus(exponent);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var z = value.minus(mu).times(b);
        var squared = square(kappa);
        var below = log(squared.div(squared.plus(1))).plus(minimum(z, constant(0)).div(kappa));
        var rest = log1p(squared).plus(maximum(z, constant(0)).times(kappa)).unaryMinus();
        return Optional.of(checked(select(z.lt(0), below, log1mexp(rest))));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        var squared = square(kappa);
        var share = squared.div(squared.plus(1));
        var below = kappa.times(log(p.div(share)));
        var above = log1p(p.unaryMinus()).plus(log1p(squared)).div(kappa).unaryMinus();
        return Optional.of(checked(mu.plus(select(p.lt(share), below, above).div(b))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(mu.plus(reciprocal(kappa).minus(kappa).div(b)));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(
                Parameters.broadcast(
                        reciprocal(square(kappa)).plus(square(kappa)).div(square(b)), mu));
    }

    /// The difference of two exponential variables.
    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var up = Draws.exponential(Draws.fold(key, 0), shape).div(kappa);
        var down = Draws.exponential(Draws.fold(key, 1), shape).times(kappa);
        return mu.plus(up.minus(down).div(b));
    }
}
