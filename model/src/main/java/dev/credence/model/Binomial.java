package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The number of successes in `n` trials of probability `p`.
public record Binomial(Tensor n, Tensor p) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("n", n, "p", p);
    }

    @Override
    public Binomial withParameters(List<Tensor> parameters) {
        return new Binomial(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.integers(constant(0), n);
    }

    @Override
    public List<Condition> conditions() {
        return List.of(new Condition(n.ge(0), "n >= 0"), Condition.probability("p", p));
    }

    @Override
    public Tensor supportPoint() {
        return cast(round(n.times(p)), DType.INT64);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var successes = xlogy(value, p);
        var failures = xlog1py(n.minus(value), p.unaryMinus());
        return LogGamma.choose(n, value).plus(successes).plus(failures);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var inside = and(value.ge(0), value.lt(n));
        var successes = select(inside, floor(value), constant(0)).plus(1);
        var failures = select(inside, n.minus(floor(value)), constant(1));
        var logcdf =
                LogProbability.of(
                        betaincc(successes, failures, p), betainc(successes, failures, p));
        var outside = select(value.lt(0), constant(Double.NEGATIVE_INFINITY), constant(0));
        return Optional.of(checked(select(inside, logcdf, outside)));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(n.times(p));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(n.times(p).times(constant(1).minus(p)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return Draws.binomial(key, shape, n, p);
    }
}
