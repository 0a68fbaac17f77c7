package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.List;
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
