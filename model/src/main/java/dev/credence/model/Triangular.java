package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The distribution between `lower` and `upper` whose density is linear on both sides of its peak
/// `c`.
public record Triangular(Tensor lower, Tensor c, Tensor upper) implements Distribution {
    private static final double LOG_2 = StrictMath.log(2);

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("lower", lower, "c", c, "upper", upper);
    }

    @Override
    public Triangular withParameters(List<Tensor> parameters) {
        return new Triangular(parameters.get(0), parameters.get(1), parameters.get(2));
    }

    @Override
    public Support support() {
        return Support.interval(lower, upper);
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                new Condition(upper.gt(lower), "lower < upper"),
                new Condition(and(c.ge(lower), c.le(upper)), "lower <= c <= upper"));
    }

    /// The mean.
    @Override
    public Tensor supportPoint() {
        return lower.plus(c).plus(upper).div(3);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var rising = rising(value);
        var side = select(rising, value.minus(lower), upper.minus(value));
        return log(side.div(span(rising))).minus(log(upper.minus(lower))).plus(LOG_2);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var x = minimum(maximum(value, lower), upper);
        var rising = rising(x);
        var side = select(rising, x.minus(lower), upper.minus(x));
        var area = square(side).div(upper.minus(lower)).div(span(rising));
        return Optional.of(checked(select(rising, log(area), log1p(area.unaryMinus()))));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(quantile(p)));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(lower.plus(c).plus(upper).div(3));
    }

    @Override
    public Optional<Tensor> variance() {
        var squares = square(upper.minus(lower)).plus(square(c.minus(lower)));
        var product = upper.minus(lower).times(c.minus(lower));
        return Optional.of(squares.minus(product).div(18));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return quantile(Draws.uniform(key, shape));
    }

    private Tensor rising(Tensor value) {
        return or(value.lt(c), c.ge(upper));
    }

    /// The width of the side, which is not empty.
    private Tensor span(Tensor rising) {
        return select(rising, c.minus(lower), upper.minus(c));
    }

    private Tensor quantile(Tensor p) {
        var width = upper.minus(lower);
        var up = lower.plus(sqrt(p.times(width).times(c.minus(lower))));
        var down = upper.minus(sqrt(constant(1).minus(p).times(width).times(upper.minus(c))));
        return select(p.lt(c.minus(lower).div(width)), up, down);
    }
}
