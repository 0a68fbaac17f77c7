package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The matrix normal distribution: the covariance of two entries is that of their rows times that
/// of their columns.
///
/// @param mu the mean, a matrix or a batch of them
/// @param rowchol the lower Cholesky factor of the covariance of the rows
/// @param colchol the lower Cholesky factor of the covariance of the columns
public record MatrixNormal(Tensor mu, Tensor rowchol, Tensor colchol) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu, "rowchol", rowchol, "colchol", colchol);
    }

    @Override
    public MatrixNormal withParameters(List<Tensor> parameters) {
        return new MatrixNormal(parameters.get(0), parameters.get(1), parameters.get(2));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public int eventRank() {
        return 2;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                new Condition(diagonal(rowchol).gt(0), "diagonal(rowchol) > 0"),
                new Condition(diagonal(colchol).gt(0), "diagonal(colchol) > 0"));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(mu, products());
    }

    /// The variances of the rows times those of the columns.
    private Tensor products() {
        var rows = sum(square(lowerTriangle(rowchol, 0)), -1);
        var columns = sum(square(lowerTriangle(colchol, 0)), -1);
        return expandDims(rows, -1).times(expandDims(columns, -2));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var rows = solveTriangular(rowchol, value.minus(mu));
        var z = solveTriangular(colchol, matrixTranspose(rows));
        var squares = sum(square(z).times(-0.5).minus(Normal.LOG_SQRT_2_PI), -1, -2);
        var lengths = Extent.of(z).lengths();
        var byRows = sum(log(diagonal(rowchol)), -1).times(lengths.get(z.rank() - 2));
        var byColumns = sum(log(diagonal(colchol)), -1).times(lengths.getLast());
        return squares.minus(byRows).minus(byColumns);
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(supportPoint());
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(Parameters.broadcast(products(), mu));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var rows = matmul(lowerTriangle(rowchol, 0), Draws.normal(key, shape));
        return mu.plus(matmul(rows, matrixTranspose(lowerTriangle(colchol, 0))));
    }
}
