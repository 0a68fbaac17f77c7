package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Apply;
import dev.credence.graph.Indexing;
import dev.credence.graph.Reduction;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;

/// The set of values that a distribution gives, in words, as a test and with the [Transform] that
/// frees it.
public sealed interface Support {
    /// Whether values lie in the support, one answer for each event.
    Tensor contains(Tensor value);

    /// The default transform to unconstrained space; empty where none is needed or, for integers,
    /// possible.
    Optional<Transform> transform();

    /// Whether the values are integers.
    default boolean isDiscrete() {
        return false;
    }

    /// The number of axes on the right that belong to one value.
    default int eventRank() {
        return 0;
    }

    /// The tensors that bound it, if any; they may depend on random variables.
    default List<Tensor> bounds() {
        return List.of();
    }

    Support REAL = new Real();
    Support POSITIVE = new Positive(true);
    Support NONNEGATIVE = new Positive(false);
    Support UNIT_INTERVAL = new UnitInterval();
    Support CIRCLE = new Circle();
    Support SIMPLEX = new Simplex();
    Support ORDERED = new Ordered(false);
    Support POSITIVE_ORDERED = new Ordered(true);
    Support ZERO_SUM = new ZeroSum();
    Support POSITIVE_DEFINITE = new PositiveDefinite();
    Support NONNEGATIVE_INTEGER = new NonNegativeInteger();
    Support BINARY = integers(constant(0), constant(1));

    /// The closed interval between two bounds, which may be infinite.
    static Support interval(Tensor lower, Tensor upper) {
        return new Interval(lower, upper);
    }

    /// The integers from `lower` to `upper`, both included.
    static Support integers(Tensor lower, Tensor upper) {
        return new IntegerRange(lower, upper);
    }

    /// Vectors of counts along the last axis whose sum is `total`.
    static Support counts(Tensor total) {
        return new Counts(total);
    }

    /// All real numbers.
    record Real() implements Support {
        @Override
        public Tensor contains(Tensor value) {
            return not(isNaN(value));
        }

