package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Counts of `base` with the probability `psi`, and zero otherwise: for data with more zeros than
/// `base` explains.
///
/// @param psi the probability of `base`
/// @param base a distribution of counts, for example [Poisson]
public record ZeroInflated(Tensor psi, Distribution base) implements Distribution {
    public ZeroInflated {
        if (!base.support().isDiscrete() || base.eventRank() > 0) {
            throw new ModelException(
                    "ZeroInflated: %s is not a distribution of counts; use Hurdle for positive numbers"
                            .formatted(base.name()));
        }
    }

    @Override
    public String name() {
        return "ZeroInflated" + base.name();
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        var parameters = new LinkedHashMap<>(Parameters.of("psi", psi));
        parameters.putAll(base.parameters());
        return parameters;
    }

    @Override
    public ZeroInflated withParameters(List<Tensor> parameters) {
        var rest = parameters.subList(1, parameters.size());
        return new ZeroInflated(parameters.getFirst(), base.withParameters(rest));
    }

    @Override
    public Support support() {
        return base.support();
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
        var logp = log(psi).plus(base.logpInside(value));
        return select(value.eq(0), logAddExp(log1p(psi.unaryMinus()), logp), logp);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var zero = log1p(psi.unaryMinus());
        var impossible = constant(Double.NEGATIVE_INFINITY);
        return base.logcdf(maximum(value, constant(0)))
                .map(logcdf -> logAddExp(zero, log(psi).plus(logcdf)))
                .map(logcdf -> checked(select(value.ge(0), logcdf, impossible)));
    }

    @Override
    public Optional<Tensor> mean() {
        return base.mean().map(mean -> psi.times(mean));
    }

    @Override
    public Optional<Tensor> variance() {
        if (base.mean().isEmpty() || base.variance().isEmpty()) return Optional.empty();
        var mean = base.mean().orElseThrow();
        var lost = constant(1).minus(psi).times(square(mean));
        return Optional.of(psi.times(base.variance().orElseThrow().plus(lost)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var present = lessEqual(Draws.uniform(Draws.fold(key, 0), shape), psi);
        return cast(present, DType.INT64).times(base.draw(Draws.fold(key, 1), shape));
    }
}
