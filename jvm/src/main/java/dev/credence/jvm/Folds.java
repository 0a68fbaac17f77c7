package dev.credence.jvm;

import dev.credence.graph.Elementwise;
import dev.credence.graph.Reduction;

import java.util.List;

/// What each kind of reduction starts from and how it goes on.
final class Folds {
    private Folds() {}

    /// The result of folding nothing.
    static Expr start(Reduction.Kind fold, Kind kind) {
        return switch (fold) {
            case SUM -> number(kind, 0, 0);
            case PRODUCT -> number(kind, 1, 1);
            case MAX -> number(kind, Double.NEGATIVE_INFINITY, Long.MIN_VALUE);
            case MIN -> number(kind, Double.POSITIVE_INFINITY, Long.MAX_VALUE);
            case ALL -> new Expr.Truth(true);
            case ANY -> new Expr.Truth(false);
        };
    }

    private static Expr number(Kind kind, double real, long whole) {
        return kind == Kind.DOUBLE ? new Expr.Real(real) : new Expr.Whole(whole);
    }

    /// A loop that lays the start of a reduction into all of its results.
    static Code fill(Lowering lowering, Nest.Cells target, Step.Reduce r) {
        var index = lowering.fresh(Kind.INT);
        var at = new Expr.Index(target.offset(), List.of(new Expr.Index.Term(index, 1)));
        var store = new Code.Store(target.slot(), at, start(r.kind(), target.kind()));
        return new Code.Loop(index, new Expr.Count(r.output().size()), 1, List.of(store));
    }

    /// Whether of several axes the first is folded and no other.
    static boolean onlyFirst(boolean... folded) {
        if (folded.length < 2 || !folded[0]) return false;
        for (int axis = 1; axis < folded.length; axis++) if (folded[axis]) return false;
        return true;
    }

    /// One step of folding.
    static Expr fold(Reduction.Kind fold, Kind kind, Expr x, Expr y) {
        return new Expr.Scalar(function(fold), kind, List.of(x, y));
    }

    static Elementwise function(Reduction.Kind fold) {
        return switch (fold) {
            case SUM -> Elementwise.ADD;
            case PRODUCT -> Elementwise.MULTIPLY;
            case MAX -> Elementwise.MAXIMUM;
            case MIN -> Elementwise.MINIMUM;
            case ALL -> Elementwise.AND;
            case ANY -> Elementwise.OR;
        };
    }
}
