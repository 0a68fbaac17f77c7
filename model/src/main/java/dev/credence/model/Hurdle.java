package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Zero with the probability `1 - psi`, and otherwise positive as `base` given that it is: for
/// amounts that may be nothing at all.
///
/// The density at zero is a probability. `base` is a distribution of positive numbers, or [Poisson]
/// or [NegativeBinomial].
///
/// @param psi the probability of a positive value
public record Hurdle(Tensor psi, Distribution base) implements Distribution {
    public Hurdle {
        boolean counts = base instanceof ZeroTruncated;
        boolean positive = base.support() instanceof Support.Positive;
        if (!counts && !positive) {
            throw new ModelException(
                    "Hurdle: %s has the support %s; use Poisson, NegativeBinomial or positive numbers"
                            .formatted(base.name(), base.support()));
        }
    }

    @Override
    public String name() {
        return "Hurdle" + base.name();
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        var parameters = new LinkedHashMap<>(Parameters.of("psi", psi));
        parameters.putAll(base.parameters());
        return parameters;
    }

    @Override
    public Hurdle withParameters(List<Tensor> parameters) {
        var rest = parameters.subList(1, parameters.size());
        return new Hurdle(parameters.getFirst(), base.withParameters(rest));
    }

    @Override
    public Support support() {
        return base instanceof ZeroTruncated ? base.support() : Support.NONNEGATIVE;
    }

    @Override
    public List<Condition> conditions() {
        return Parameters.and(Condition.probability("psi", psi), base.conditions());
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(base.supportPoint(), psi);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var zero = value.eq(0);
        var positive = base.logpInside(select(zero, cast(constant(1), value.dtype()), value));
        if (base instanceof ZeroTruncated) {
            positive = positive.minus(log1mexp(base.logpInside(Extent.integer(0))));
        }
        return select(zero, log1p(psi.unaryMinus()), log(psi).plus(positive));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var zero = log1p(psi.unaryMinus());
        var impossible = constant(Double.NEGATIVE_INFINITY);
        var positive = value.gt(0);
        return base.logcdf(select(positive, value, constant(1)))
                .map(logcdf -> logAddExp(zero, log(psi).plus(keptBelow(logcdf))))
                .map(logcdf -> select(positive, logcdf, select(value.lt(0), impossible, zero)))
                .map(this::checked);
    }

    @Override
    public Optional<Tensor> mean() {
        return positiveMean().map(mean -> psi.times(mean));
    }

    @Override
    public Optional<Tensor> variance() {
        if (positiveMean().isEmpty() || base.variance().isEmpty()) return Optional.empty();
        var mean = base.mean().orElseThrow();
        var squares = kept(base.variance().orElseThrow().plus(square(mean)));
        var own = psi.times(positiveMean().orElseThrow());
        return Optional.of(psi.times(squares).minus(square(own)));
    }

    /// The distribution function given that the value is not zero.
    private Tensor keptBelow(Tensor logcdf) {
        if (!(base instanceof ZeroTruncated)) return logcdf;
        var zero = base.logpInside(Extent.integer(0));
        return logcdf.plus(log1mexp(zero.minus(logcdf))).minus(log1mexp(zero));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        if (base instanceof ZeroTruncated) return Quantile.of(this, p);
        var rest = p.minus(constant(1).minus(psi)).div(psi);
        var positive = rest.gt(0);
        return base.icdf(select(positive, rest, constant(0.5)))
                .map(x -> select(positive, x, constant(0)))
                .map(this::checked);
    }

    private Optional<Tensor> positiveMean() {
        return base.mean().map(this::kept);
    }

    /// A moment given that the value is not zero.
    private Tensor kept(Tensor moment) {
        if (!(base instanceof ZeroTruncated)) return moment;
        return moment.div(expm1(base.logpInside(Extent.integer(0))).unaryMinus());
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var present = lessEqual(Draws.uniform(Draws.fold(key, 0), shape), psi);
        var inner = Draws.fold(key, 1);
        if (base instanceof ZeroTruncated counts) {
            return cast(present, DType.INT64).times(counts.drawPositive(inner, shape));
        }
        return select(present, base.draw(inner, shape), constant(0));
    }
}
