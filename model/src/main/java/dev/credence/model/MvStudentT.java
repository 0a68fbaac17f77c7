package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The multivariate Student t distribution: a multivariate normal vector whose covariance `chol
/// chol^T` is divided by one chi-squared variable over its `nu` degrees of freedom.
///
/// @param nu the degrees of freedom, a scalar for each vector
/// @param mu the location, a vector or a batch of them
/// @param chol the lower Cholesky factor of the scale matrix, which is not the covariance
public record MvStudentT(Tensor nu, Tensor mu, Tensor chol) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("nu", nu, "mu", mu, "chol", chol);
    }

    @Override
    public MvStudentT withParameters(List<Tensor> parameters) {
        return new MvStudentT(parameters.get(0), parameters.get(1), parameters.get(2));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public int eventRank() {
        return 1;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                Condition.positive("nu", nu),
                new Condition(diagonal(chol).gt(0), "diagonal(chol) > 0"));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(mu, diagonal(chol), expandDims(nu, -1));
    }

    /// NaN without one degree of freedom more than one.
    @Override
    public Optional<Tensor> mean() {
        var known = expandDims(nu, -1).gt(1);
        return Optional.of(select(known, supportPoint(), constant(Double.NaN)));
    }

    @Override
    public Optional<Tensor> variance() {
        var factor = StudentT.varianceFactor(expandDims(nu, -1));
        return Optional.of(Parameters.broadcast(MvNormal.variances(chol).times(factor), mu));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var z = MvNormal.whitened(chol, value.minus(mu));
        var length = Extent.of(diagonal(chol)).lengths().getLast();
        var half = length.times(0.5);
        var constant = LogGamma.rise(nu.div(2), half).minus(half.times(log(nu.times(Math.PI))));
        var kernel = nu.plus(length).times(0.5).times(log1p(sum(square(z), 0).div(nu)));
        return constant.minus(sum(log(diagonal(chol)), -1)).minus(kernel);
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var normal = MvNormal.product(chol, Draws.normal(Draws.fold(key, 0), shape));
        var half = nu.div(2);
        var events = slice(shape, 0, 0, -1, 1);
        var logGamma = Draws.logGamma(Draws.fold(key, 1), events, half);
        var scale = exp(log(half).minus(logGamma).times(0.5));
        return mu.plus(normal.times(expandDims(scale, -1)));
    }
}
