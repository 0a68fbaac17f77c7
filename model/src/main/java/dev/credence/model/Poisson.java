package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The Poisson distribution with mean `mu`.
public record Poisson(Tensor mu) implements Distribution, ZeroTruncated {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu);
    }

    @Override
    public Poisson withParameters(List<Tensor> parameters) {
        return new Poisson(parameters.getFirst());
    }

    @Override
    public Support support() {
        return Support.NONNEGATIVE_INTEGER;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(new Condition(mu.ge(0), "mu >= 0"));
    }

    @Override
    public Tensor supportPoint() {
        return cast(floor(mu), DType.INT64);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return xlogy(value, mu).minus(mu).minus(lgamma(value.plus(1)));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var count = maximum(floor(value), constant(0)).plus(1);
        var logcdf = LogProbability.of(gammaincc(count, mu), gammainc(count, mu));
        return Optional.of(
                checked(select(value.ge(0), logcdf, constant(Double.NEGATIVE_INFINITY))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(mu);
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(mu);
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return Draws.poisson(key, shape, mu);
    }

    /// The first arrival of a Poisson process given that it comes before `mu`, then the others.
    @Override
    public Tensor drawPositive(Tensor key, Tensor shape) {
        var u = Draws.uniform(Draws.fold(key, 0), shape);
        var first = log1p(u.times(expm1(mu.unaryMinus()))).unaryMinus();
        var rest = maximum(mu.minus(first), constant(0));
        return Draws.poisson(Draws.fold(key, 1), shape, rest).plus(Extent.integer(1));
    }
}
