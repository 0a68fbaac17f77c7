package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Constant;
import dev.credence.graph.Tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A distribution given that its value lies between two bounds, for counts both included.
///
/// `base` must know its distribution function and the inverse; far in its upper tail the first has
/// few digits, so use [TruncatedNormal] for the normal distribution.
///
/// @param lower the lower bound, `-Infinity` as a constant if there is none
/// @param upper the upper bound, `Infinity` as a constant if there is none
public record Truncated(Distribution base, Tensor lower, Tensor upper) implements Distribution {
    public Truncated {
        if (base.eventRank() > 0 || base.icdf(constant(0.5)).isEmpty()) {
            throw new ModelException(
                    "Truncated: %s has no icdf; use a distribution that has one"
                            .formatted(base.name()));
        }
        if (isInfinite(lower) && isInfinite(upper)) {
            throw new ModelException(
                    "Truncated: both bounds are infinite; use %s itself".formatted(base.name()));
        }
    }

    static SequencedMap<String, Tensor> parameters(Distribution base, Tensor lower, Tensor upper) {
        var parameters = new LinkedHashMap<>(base.parameters());
        parameters.put("lower bound", lower);
        parameters.put("upper bound", upper);
        return parameters;
    }

    static Condition ordered(Tensor lower, Tensor upper) {
        return new Condition(upper.gt(lower), "lower < upper");
    }

    static boolean isInfinite(Tensor bound) {
        return bound instanceof Constant c
                && (c.isAll(Double.NEGATIVE_INFINITY) || c.isAll(Double.POSITIVE_INFINITY));
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return parameters(base, lower, upper);
    }

    @Override
    public Truncated withParameters(List<Tensor> parameters) {
        int own = parameters.size() - 2;
        return new Truncated(
                base.withParameters(parameters.subList(0, own)),
                parameters.get(own),
                parameters.get(own + 1));
    }

    @Override
    public Support support() {
        return isDiscrete() ? Support.integers(lower, upper) : Support.interval(lower, upper);
    }

    @Override
    public List<Condition> conditions() {
        return Parameters.and(ordered(lower, upper), base.conditions());
    }

    /// The median.
    @Override
    public Tensor supportPoint() {
        return quantile(constant(0.5));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return base.logpGuarded(value).minus(logMass(upper));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var inside = maximum(minimum(value, upper), lower);
        return Optional.of(checked(logMass(inside).minus(logMass(upper))));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(quantile(p)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return quantile(Draws.uniform(key, shape));
    }

    /// The log-probability that `base` gives to what lies between the lower bound and `top`.
    private Tensor logMass(Tensor top) {
        var above = isInfinite(top) ? constant(0) : base.logcdf(top).orElseThrow();
        if (isInfinite(lower)) return above;
        return above.plus(log1mexp(logBelow().minus(above)));
    }

    private boolean isDiscrete() {
        return base.support().isDiscrete();
    }

    private Tensor logBelow() {
        return base.logcdf(isDiscrete() ? lower.minus(1) : lower).orElseThrow();
    }

    private Tensor quantile(Tensor p) {
        var bottom = isInfinite(lower) ? constant(0) : exp(logBelow());
        var inner = base.icdf(bottom.plus(p.times(exp(logMass(upper))))).orElseThrow();
        return cast(maximum(lower, minimum(upper, inner)), dtype());
    }
}
