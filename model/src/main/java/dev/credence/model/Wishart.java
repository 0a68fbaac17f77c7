package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Index;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The Wishart distribution of symmetric positive definite matrices: the sum of the outer products
/// of `nu` normal vectors of mean zero and covariance `chol chol^T`.
///
/// @param nu the degrees of freedom, not necessarily whole, above the number of rows less one
/// @param chol the lower Cholesky factor of the scale matrix, which is the mean over `nu`
public record Wishart(Tensor nu, Tensor chol) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("nu", nu, "chol", chol);
    }

    @Override
    public Wishart withParameters(List<Tensor> parameters) {
        return new Wishart(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.POSITIVE_DEFINITE;
    }

    @Override
    public List<Condition> conditions() {
        var rows = Extent.of(chol).lengths().getLast();
        return List.of(
                new Condition(nu.gt(rows.minus(1)), "nu > n - 1"),
                new Condition(diagonal(chol).gt(0), "diagonal(chol) > 0"));
    }

    private Tensor scale() {
        var lower = lowerTriangle(chol, 0);
        return matmul(lower, matrixTranspose(lower));
    }

    private Tensor matrices(Tensor x) {
        return expandDims(expandDims(x, -1), -1);
    }

    @Override
    public Tensor supportPoint() {
        return scale().times(matrices(nu));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var triangle = PackedTriangle.lowerOf(chol);
        int n = triangle.n();
        var root = cholesky(value);
        var trace = sum(square(solveTriangular(chol, root)), -1, -2);
        var logDet = sum(log(diagonal(root)), -1).times(2);
        var logDetScale = sum(log(diagonal(chol)), -1).times(2);
        var half = nu.div(2);
        var gammas = lgamma(expandDims(half, -1).minus(triangle.rows(i -> i * 0.5)));
        var constants =
                half.times(logDetScale.plus(n * Math.log(2)))
                        .plus(sum(gammas, -1).plus(n * (n - 1) * Math.log(Math.PI) / 4));
        return nu.minus(n + 1).times(logDet).minus(trace).div(2).minus(constants);
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(supportPoint());
    }

    @Override
    public Optional<Tensor> variance() {
        var scale = scale();
        var variances = diagonal(scale);
        var products = expandDims(variances, -1).times(expandDims(variances, -2));
        return Optional.of(square(scale).plus(products).times(matrices(nu)));
    }

    /// Bartlett's decomposition: chi variables on the diagonal of the factor, normal ones below.
    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var triangle = PackedTriangle.lowerOf(chol);
        var below = lowerTriangle(Draws.normal(Draws.fold(key, 0), shape), -1);
        var half = expandDims(nu, -1).minus(triangle.rows(i -> i)).div(2);
        var rows = shape.get(Index.until(-1));
        var logs = Draws.logGamma(Draws.fold(key, 1), rows, half).plus(Math.log(2));
        var factor = below.plus(diagonalMatrix(exp(logs.div(2))));
        var root = matmul(lowerTriangle(chol, 0), factor);
        return matmul(root, matrixTranspose(root));
    }
}
