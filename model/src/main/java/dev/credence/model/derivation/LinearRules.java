package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Apply;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.arrays.CumulativeSum;

import java.util.Optional;

/// The laws of running sums, and of products with a given square matrix.
final class LinearRules {
    private LinearRules() {}

    static Law cumulative(Law law, CumulativeSum op, Tensor x) {
        return new LinearLaw(
                law, v -> differences(v, op), constant(0.0), law.eventRank() > 0, x.rank());
    }

    private static Tensor differences(Tensor value, CumulativeSum op) {
        var sums = op.reversed() ? flip(value, op.axis()) : value;
        var first = slice(sums, op.axis(), 0, 1, 1);
        var steps = concatenate(op.axis(), first, diff(sums, op.axis()));
        return op.reversed() ? flip(steps, op.axis()) : steps;
    }

    static Optional<Law> product(Derivation derivation, Apply node) {
        boolean right = derivation.isRandom(node.input(1));
        var matrix = node.input(right ? 0 : 1);
        var x = node.input(right ? 1 : 0);
        if (derivation.isRandom(matrix) || !isSquare(matrix)) return Optional.empty();
        var law = derivation.law(x);
        if (law.kind() != Law.Kind.CONTINUOUS) return Optional.empty();
        var columns = cast(slice(LogTerms.shapeOf(x), 0, right ? 1 : 0), matrix.dtype());
        var logSlope = slogdet(matrix).logAbsDet().times(columns).unaryMinus();
        return Optional.of(
                new LinearLaw(
                        law,
                        v ->
                                right
                                        ? solve(matrix, v)
                                        : solve(matrix.transpose(), v.transpose()).transpose(),
                        logSlope,
                        true,
                        2));
    }

    private static boolean isSquare(Tensor matrix) {
        int n = matrix.shape().dim(0);
        return n != Shape.UNKNOWN && n == matrix.shape().dim(1);
    }
}
