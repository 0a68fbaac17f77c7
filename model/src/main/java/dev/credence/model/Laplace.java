package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The Laplace (double exponential) distribution with location `mu` and scale `b`.
public record Laplace(Tensor mu, Tensor b) implements Distribution {
    private static final double LOG_2 = StrictMath.log(2);

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu, "b", b);
    }

    @Override
    public Laplace withParameters(List<Tensor> parameters) {
        return new Laplace(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("b", b));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(mu, b);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return abs(value.minus(mu)).div(b).unaryMinus().minus(log(b.times(2)));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var z = value.minus(mu).div(b);
        var upper = log1p(exp(maximum(z, constant(0)).unaryMinus()).times(-0.5));
        return Optional.of(checked(select(z.lt(0), z.minus(LOG_2), upper)));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        var low = log(minimum(p, constant(0.5)).times(2));
        var high = log(maximum(p, constant(0.5)).unaryMinus().plus(1).times(2));
        return Optional.of(checked(mu.plus(b.times(select(p.lt(0.5), low, high.unaryMinus())))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(Parameters.broadcast(mu, b));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(Parameters.broadcast(square(b).times(2), mu));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var up = Draws.exponential(Draws.fold(key, 0), shape);
        var down = Draws.exponential(Draws.fold(key, 1), shape);
        return mu.plus(b.times(up.minus(down)));
    }
}
