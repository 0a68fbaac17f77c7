package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Proportions that may be exactly zero or one: a [Beta] variable with the probability `1 - zoi`,
/// else one with the probability `coi` and zero otherwise (Ospina and Ferrari 2010).
///
/// The density at zero and at one is a probability.
///
/// @param zoi the probability of zero or one
/// @param coi the probability of one, given that it is one of these
/// @param alpha the first shape parameter of the beta variable
/// @param beta the second shape parameter of the beta variable
public record ZeroOneInflatedBeta(Tensor zoi, Tensor coi, Tensor alpha, Tensor beta)
        implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("zoi", zoi, "coi", coi, "alpha", alpha, "beta", beta);
    }

    @Override
    public ZeroOneInflatedBeta withParameters(List<Tensor> p) {
        return new ZeroOneInflatedBeta(p.get(0), p.get(1), p.get(2), p.get(3));
    }

    private Beta inner() {
        return new Beta(alpha, beta);
    }

    @Override
    public Support support() {
        return Support.interval(constant(0), constant(1));
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                Condition.probability("zoi", zoi),
                Condition.probability("coi", coi),
                Condition.positive("alpha", alpha),
                Condition.positive("beta", beta));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(inner().supportPoint(), zoi, coi);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var edge = or(value.eq(0), value.eq(1));
        var between = inner().logpInside(select(edge, constant(0.5), value));
        var one = log(zoi).plus(log(coi));
        var zero = log(zoi).plus(log1p(coi.unaryMinus()));
        var atEdge = select(value.eq(0), zero, one);
        return select(edge, atEdge, log1p(zoi.unaryMinus()).plus(between));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var edge = or(value.le(0), value.ge(1));
        var zero = log(zoi).plus(log1p(coi.unaryMinus()));
        var between = inner().logcdf(select(edge, constant(0.5), value)).orElseThrow();
        var inside = logAddExp(zero, log1p(zoi.unaryMinus()).plus(between));
        var low = select(value.lt(0), constant(Double.NEGATIVE_INFINITY), zero);
        var outside = select(value.ge(1), constant(0), low);
        return Optional.of(checked(select(edge, outside, inside)));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        var low = zoi.times(constant(1).minus(coi));
        var inside = and(p.gt(low), p.lt(low.plus(1).minus(zoi)));
        var rest = p.minus(low).div(constant(1).minus(zoi));
        var between = inner().icdf(select(inside, rest, constant(0.5))).orElseThrow();
        var edge = select(p.le(low), constant(0), constant(1));
        return Optional.of(checked(select(inside, between, edge)));
    }

    @Override
    public Optional<Tensor> mean() {
        var share = alpha.div(alpha.plus(beta));
        return Optional.of(zoi.times(coi).plus(constant(1).minus(zoi).times(share)));
    }

    @Override
    public Optional<Tensor> variance() {
        var total = alpha.plus(beta);
        var share = alpha.div(total);
        var square = share.times(alpha.plus(1).div(total.plus(1)));
        var second = zoi.times(coi).plus(constant(1).minus(zoi).times(square));
        return Optional.of(second.minus(square(mean().orElseThrow())));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var edge = Draws.uniform(Draws.fold(key, 0), shape).lt(zoi);
        var one = Draws.uniform(Draws.fold(key, 1), shape).lt(coi);
        var between = inner().draw(Draws.fold(key, 2), shape);
        return select(edge, select(one, constant(1), constant(0)), between);
    }
}
