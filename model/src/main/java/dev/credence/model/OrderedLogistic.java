package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Ordered categories 0 to K: how many of the K ascending `cutpoints`, along their last axis, lie
/// below a logistic variable with location `eta`; for ratings.
public record OrderedLogistic(Tensor eta, Tensor cutpoints) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("eta", eta, "cutpoints", cutpoints);
    }

    @Override
    public OrderedLogistic withParameters(List<Tensor> parameters) {
        return new OrderedLogistic(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Cutpoints.categories(cutpoints);
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Cutpoints.ascending(cutpoints));
    }

    @Override
    public Tensor supportPoint() {
        return Cutpoints.below(cutpoints, eta);
    }

    /// `sigmoid(b) - sigmoid(a) = sigmoid(b) sigmoid(-a) (1 - exp(a - b))`.
    @Override
    public Tensor logpInside(Tensor value) {
        return Cutpoints.logp(
                cutpoints,
                value,
                upper -> softplus(eta.minus(upper)).unaryMinus(),
                lower -> softplus(lower.minus(eta)).unaryMinus(),
                (lower, upper) -> {
                    var sides = softplus(eta.minus(upper)).plus(softplus(lower.minus(eta)));
                    return log1mexp(lower.minus(upper)).minus(sides);
                });
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return Optional.of(
                checked(
                        Cutpoints.logcdf(
                                cutpoints,
                                value,
                                latent -> softplus(eta.minus(latent)).unaryMinus())));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var up = log(Draws.exponential(Draws.fold(key, 0), shape));
        var down = log(Draws.exponential(Draws.fold(key, 1), shape));
        return Cutpoints.below(cutpoints, eta.plus(up.minus(down)));
    }
}
