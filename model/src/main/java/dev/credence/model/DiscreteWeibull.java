package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Counts of which at least `k` has the probability `q^(k^beta)`: the geometric distribution from 0
/// where `beta` is 1.
public record DiscreteWeibull(Tensor q, Tensor beta) implements Distribution {
    private static final double LOG_2 = StrictMath.log(2);

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("q", q, "beta", beta);
    }

    @Override
    public DiscreteWeibull withParameters(List<Tensor> parameters) {
        return new DiscreteWeibull(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.NONNEGATIVE_INTEGER;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                new Condition(and(q.gt(0), q.lt(1)), "0 < q < 1"),
                Condition.positive("beta", beta));
    }

    /// The median.
    @Override
    public Tensor supportPoint() {
        return cast(floor(waiting(constant(LOG_2))), DType.INT64);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var atLeast = logAtLeast(value);
        return atLeast.plus(log1mexp(logAtLeast(value.plus(1)).minus(atLeast)));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var next = maximum(floor(value).plus(1), constant(0));
        return Optional.of(checked(log1mexp(logAtLeast(next))));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return cast(floor(waiting(Draws.exponential(key, shape))), DType.INT64);
    }

    private Tensor logAtLeast(Tensor count) {
        var positive = count.gt(0);
        var power = pow(select(positive, count, constant(1)), beta);
        return select(positive, power.times(log(q)), constant(0));
    }

    private Tensor waiting(Tensor exponential) {
        return pow(exponential.div(log(q).unaryMinus()), reciprocal(beta));
    }
}
