package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.SequencedMap;

/// The multivariate normal distribution with mean `mu` and covariance `chol chol^T`.
///
/// Values are vectors of length K, or matrices whose rows are independent draws.
///
/// @param mu the mean, a vector or a matrix of such rows
/// @param chol the lower Cholesky factor of the covariance, K by K; what is above the diagonal is
///   not read
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
        var r = value.minus(mu);
        var z = r.rank() == 1 ? solveTriangular(chol, r) : solveTriangular(chol, r.transpose());
        var squares = sum(square(z).times(-0.5).minus(Normal.LOG_SQRT_2_PI), 0);
        return squares.minus(sum(log(diagonal(chol))));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var lower = lowerTriangle(chol, 0);
        return mu.plus(dot(Draws.normal(key, shape), lower.transpose()));
    }
}
