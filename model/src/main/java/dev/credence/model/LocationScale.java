package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.Optional;
import java.util.function.UnaryOperator;

/// A distribution as a function of a standardised one: what non-centring needs.
///
/// @param scale what the standardised value is multiplied by
/// @param standard the distribution without location and scale
/// @param of the value made of a standardised one
record LocationScale(Tensor scale, Distribution standard, UnaryOperator<Tensor> of) {
    private static final Tensor ZERO = constant(0);
    private static final Tensor ONE = constant(1);

    /// Empty for families that have none, or not as parameters.
    static Optional<LocationScale> of(Distribution distribution) {
        return Optional.ofNullable(
                switch (distribution) {
                    case Normal d -> shifted(d.mu(), d.sigma(), new Normal(ZERO, ONE));
                    case StudentT d -> shifted(d.mu(), d.sigma(), new StudentT(d.nu(), ZERO, ONE));
                    case Cauchy d -> shifted(d.alpha(), d.beta(), new Cauchy(ZERO, ONE));
                    case Laplace d -> shifted(d.mu(), d.b(), new Laplace(ZERO, ONE));
                    case Logistic d -> shifted(d.mu(), d.s(), new Logistic(ZERO, ONE));
                    case Gumbel d -> shifted(d.mu(), d.beta(), new Gumbel(ZERO, ONE));
                    case LogNormal d ->
                            new LocationScale(
                                    d.sigma(),
                                    new Normal(ZERO, ONE),
                                    z -> exp(d.mu().plus(d.sigma().times(z))));
                    case MvNormal d ->
                            new LocationScale(
                                    d.chol(),
                                    new Normal(ZERO, ONE),
                                    z -> d.mu().plus(MvNormal.product(d.chol(), z)));
                    default -> null;
                });
    }

    private static LocationScale shifted(Tensor location, Tensor scale, Distribution standard) {
        return new LocationScale(scale, standard, z -> location.plus(scale.times(z)));
    }
}
