package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;
import dev.credence.graph.linalg.Triangle;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The conditional autoregressive distribution of values on a graph: normal with mean `mu` and
/// precision `tau (D - alpha W)`, where `D` is diagonal with the row sums of `W` (Jin, Carlin and
/// Banerjee 2005).
///
/// @param mu the mean, a vector with one entry for each place
/// @param w the symmetric adjacency matrix; each place needs a neighbour
/// @param alpha how much neighbours share, between -1 and 1
/// @param tau the precision
public record CAR(Tensor mu, Tensor w, Tensor alpha, Tensor tau) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("mu", mu, "W", w, "alpha", alpha, "tau", tau);
    }

    @Override
    public CAR withParameters(List<Tensor> parameters) {
        return new CAR(parameters.get(0), parameters.get(1), parameters.get(2), parameters.get(3));
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
                symmetric(w),
                new Condition(degrees().gt(0), "sum(W) > 0 in each row"),
                new Condition(and(alpha.gt(-1), alpha.lt(1)), "-1 < alpha < 1"),
                Condition.positive("tau", tau));
    }

    static Condition symmetric(Tensor w) {
        return new Condition(equal(w, matrixTranspose(w)), "W is symmetric");
    }

    private Tensor degrees() {
        return sum(w, -1);
    }

    @Override
    public Tensor supportPoint() {
        var zeros = degrees().times(0).plus(expandDims(alpha.times(tau).times(0), -1));
        return Parameters.broadcast(mu, zeros);
    }

    /// The determinant is that of `D` times that of `1 - alpha D^(-1/2) W D^(-1/2)`, whose
    /// eigenvalues do not depend on `alpha`.
    @Override
    public Tensor logpInside(Tensor value) {
        var r = value.minus(mu);
        var root = sqrt(degrees());
        var scaled = w.div(expandDims(root, -1)).div(expandDims(root, -2));
        var factors = log1p(expandDims(alpha, -1).times(eigvalsh(scaled)).unaryMinus());
        var logDet = factors.plus(log(degrees())).plus(expandDims(log(tau), -1));
        var own = sum(degrees().times(square(r)), -1);
        var squares = own.minus(alpha.times(sum(r.times(matvec(w, r)), -1))).times(tau);
        var half = sum(logDet.times(0.5).minus(Normal.LOG_SQRT_2_PI), -1);
        return half.minus(squares.times(0.5));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(supportPoint());
    }

    @Override
    public Optional<Tensor> variance() {
        var precision =
                diagonalMatrix(degrees()).minus(expandDims(expandDims(alpha, -1), -1).times(w));
        return Optional.of(diagonal(inv(precision)).div(expandDims(tau, -1)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var shared = expandDims(expandDims(alpha, -1), -1).times(w);
        var precision = diagonalMatrix(degrees()).minus(shared);
        var z = expandDims(Draws.normal(key, shape), -1);
        var x = solveTriangular(cholesky(precision), z, Triangle.LOWER.transpose());
        return mu.plus(sum(x, -1).div(expandDims(sqrt(tau), -1)));
    }
}
