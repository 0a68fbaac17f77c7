package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Ordered categories 0 to K: how many of the K ascending `cutpoints`, along their last axis, lie
/// below a normal variable with mean `eta` and standard deviation `sigma`; for ratings.
public record OrderedProbit(Tensor eta, Tensor sigma, Tensor cutpoints) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("eta", eta, "sigma", sigma, "cutpoints", cutpoints);
    }

    @Override
    public OrderedProbit withParameters(List<Tensor> parameters) {
        return new OrderedProbit(parameters.get(0), parameters.get(1), parameters.get(2));
    }

    @Override
    public Support support() {
        return Cutpoints.categories(cutpoints);
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("sigma", sigma), Cutpoints.ascending(cutpoints));
    }

    @Override
    public Tensor supportPoint() {
        return Cutpoints.below(cutpoints, Parameters.broadcast(eta, sigma));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return Cutpoints.logp(
                cutpoints,
                value,
                upper -> Normal.logPhi(standard(upper)),
                lower -> Normal.logPhi(standard(lower).unaryMinus()),
                (lower, upper) -> Normal.logPhiBetween(standard(lower), standard(upper)));
    }

    private Tensor standard(Tensor cutpoint) {
        return cutpoint.minus(eta).div(sigma);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return Optional.of(
                checked(
                        Cutpoints.logcdf(
                                cutpoints,
                                value,
                                latent -> Normal.logPhi(latent.minus(eta).div(sigma)))));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return Cutpoints.below(cutpoints, eta.plus(sigma.times(Draws.normal(key, shape))));
    }
}
