package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The Kumaraswamy distribution on (0, 1), close to the beta distribution and with a distribution
/// function in closed form.
public record Kumaraswamy(Tensor a, Tensor b) implements Distribution {
    private static final double LOG_HALF = StrictMath.log(0.5);

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("a", a, "b", b);
    }

    @Override
    public Kumaraswamy withParameters(List<Tensor> parameters) {
        return new Kumaraswamy(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.UNIT_INTERVAL;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("a", a), Condition.positive("b", b));
    }

    /// The median.
    @Override
    public Tensor supportPoint() {
        return quantile(constant(LOG_HALF));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var logs = log(value);
        var rest = log1mexp(a.times(logs));
        return log(a).plus(log(b)).plus(a.minus(1).times(logs)).plus(b.minus(1).times(rest));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var inside = and(value.gt(0), value.lt(1));
        var rest = log1mexp(a.times(log(select(inside, value, constant(0.5)))));
        var logcdf = log1mexp(b.times(rest));
        var outside = select(value.ge(1), constant(0), constant(Double.NEGATIVE_INFINITY));
        return Optional.of(checked(select(inside, logcdf, outside)));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(quantile(log1p(p.unaryMinus()))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(moment(1));
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(moment(2).minus(square(moment(1))));
    }

    private Tensor moment(int power) {
        var shape = reciprocal(a).times(power).plus(1);
        return b.times(exp(betaln(shape, b)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return quantile(Draws.exponential(key, shape).unaryMinus());
    }

    /// The value above which lies the probability whose log is given.
    private Tensor quantile(Tensor logAbove) {
        return exp(log1mexp(logAbove.div(b)).div(a));
    }
}
