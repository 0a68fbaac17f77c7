package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;
import dev.credence.graph.linalg.Triangle;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The intrinsic conditional autoregressive distribution of values on a graph: differences of
/// neighbours are normal with standard deviation `sigma`, and the sum is near zero (Besag, York and
/// Mollie 1991; Morris et al. 2019).
///
/// Without the condition on the sum the density has no integral, so the factor in front is a
/// convention: that of as many normal variables as there are places.
///
/// @param w the symmetric adjacency matrix of zeros and ones
/// @param sigma the standard deviation of differences, a scalar for each vector
/// @param zeroSumStdev the standard deviation of the mean of all values
public record ICAR(Tensor w, Tensor sigma, Tensor zeroSumStdev) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("W", w, "sigma", sigma, "zero_sum_stdev", zeroSumStdev);
    }

    @Override
    public ICAR withParameters(List<Tensor> parameters) {
        return new ICAR(parameters.get(0), parameters.get(1), parameters.get(2));
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
                CAR.symmetric(w),
                Condition.positive("sigma", sigma),
                Condition.positive("zero_sum_stdev", zeroSumStdev));
    }

    private Tensor count() {
        return Extent.of(w).lengths().getLast();
    }

    @Override
    public Tensor supportPoint() {
        return sum(w, -1).plus(expandDims(sigma.plus(zeroSumStdev), -1)).times(0);
    }

    /// Neighbours' squared differences add up to `x^T (D - W) x`; differences are taken from the
    /// mean, which keeps digits.
    @Override
    public Tensor logpInside(Tensor value) {
        var n = count();
        var total = sum(value, -1);
        var r = value.minus(expandDims(total.div(n), -1));
        var squares = sum(r.times(sum(w, -1).times(r).minus(matvec(w, r))), -1);
        var pairs = squares.div(square(sigma)).times(-0.5);
        var each = log(sigma).plus(Normal.LOG_SQRT_2_PI).times(n);
        var sums = new Normal(constant(0), zeroSumStdev.times(n)).logpInside(total);
        return pairs.minus(each).plus(sums);
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(supportPoint());
    }

    /// Normal with the precision of the density, which the condition on the sum makes definite
    /// where the graph is connected.
    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var n = count();
        var laplacian = diagonalMatrix(sum(w, -1)).minus(w);
        var ties = expandDims(expandDims(square(sigma.div(zeroSumStdev.times(n))), -1), -1);
        var root = cholesky(laplacian.plus(ties));
        var z = expandDims(Draws.normal(key, shape), -1);
        var x = solveTriangular(root, z, Triangle.LOWER.transpose());
        return sum(x, -1).times(expandDims(sigma, -1));
    }
}
