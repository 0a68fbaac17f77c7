package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The Rice distribution: of the distance from the origin of a point whose coordinates are normal
/// about a point at the distance `nu`, with standard deviation `sigma`.
public record Rice(Tensor nu, Tensor sigma) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("nu", nu, "sigma", sigma);
    }

    @Override
    public Rice withParameters(List<Tensor> parameters) {
        return new Rice(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(new Condition(nu.ge(0), "nu >= 0"), Condition.positive("sigma", sigma));
    }

    /// The root of the mean square.
    @Override
    public Tensor supportPoint() {
        return sqrt(square(nu).plus(square(sigma).times(2)));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var x = value.div(sigma);
        var b = nu.div(sigma);
        var product = x.times(b);
        return log(x).minus(log(sigma))
                .minus(square(x.minus(b)).times(0.5))
                .plus(select(product.gt(0), logBessel(product), product.unaryMinus()));
    }

    /// Even in `x`, so its derivative at zero is zero, not that from above.
    private static Tensor logBessel(Tensor x) {
        return log(besselIScaled(0, x));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var x = LogProbability.positive(value.div(sigma));
        var below = RiceProbability.logBelow(x, nu.div(sigma));
        return Optional.of(checked(LogProbability.onPositive(value, below)));
    }

    /// A Laguerre polynomial of the order one half.
    @Override
    public Optional<Tensor> mean() {
        var y = square(nu.div(sigma)).times(0.25);
        var even = y.times(2).plus(1).times(besselIScaled(0, y));
        var odd = y.times(2).times(besselIScaled(1, y));
        return Optional.of(sigma.times(Math.sqrt(Math.PI / 2)).times(even.plus(odd)));
    }

    @Override
    public Optional<Tensor> variance() {
        var squares = square(sigma).times(2).plus(square(nu));
        return Optional.of(squares.minus(square(mean().orElseThrow())));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var along = nu.plus(sigma.times(Draws.normal(Draws.fold(key, 0), shape)));
        var across = sigma.times(Draws.normal(Draws.fold(key, 1), shape));
        return sqrt(square(along).plus(square(across)));
    }
}
