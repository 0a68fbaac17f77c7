package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The multivariate normal distribution whose covariance is the Kronecker product of smaller ones,
/// as of a Gaussian process on a grid: nothing as large as the covariance is built.
///
/// @param mu the mean, a vector as long as the product of the factors' lengths
/// @param chols the lower Cholesky factors of the covariances, from the left
public record KroneckerNormal(Tensor mu, List<Tensor> chols) implements Distribution {
    public KroneckerNormal {
        chols = List.copyOf(chols);
        if (chols.isEmpty()) {
            throw new ModelException("KroneckerNormal: there are no factors; give at least one");
        }
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        var parameters = new LinkedHashMap<>(Parameters.of("mu", mu));
        for (int k = 0; k < chols.size(); k++) parameters.put("chol" + k, chols.get(k));
        return parameters;
    }

    @Override
    public KroneckerNormal withParameters(List<Tensor> parameters) {
        return new KroneckerNormal(parameters.getFirst(), parameters.subList(1, parameters.size()));
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
        var conditions = new ArrayList<Condition>();
        for (int k = 0; k < chols.size(); k++) {
            var text = "diagonal(chol%d) > 0".formatted(k);
            conditions.add(new Condition(diagonal(chols.get(k)).gt(0), text));
        }
        return conditions;
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(mu, variances());
    }

    private Tensor variances() {
        return outer(chols.stream().map(c -> sum(square(lowerTriangle(c, 0)), -1)).toList());
    }

    /// The Kronecker product of vectors.
    static Tensor outer(List<Tensor> vectors) {
        Tensor product = constant(new double[] {1});
        for (var vector : vectors) {
            product = expandDims(product, -1).times(expandDims(vector, -2));
            product = joinDims(product, product.rank() - 2, 2);
        }
        return product;
    }

    /// The Kronecker product of linear maps applied to vectors along the last axis.
    ///
    /// @param maps each applied to a matrix whose columns it maps
    static Tensor apply(List<UnaryOperator<Tensor>> maps, List<Tensor> lengths, Tensor x) {
        var batch = new ArrayList<>(Extent.of(x).lengths().subList(0, x.rank() - 1));
        Tensor y = x;
        for (int k = 0; k < maps.size(); k++) {
            var shape = new ArrayList<>(batch);
            shape.add(lengths.get(k));
            shape.add(Extent.integer(-1));
            var matrix = reshape(y, stack(shape.toArray(Tensor[]::new)), shape.size());
            var turned = matrixTranspose(maps.get(k).apply(matrix));
            y = joinDims(turned, turned.rank() - 2, 2);
        }
        return y;
    }

    private List<UnaryOperator<Tensor>> maps(Function<Tensor, UnaryOperator<Tensor>> map) {
        return chols.stream().map(map).toList();
    }

    private List<Tensor> lengths() {
        return chols.stream().map(c -> Extent.of(c).lengths().getLast()).toList();
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var solves = maps(c -> x -> solveTriangular(c, x));
        var z = apply(solves, lengths(), value.minus(mu));
        var squares = sum(square(z).times(-0.5).minus(Normal.LOG_SQRT_2_PI), -1);
        var logs = outerSum(chols.stream().map(c -> log(diagonal(c))).toList());
        return squares.minus(sum(logs, -1));
    }

    /// The sums of one entry of each vector, in the order of the Kronecker product.
    private static Tensor outerSum(List<Tensor> vectors) {
        Tensor total = constant(new double[] {0});
        for (var vector : vectors) {
            total = expandDims(total, -1).plus(expandDims(vector, -2));
            total = joinDims(total, total.rank() - 2, 2);
        }
        return total;
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(supportPoint());
    }

    @Override
    public Optional<Tensor> variance() {
        return Optional.of(Parameters.broadcast(variances(), mu));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var products = maps(c -> x -> matmul(lowerTriangle(c, 0), x));
        return mu.plus(apply(products, lengths(), Draws.normal(key, shape)));
    }
}
