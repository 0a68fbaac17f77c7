package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The integers 0 to K - 1 with probabilities proportional to `exp(eta)` along the last axis: as
/// [Categorical], but exact for probabilities near zero.
public record CategoricalLogit(Tensor eta) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("eta", eta);
    }

    @Override
    public CategoricalLogit withParameters(List<Tensor> parameters) {
        return new CategoricalLogit(parameters.getFirst());
    }

    private Categorical categories() {
        return new Categorical(softmax(eta, -1));
    }

    @Override
    public Support support() {
        return new Categorical(eta).support();
    }

    @Override
    public List<Condition> conditions() {
        return List.of();
    }

    @Override
    public Tensor supportPoint() {
        return categories().supportPoint();
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return Categorical.pick(logSoftmax(eta, -1), value);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return categories().logcdf(value);
    }

    @Override
    public Optional<Tensor> mean() {
        return categories().mean();
    }

    @Override
    public Optional<Tensor> variance() {
        return categories().variance();
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return categories().draw(key, shape);
    }
}
