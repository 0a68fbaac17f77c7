package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The Polya-Gamma distribution: a sum of gamma variables with shape `h`, weighted so that it makes
/// logistic likelihoods normal (Polson, Scott and Windle 2013).
///
/// Draws take the first 64 variables of the sum as they are and the rest as one gamma variable of
/// the same mean and variance.
///
/// @param h the shape parameter
/// @param z the tilt
public record PolyaGamma(Tensor h, Tensor z) implements Distribution {
    private static final int TERMS = 64;

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("h", h, "z", z);
    }

    @Override
    public PolyaGamma withParameters(List<Tensor> parameters) {
        return new PolyaGamma(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("h", h));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(mean().orElseThrow(), z);
    }

    /// The tilt multiplies the density by a power of `cosh(z / 2)` and by `exp(-z^2 x / 2)`.
    @Override
    public Tensor logpInside(Tensor value) {
        var logCosh = softplus(z).minus(z.div(2)).minus(Math.log(2));
        var tilt = h.times(logCosh).minus(square(z).times(value).times(0.5));
        return PolyaGammaOp.logDensity(value, h).plus(tilt);
    }

    @Override
    public Optional<Tensor> mean() {
        var near = abs(z).lt(1e-3);
        var far = select(near, constant(1), z);
        var ratio = tanh(far.div(2)).div(far.times(2));
        return Optional.of(h.times(select(near, constant(0.25).minus(square(z).div(48)), ratio)));
    }

    @Override
    public Optional<Tensor> variance() {
        var near = abs(z).lt(0.03);
        var far = select(near, constant(1), abs(z));
        var t = tanh(far.div(2));
        var rest = constant(1).minus(square(t)).times(far);
        var ratio = t.times(2).minus(rest).div(far.times(square(far)).times(4));
        var square = square(z);
        var series =
                constant(1 / 24.0)
                        .minus(square.div(120))
                        .plus(square(square).times(0.001264880952380952));
        return Optional.of(h.times(select(near, series, ratio)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var halves = new double[TERMS];
        for (int k = 0; k < TERMS; k++) halves[k] = (k + 0.5) * (k + 0.5);
        var tilt = square(expandDims(z, -1)).div(4 * Math.PI * Math.PI);
        var weights = reciprocal(constant(halves).plus(tilt)).div(2 * Math.PI * Math.PI);
        var terms = concatenate(0, shape, constant(new long[] {TERMS}));
        var gammas = exp(Draws.logGamma(Draws.fold(key, 0), terms, expandDims(h, -1)));
        var mean = mean().orElseThrow().minus(h.times(sum(weights, -1)));
        var variance = variance().orElseThrow().minus(h.times(sum(square(weights), -1)));
        var rest = Draws.logGamma(Draws.fold(key, 1), shape, square(mean).div(variance));
        return sum(gammas.times(weights), -1).plus(exp(rest).times(variance.div(mean)));
    }
}
