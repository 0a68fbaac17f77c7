package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The multivariate normal distribution with mean `mu` and covariance `chol chol^T`.
///
/// Values are vectors of length K along the last axis; the axes before it are a batch.
///
/// @param mu the mean, a vector or a batch of them
/// @param chol the lower Cholesky factor of the covariance, K by K, or a batch of them; what is
///   above the diagonal is not read
public record MvNormal(Tensor mu, Tensor chol) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu, "chol", chol);
    }

    @Override
    public MvNormal withParameters(List<Tensor> parameters) {
        return new MvNormal(parameters.get(0), parameters.get(1));
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
        return List.of(new Condition(diagonal(chol).gt(0), "diagonal(chol) > 0"));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(mu, diagonal(chol));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var z = whitened(chol, value.minus(mu));
        var squares = sum(square(z).times(-0.5).minus(Normal.LOG_SQRT_2_PI), 0);
        return squares.minus(sum(log(diagonal(chol)), -1));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return mu.plus(product(chol, Draws.normal(key, shape)));
    }

    /// The solutions of `chol z = r` for vectors along the last axis; the entries of a solution lie
    /// along the first axis.
    static Tensor whitened(Tensor chol, Tensor r) {
        if (chol.rank() == 2 && r.rank() == 1) return solveTriangular(chol, r);
        if (chol.rank() == 2 && r.rank() == 2) return solveTriangular(chol, r.transpose());
        var z = squeeze(solveTriangular(chol, expandDims(r, -1)), -1);
        return moveAxis(z, -1, 0);
    }

    /// The lower factor times vectors along the last axis.
    static Tensor product(Tensor chol, Tensor z) {
        var lower = lowerTriangle(chol, 0);
        if (chol.rank() == 2) return dot(z, lower.transpose());
        return squeeze(matmul(lower, expandDims(z, -1)), -1);
    }

    /// The diagonal of the covariance.
    static Tensor variances(Tensor chol) {
        return sum(square(lowerTriangle(chol, 0)), -1);
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(supportPoint());
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(Parameters.broadcast(variances(chol), mu));
    }
}
