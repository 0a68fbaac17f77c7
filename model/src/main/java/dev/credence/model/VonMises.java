package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.SequencedMap;

/// The von Mises distribution of angles about `mu` with concentration `kappa`: what the normal
/// distribution is on a line, this is on a circle.
public record VonMises(Tensor mu, Tensor kappa) implements Distribution {
    private static final double LOG_2_PI = Math.log(2 * Math.PI);

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu, "kappa", kappa);
    }

    @Override
    public VonMises withParameters(List<Tensor> parameters) {
        return new VonMises(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.CIRCLE;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("kappa", kappa));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(Transform.wrapped(mu), kappa);
    }

    /// With `cos` and the Bessel function both divided by `exp(kappa)`.
    @Override
    public Tensor logpInside(Tensor value) {
        var scaled = square(sin(value.minus(mu).times(0.5))).times(kappa).times(-2);
        return scaled.minus(log(besselIScaled(0, kappa))).minus(LOG_2_PI);
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return Transform.wrapped(mu.plus(Draws.vonMises(key, shape, kappa)));
    }
}
