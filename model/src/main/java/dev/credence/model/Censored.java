package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Constant;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What an instrument reports that shows values of `base` below `lower` as `lower` and those above
/// `upper` as `upper`.
///
/// The density at a bound is the probability of all that is shown as this bound. `base` must know
/// its distribution function.
///
/// @param lower the lower bound, `-Infinity` as a constant if there is none
/// @param upper the upper bound, `Infinity` as a constant if there is none
public record Censored(Distribution base, Tensor lower, Tensor upper) implements Distribution {
    public Censored {
        if (base.eventRank() > 0 || base.logcdf(base.supportPoint()).isEmpty()) {
            throw new ModelException(
                    "Censored: %s has no logcdf; use a distribution that has one"
                            .formatted(base.name()));
        }
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Truncated.parameters(base, lower, upper);
    }

    @Override
    public Censored withParameters(List<Tensor> parameters) {
        int own = parameters.size() - 2;
        return new Censored(
                base.withParameters(parameters.subList(0, own)),
                parameters.get(own),
                parameters.get(own + 1));
    }

    @Override
    public Support support() {
        return base.support().isDiscrete()
                ? Support.integers(lower, upper)
                : Support.interval(lower, upper);
    }

    @Override
    public List<Condition> conditions() {
        return Parameters.and(Truncated.ordered(lower, upper), base.conditions());
    }

    @Override
    public Tensor supportPoint() {
        return clamp(base.supportPoint());
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var logp = base.logpGuarded(value);
        if (!Truncated.isInfinite(lower)) {
            var reached = value.le(lower);
            logp = select(reached, mass(lower, reached), logp);
        }
        if (!Truncated.isInfinite(upper)) {
            var below = base.support().isDiscrete() ? upper.minus(1) : upper;
            var reached = value.ge(upper);
            var rest = log1mexp(base.logcdf(ofReached(below, reached)).orElseThrow());
            logp = select(reached, rest, logp);
        }
        return logp;
    }

    /// The log-probability of what is shown as the lower bound. A bound at the end of the support,
    /// where a distribution function need not have a gradient, holds none.
    private Tensor mass(Tensor lower, Tensor reached) {
        boolean open = !base.support().isDiscrete() && base.support().bounds().isEmpty();
        if (open && lower instanceof Constant bound && isEnd(bound))
            return constant(Double.NEGATIVE_INFINITY);
        return base.logcdf(ofReached(lower, reached)).orElseThrow();
    }

    /// The bounds that count, and another point for the others: these may be infinite, where a
    /// distribution function need not have a gradient.
    private Tensor ofReached(Tensor bound, Tensor reached) {
        return bound.rank() == 0 ? bound : select(reached, bound, base.supportPoint());
    }

    private boolean isEnd(Constant bound) {
        var below = cast(bound, DType.FLOAT64).minus(Double.MIN_NORMAL);
        return !any(base.support().contains(below)).eval().booleans()[0];
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var inside = base.logcdf(value).orElseThrow();
        var below = select(value.lt(lower), constant(Double.NEGATIVE_INFINITY), inside);
        return Optional.of(checked(select(value.ge(upper), constant(0), below)));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return base.icdf(p).map(this::clamp);
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return clamp(base.draw(key, shape));
    }

    private Tensor clamp(Tensor x) {
        return cast(maximum(lower, minimum(upper, x)), dtype());
    }
}
