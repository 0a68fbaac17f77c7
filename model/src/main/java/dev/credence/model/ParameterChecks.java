package dev.credence.model;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.LinearAlgebra;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Set;
import java.util.function.DoublePredicate;

/// What constant parameters of a distribution must satisfy beyond its conditions: numbers, whole
/// numbers where something is counted, symmetric positive definite covariances.
final class ParameterChecks {
    /// Rounding of a covariance that was computed, relative to its largest entry.
    private static final double SYMMETRIC = 1e-8;

    private final String name;
    private final Distribution distribution;

    private ParameterChecks(String name, Distribution distribution) {
        this.name = name;
        this.distribution = distribution;
    }

    static void run(String name, Distribution distribution) {
        if (distribution instanceof Unobserved) return; // its data are NaN where they are missing
        var checks = new ParameterChecks(name, distribution);
        var counts = counts(distribution);
        distribution
                .parameters()
                .forEach((parameter, x) -> {
                    checks.covariances(parameter, x);
                    if (!ModelChecks.isConstant(x)) return;
                    checks.each(parameter, x, v -> !Double.isNaN(v), "a number");
                    if (counts.contains(parameter))
                        checks.each(parameter, x, v -> v == Math.rint(v), "a whole number");
                });
    }

    /// The parameters that count something.
    private static Set<String> counts(Distribution distribution) {
        return switch (distribution) {
            case Binomial d -> Set.of("n");
            case BinomialLogit d -> Set.of("n");
            case BetaBinomial d -> Set.of("n");
            case Multinomial d -> Set.of("n");
            case DirichletMultinomial d -> Set.of("n");
            case OrderedMultinomial d -> Set.of("n");
            case DiscreteUniform d -> Set.of("lower", "upper");
            case HyperGeometric d -> d.parameters().keySet();
            default -> Set.of();
        };
    }

    private void each(String parameter, Tensor x, DoublePredicate holds, String wanted) {
        var values = ModelChecks.evaluate(x);
        if (values.dtype() == DType.BOOL) return;
        for (int i = 0; i < values.size(); i++) {
            if (holds.test(values.element(i))) continue;
            throw failure(
                    "%s is %s%s and must be %s"
                            .formatted(
                                    parameter,
                                    Formula.number(NdArray.scalar(values.element(i))),
                                    ModelChecks.position(values.shape(), i),
                                    wanted));
        }
    }

    /// Constant matrices that are factored.
    private void covariances(String parameter, Tensor x) {
        for (var node : GraphWalk.topological(List.of(x))) {
            if (!(node.op() instanceof LinearAlgebra.Cholesky)) continue;
            if (!ModelChecks.isConstant(node.input(0))) continue;
            var matrix = ModelChecks.evaluate(node.input(0));
            symmetric(parameter, matrix);
            double last = ModelChecks.evaluate(node.output()).element(matrix.size() - 1);
            if (Double.isNaN(last)) {
                throw failure(
                        "the matrix of '%s' is not positive definite; a covariance matrix must be"
                                .formatted(parameter));
            }
        }
    }

    private void symmetric(String parameter, NdArray matrix) {
        int n = matrix.dim(matrix.rank() - 1);
        double largest = 0;
        for (int i = 0; i < matrix.size(); i++)
            largest = Math.max(largest, Math.abs(matrix.element(i)));
        for (int at = 0; at < matrix.size(); at++) {
            int row = at / n % n;
            int column = at % n;
            int mirrored = at + (column - row) * (n - 1);
            double difference = matrix.element(at) - matrix.element(mirrored);
            if (Math.abs(difference) <= SYMMETRIC * largest) continue;
            throw failure(
                    "the matrix of '%s' is not symmetric: entry [%d, %d] is %s but [%d, %d] is %s"
                            .formatted(
                                    parameter,
                                    row,
                                    column,
                                    matrix.element(at),
                                    column,
                                    row,
                                    matrix.element(mirrored)));
        }
    }

    private ModelException failure(String what) {
        return new ModelException(
                "'%s' ~ %s: %s".formatted(name, Formula.of(distribution), what), SourceLine.here());
    }
}