        @Override
        public Optional<Transform> transform() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "real";
        }
    }

    /// Positive numbers, without zero if `strict`.
    record Positive(boolean strict) implements Support {
        @Override
        public Tensor contains(Tensor value) {
            return strict ? value.gt(0) : value.ge(0);
        }

        @Override
        public Optional<Transform> transform() {
            return Optional.of(Transform.LOG);
        }

        @Override
        public String toString() {
            return strict ? "positive" : "non-negative";
        }
    }

    /// The open interval from 0 to 1.
    record UnitInterval() implements Support {
        @Override
        public Tensor contains(Tensor value) {
            return and(value.gt(0), value.lt(1));
        }

        @Override
        public Optional<Transform> transform() {
            return Optional.of(Transform.LOGODDS);
        }

        @Override
        public String toString() {
            return "between 0 and 1";
        }
    }

    /// Angles from -pi to pi, whose ends are one point.
    record Circle() implements Support {
        @Override
        public Tensor contains(Tensor value) {
            return abs(value).le(Math.PI);
        }

        @Override
        public Optional<Transform> transform() {
            return Optional.of(Transform.CIRCULAR);
        }

        @Override
        public String toString() {
            return "an angle between -pi and pi";
        }
    }

    /// A closed interval.
    record Interval(Tensor lower, Tensor upper) implements Support {
        @Override
        public Tensor contains(Tensor value) {
            return and(value.ge(lower), value.le(upper));
        }

        @Override
        public Optional<Transform> transform() {
            return Optional.of(Transform.interval(lower, upper));
        }

        @Override
        public List<Tensor> bounds() {
            return List.of(lower, upper);
        }

        @Override
        public String toString() {
            return "between %s and %s".formatted(Formula.of(lower), Formula.of(upper));
        }
    }

    /// Vectors along the last axis that are positive and sum to one.
    record Simplex() implements Support {
        private static final double TOLERANCE = 1e-6;

        @Override
        public Tensor contains(Tensor value) {
            int last = value.rank() - 1;
            var whole = abs(sum(value, last).minus(1)).le(TOLERANCE);
            return and(allAlongLast(value.gt(0)), whole);
        }

        @Override
        public Optional<Transform> transform() {
            return Optional.of(Transform.SIMPLEX);
        }

        @Override
        public int eventRank() {
            return 1;
        }

        @Override
        public String toString() {
            return "positive with sum 1";
        }
    }

    /// Strictly ascending vectors along the last axis.
    record Ordered(boolean positive) implements Support {
        @Override
        public Tensor contains(Tensor value) {
            int last = value.rank() - 1;
            var tail = slice(value, last, 1, Indexing.Range.END, 1);
            var ascending = allAlongLast(tail.gt(slice(value, last, 0, -1, 1)));
            return positive ? and(ascending, allAlongLast(value.gt(0))) : ascending;
        }

        @Override
        public Optional<Transform> transform() {
            return Optional.of(positive ? Transform.POSITIVE_ORDERED : Transform.ORDERED);
        }

        @Override
        public int eventRank() {
            return 1;
        }

        @Override
        public String toString() {
            return positive ? "positive and ascending" : "ascending";
        }
    }

    /// 0, 1, 2, …
    record NonNegativeInteger() implements Support {
        @Override
        public Tensor contains(Tensor value) {
            return value.ge(0);
        }

        @Override
        public Optional<Transform> transform() {
            return Optional.empty();
        }

        @Override
        public boolean isDiscrete() {
            return true;
        }

        @Override
        public String toString() {
            return "non-negative integers";
        }
    }

    /// A range of integers.
    record IntegerRange(Tensor lower, Tensor upper) implements Support {
        @Override
        public Tensor contains(Tensor value) {
            return and(value.ge(lower), value.le(upper));
        }

        @Override
        public Optional<Transform> transform() {
            return Optional.empty();
        }

        @Override
        public boolean isDiscrete() {
            return true;
        }

        @Override
        public List<Tensor> bounds() {
            return List.of(lower, upper);
        }

        @Override
        public String toString() {
            return "integers from %s to %s".formatted(Formula.of(lower), Formula.of(upper));
        }
    }

    /// Vectors along the last axis that sum to zero.
    record ZeroSum() implements Support {
        private static final double TOLERANCE = 1e-6;

        @Override
        public Tensor contains(Tensor value) {
            int last = value.rank() - 1;
            var size = sum(abs(value), last).plus(1);
            return abs(sum(value, last)).le(size.times(TOLERANCE));
        }

        @Override
        public Optional<Transform> transform() {
            return Optional.of(Transform.ZERO_SUM);
        }

        @Override
        public int eventRank() {
            return 1;
        }

        @Override
        public String toString() {
            return "real with sum 0";
        }
    }

    /// Vectors of counts along the last axis with a given sum.
    record Counts(Tensor total) implements Support {
        @Override
        public Tensor contains(Tensor value) {
            var whole = equal(sum(value, value.rank() - 1), total);
            return and(allAlongLast(value.ge(0)), whole);
        }

        @Override
        public Optional<Transform> transform() {
            return Optional.empty();
        }

        @Override
        public boolean isDiscrete() {
            return true;
        }

        @Override
        public int eventRank() {
            return 1;
        }

        @Override
        public List<Tensor> bounds() {
            return List.of(total);
        }

        @Override
        public String toString() {
            return "counts with sum %s".formatted(Formula.of(total));
        }
    }

    /// The open edge: a set of values that a distribution of one's own needs, as a record.
    non-sealed interface Custom extends Support {}

    private static Tensor allAlongLast(Tensor x) {
        var all = new Reduction(Reduction.Kind.ALL, List.of(x.rank() - 1), false);
        return new Apply(all, List.of(x)).output();
    }
}
