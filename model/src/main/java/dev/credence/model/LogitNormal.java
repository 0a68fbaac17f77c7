package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The distribution on (0, 1) whose logit is normal with mean `mu` and standard deviation `sigma`.
public record LogitNormal(Tensor mu, Tensor sigma) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu, "sigma", sigma);
    }

    @Override
    public LogitNormal withParameters(List<Tensor> parameters) {
        return new LogitNormal(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.UNIT_INTERVAL;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("sigma", sigma));
    }

    @Override
    public Tensor supportPoint() {
        return sigmoid(Parameters.broadcast(mu, sigma));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return normal().logpInside(logit(value)).minus(log(value)).minus(log1p(value.unaryMinus()));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var inside = and(value.gt(0), value.lt(1));
        var logcdf =
                Normal.logPhi(logit(select(inside, value, constant(0.5))).minus(mu).div(sigma));
        var outside = select(value.ge(1), constant(0), constant(Double.NEGATIVE_INFINITY));
        return Optional.of(checked(select(inside, logcdf, outside)));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return normal().icdf(p).map(Tensors::sigmoid);
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return sigmoid(normal().draw(key, shape));
    }

    private Normal normal() {
        return new Normal(mu, sigma);
    }
}
