package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The exponential distribution with rate `lam` that starts at `lower` and is cut off at a finite
/// `upper`.
public record TruncatedExponential(Tensor lam, Tensor lower, Tensor upper) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("lam", lam, "lower", lower, "upper", upper);
    }

    @Override
    public TruncatedExponential withParameters(List<Tensor> parameters) {
        return new TruncatedExponential(parameters.get(0), parameters.get(1), parameters.get(2));
    }

    @Override
    public Support support() {
        return Support.interval(lower, upper);
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                Condition.positive("lam", lam),
                new Condition(
                        and(upper.gt(lower), upper.lt(Double.POSITIVE_INFINITY)),
                        "lower < upper < infinity"));
    }

    /// The median.
    @Override
    public Tensor supportPoint() {
        return quantile(constant(0.5));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return log(lam).minus(lam.times(value.minus(lower))).minus(logKept());
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var inside = and(value.gt(lower), value.lt(upper));
        var x = select(inside, value, supportPoint());
        var below = log1mexp(lam.times(lower.minus(x))).minus(logKept());
        var outside = select(value.ge(upper), constant(0), constant(Double.NEGATIVE_INFINITY));
        return Optional.of(checked(select(inside, below, outside)));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(quantile(p)));
    }

    @Override
    public Optional<Tensor> mean() {
        var width = upper.minus(lower);
        var lost = width.div(expm1(lam.times(width)));
        return Optional.of(lower.plus(reciprocal(lam)).minus(lost));
    }

    @Override
    public Optional<Tensor> variance() {
        var half = lam.times(upper.minus(lower)).times(0.5);
        var lost = square(half.div(sinh(half)));
        return Optional.of(constant(1).minus(lost).div(square(lam)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return quantile(Draws.uniform(key, shape));
    }

    /// The log of the probability that the exponential variable is not cut off.
    private Tensor logKept() {
        return log1mexp(lam.times(lower.minus(upper)));
    }

    private Tensor quantile(Tensor p) {
        return lower.minus(log1p(p.times(expm1(lam.times(lower.minus(upper))))).div(lam));
    }
}
