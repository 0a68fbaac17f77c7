package dev.credence.graph;

import static dev.credence.graph.MatrixProperty.*;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// Rules of decompositions of diagonal and triangular matrices, which need no iteration: their
/// entries are sorted, or there is nothing to do.
final class DecompositionRules {
    private DecompositionRules() {}

    static List<Rewriter> all() {
        return List.of(
                NodeRule.canonicalAll(
                        "Eigh(D) = sorted Diagonal(D), columns of I in that order where D is"
                                + " diagonal",
                        Decomposition.Eigh.class,
                        a -> diagonal(a).map(DecompositionRules::eigen)),
                NodeRule.canonicalAll(
                        "Svd(D) = columns of I and signs, sorted abs(Diagonal(D)), rows of I where"
                                + " D is diagonal",
                        Decomposition.Svd.class,
                        a -> diagonal(a).map(DecompositionRules::singular)),
                NodeRule.canonicalAll(
                        "Qr(U) = I, U where U is upper triangular",
                        Decomposition.Qr.class,
                        a ->
                                square(a)
                                        .filter(u -> MatrixFacts.is(UPPER_TRIANGULAR, u))
                                        .map(u -> List.of(MatrixTypes.identityLike(u), u))),
                NodeRule.canonicalAll(
                        "LuFactor(U) = U, 0, 1, 2, ... where U is upper triangular",
                        Decomposition.LuFactor.class,
                        a ->
                                square(a)
                                        .filter(u -> MatrixFacts.is(UPPER_TRIANGULAR, u))
                                        .map(u -> List.of(u, positions(u.shape().dim(0))))));
    }

    private static Optional<Tensor> square(Apply node) {
        var x = node.input(0);
        boolean fits =
                x.dtype() == DType.FLOAT64
                        && x.shape().isKnown()
                        && x.shape().dim(0) == x.shape().dim(1);
        return fits ? Optional.of(x) : Optional.empty();
    }

    private static Optional<Tensor> diagonal(Apply node) {
        return square(node).filter(x -> MatrixFacts.is(DIAGONAL, x)).map(Tensors::diagonal);
    }

    private static Tensor positions(int n) {
        long[] at = new long[n];
        for (int i = 0; i < n; i++) at[i] = i;
        return new Constant(NdArray.of(at, n));
    }

    private static List<Tensor> eigen(Tensor d) {
        var places = places(d);
        return List.of(moved(d, places), places.cast(DType.FLOAT64));
    }

    private static List<Tensor> singular(Tensor d) {
        var size = Tensors.abs(d);
        var places = places(size.unaryMinus());
        var signs = Tensors.select(d.lt(0), Tensors.constant(-1.0), Tensors.constant(1.0));
        var one = places.cast(DType.FLOAT64);
        return List.of(
                one.times(Tensors.dimShuffle(signs, 0, -1)), moved(size, places), one.transpose());
    }

    /// Whether entry `i` of a vector is the one at place `j` once sorted, smallest first and equal
    /// ones in their order, as a matrix.
    private static Tensor places(Tensor d) {
        int n = d.shape().dim(0);
        var row = Tensors.dimShuffle(d, -1, 0);
        var column = Tensors.dimShuffle(d, 0, -1);
        var at = positions(n);
        var earlier = Tensors.less(Tensors.dimShuffle(at, -1, 0), Tensors.dimShuffle(at, 0, -1));
        var before =
                Tensors.or(
                        Tensors.less(row, column),
                        Tensors.and(Tensors.equal(row, column), earlier));
        var place = Tensors.sum(before.cast(DType.INT64), 1);
        return Tensors.equal(Tensors.dimShuffle(place, 0, -1), Tensors.dimShuffle(at, -1, 0));
    }

    private static Tensor moved(Tensor d, Tensor places) {
        var column = Tensors.dimShuffle(d, 0, -1);
        return Tensors.sum(Tensors.select(places, column, Tensors.constant(0.0)), 0);
    }
}
