package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The normal distribution with mean `mu` and standard deviation `sigma`, both before it is cut off
/// below `lower` and above `upper`; either bound may be infinite.
public record TruncatedNormal(Tensor mu, Tensor sigma, Tensor lower, Tensor upper)
        implements Distribution {
    /// Stands for infinity, so that gradients stay finite.
    private static final double FAR = 1e100;

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu, "sigma", sigma, "lower", lower, "upper", upper);
    }

    @Override
    public TruncatedNormal withParameters(List<Tensor> p) {
        return new TruncatedNormal(p.get(0), p.get(1), p.get(2), p.get(3));
    }

    @Override
    public Support support() {
        return Support.interval(lower, upper);
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                Condition.positive("sigma", sigma),
                new Condition(upper.gt(lower), "lower < upper"));
    }

    /// The mean before the cut, brought inside: by a standard deviation or half the interval.
    @Override
    public Tensor supportPoint() {
        var margin = minimum(sigma, near(upper).minus(near(lower)).times(0.5));
        var inside = maximum(near(lower).plus(margin), minimum(mu, near(upper).minus(margin)));
        return Parameters.broadcast(inside, mu, sigma);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return new Normal(mu, sigma).logpInside(value).minus(logMass(upper));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var inside = maximum(minimum(value, upper), lower);
        return Optional.of(checked(logMass(inside).minus(logMass(upper))));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(quantile(log(p), log1p(p.unaryMinus()))));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(mu.plus(sigma.times(edge(lower).minus(edge(upper)))));
    }

    @Override
    public Optional<Tensor> variance() {
        var shift = edge(lower).minus(edge(upper));
        var slope = weighted(lower).minus(weighted(upper));
        return Optional.of(square(sigma).times(slope.plus(1).minus(square(shift))));
    }

    /// The standard normal density at a bound, in units of the mass between the bounds.
    private Tensor edge(Tensor bound) {
        if (Truncated.isInfinite(bound)) return Parameters.broadcast(constant(0), mu, sigma);
        var density = square(standard(bound)).times(-0.5).minus(Normal.LOG_SQRT_2_PI);
        return exp(density.minus(logMass(upper)));
    }

    private Tensor weighted(Tensor bound) {
        if (Truncated.isInfinite(bound)) return constant(0);
        return standard(bound).times(edge(bound));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var rest = Draws.exponential(key, shape).unaryMinus();
        return quantile(log1mexp(rest), rest);
    }

    /// The normal quantile of a weighted sum of the bounds' probabilities, in the tail where both
    /// keep their digits.
    private Tensor quantile(Tensor logBelow, Tensor logAbove) {
        var a = standard(lower);
        var b = standard(upper);
        var mirrored = a.gt(0);
        var left = Normal.logPhi(select(mirrored, b.unaryMinus(), a));
        var right = Normal.logPhi(select(mirrored, a.unaryMinus(), b));
        var toRight = select(mirrored, logAbove, logBelow);
        var toLeft = select(mirrored, logBelow, logAbove);
        var z = ndtriExp(logAddExp(left.plus(toLeft), right.plus(toRight)));
        var x = mu.plus(sigma.times(select(mirrored, z.unaryMinus(), z)));
        return maximum(lower, minimum(upper, x));
    }

    /// The log of the normal probability between the lower bound and `top`.
    private Tensor logMass(Tensor top) {
        return Normal.logPhiBetween(standard(lower), standard(top));
    }

    private Tensor standard(Tensor bound) {
        return near(bound).minus(mu).div(sigma);
    }

    private static Tensor near(Tensor bound) {
        return minimum(maximum(bound, constant(-FAR)), constant(FAR));
    }
}
