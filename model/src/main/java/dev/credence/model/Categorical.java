package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// One of the integers 0 to K - 1 with probabilities `p` along the last axis.
public record Categorical(Tensor p) implements Distribution {
    private static final double TOLERANCE = 1e-6;

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("p", p);
    }

    @Override
    public Categorical withParameters(List<Tensor> parameters) {
        return new Categorical(parameters.getFirst());
    }

    @Override
    public Support support() {
        return Support.integers(constant(0), count(p).minus(1));
    }

    /// The length of the last axis, a constant where it is known.
    private static Tensor count(Tensor table) {
        return Extent.of(table).lengths().getLast();
    }

    @Override
    public List<Condition> conditions() {
        var sums = abs(sum(p, -1).minus(1)).le(TOLERANCE);
        return List.of(Condition.probability("p", p), new Condition(sums, "sum(p) = 1"));
    }

    /// The median.
    @Override
    public Tensor supportPoint() {
        return below(sum(p, -1).times(0.5));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return log(pick(p, value));
    }

    /// The entries of a table at indices along its last axis.
    static Tensor pick(Tensor table, Tensor index) {
        if (table.rank() == 1) return gather(table, cast(index, DType.INT64), 0);
        var chosen = equal(expandDims(index, -1), indices(count(table)));
        return sum(select(chosen, table, constant(0)), -1);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var kept = lessEqual(indices(count(p)), expandDims(value, -1));
        var below = sum(select(kept, p, constant(0)), -1);
        var above = sum(select(kept, constant(0), p), -1);
        return Optional.of(checked(LogProbability.of(below, above)));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(sum(p.times(indices(count(p))), -1));
    }

    @Override
    public Optional<Tensor> variance() {
        var squares = sum(p.times(square(indices(count(p)))), -1);
        return Optional.of(squares.minus(square(mean().orElseThrow())));
    }

    /// The inverse of the distribution function.
    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return below(Draws.uniform(key, shape));
    }

    /// How many of the cumulative probabilities, but the last, are at most `u`.
    private Tensor below(Tensor u) {
        var cumulative = cumulative(p);
        var inner = slice(cumulative, p.rank() - 1, 0, -1, 1);
        return sum(cast(lessEqual(inner, expandDims(u, -1)), DType.INT64), -1);
    }

    /// The sums of the entries up to each, along the last axis.
    static Tensor cumulative(Tensor table) {
        var count = count(table);
        var matrix = reshape(table, stack(Extent.integer(-1), count), 2);
        var sums = matmul(matrix, triangle(count).transpose());
        return reshape(sums, shapeOf(table), table.rank());
    }

    /// The integers from 0 to `count - 1`.
    static Tensor indices(Tensor count) {
        return sum(triangle(count), 1).minus(1);
    }

    private static Tensor triangle(Tensor count) {
        var one = constant(1);
        return lowerTriangle(broadcastTo(one, stack(count, count)), 0);
    }
}
