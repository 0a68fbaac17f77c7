package dev.credence.graph.linalg;

import dev.credence.graph.Apply;
import dev.credence.graph.Contraction;
import dev.credence.graph.GraphException;
import dev.credence.graph.Indexing;
import dev.credence.graph.Inversion;
import dev.credence.graph.LinearAlgebra;
import dev.credence.graph.Op;
import dev.credence.graph.PivotsToPermutation;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Solutions of linear systems and inverses; functions of [LinearAlgebraFunctions].
///
/// The last two axes of a matrix are its rows and columns, axes before them a batch. A right side
/// of rank one is a vector, of any other rank a matrix `(…, n, k)` or a batch of them; the solution
/// has the right side's shape, with the batch of the matrix.
public class SolveFunctions extends FactorFunctions {
    private static final Bands TRIDIAGONAL = new Bands(1, 1);

    protected SolveFunctions() {}

    /// What [#luFactorTridiagonal] gives.
    ///
    /// @param band the diagonals of the matrix, the one above first, for gradients
    /// @param rows both factors, row by row
    /// @param pivots for each row the row it was exchanged with
    public record TridiagonalLu(Tensor band, Tensor rows, Tensor pivots) {}

    /// Solves `a x = b`. Evaluating raises a [dev.credence.graph.ParameterException] if `a` is
    /// singular.
    public static Tensor solve(Tensor a, Tensor b) {
        return solve(a, b, MatrixStructure.GENERAL);
    }

    /// Solves `a x = b` for a matrix of known structure.
    public static Tensor solve(Tensor a, Tensor b, MatrixStructure structure) {
        return switch (structure) {
            case GENERAL -> system(new Inversion.Solve(false), a, b);
            case SYMMETRIC -> {
                var below = Contraction.swapped(lowerTriangle(a, -1));
                yield system(new Inversion.Solve(false), lowerTriangle(a, 0).plus(below), b);
            }
            case POSITIVE_DEFINITE -> choSolve(cholesky(Batched.promoted(a, b)[0]), b);
            case DIAGONAL -> {
                var diagonal = diagonal(a);
                yield b.rank() == 1 ? b.div(diagonal) : b.div(expandDims(diagonal, -1));
            }
            case TRIDIAGONAL -> solveBanded(a, 1, 1, b);
        };
    }

    /// Applies an op on a matrix and a right side that is a matrix.
    private static Tensor system(Op op, Tensor a, Tensor b) {
        return withColumns(b, columns -> Batched.matrices(op, a, columns));
    }

    /// Solves for a right side that may be a vector by what solves for one that is a matrix.
    private static Tensor withColumns(Tensor b, UnaryOperator<Tensor> solver) {
        if (b.rank() != 1) return solver.apply(b);
        var x = solver.apply(expandDims(b, 1));
        return dimShuffle(x, IntStream.range(0, x.rank() - 1).boxed().toArray(Integer[]::new));
    }

    /// Solves `a x = b` for a matrix that is zero outside of `lower` diagonals below and `upper`
    /// above the main one; only these are read.
    public static Tensor solveBanded(Tensor a, int lower, int upper, Tensor b) {
        var bands = new Bands(lower, upper);
        return system(new Bands.Solve(bands, false), Batched.matrix(new Bands.Of(bands), a), b);
    }

    /// Solves a tridiagonal system given by its diagonals: the entries below the diagonal `(…, n -
    /// 1)`, on it `(…, n)` and above it `(…, n - 1)`, in time proportional to `n`.
    public static Tensor solveTridiagonal(Tensor below, Tensor diagonal, Tensor above, Tensor b) {
        var band = tridiagonal(below, diagonal, above);
        return system(new Bands.Solve(TRIDIAGONAL, false), band, b);
    }

    /// The LU factors of a tridiagonal matrix given by its diagonals as in [#solveTridiagonal],
    /// with partial pivoting, for several calls of [#luSolve(TridiagonalLu, Tensor)]. Evaluating
    /// raises a [dev.credence.graph.ParameterException] if the matrix is singular.
    public static TridiagonalLu luFactorTridiagonal(Tensor below, Tensor diagonal, Tensor above) {
        var band = tridiagonal(below, diagonal, above);
        var factors = Batched.all(new BandedFactors(TRIDIAGONAL), List.of(2), band);
        return new TridiagonalLu(band, factors.get(0), factors.get(1));
    }

    /// Solves `a x = b` from the factors of [#luFactorTridiagonal], in time proportional to the
    /// order of `a`; the gradient flows to the diagonals of `a`.
    public static Tensor luSolve(TridiagonalLu factors, Tensor b) {
        var op = new BandedFactors.Solve(TRIDIAGONAL);
        return withColumns(
                b,
                columns ->
                        Batched.all(
                                        op,
                                        List.of(2, 2, 1, 2),
                                        factors.band(),
                                        factors.rows(),
                                        factors.pivots(),
                                        columns)
                                .getFirst());
    }

    /// The band of a tridiagonal matrix.
    private static Tensor tridiagonal(Tensor below, Tensor diagonal, Tensor above) {
        int axis = diagonal.rank() - 1;
        var diagonals = Batched.promoted(below, diagonal, above);
        var zeros = zerosLike(diagonals[1]);
        var last = new Indexing.Range(1, Indexing.Range.END, 1);
        var first = new Indexing.Range(0, -1, 1);
        var top =
                new Apply(new Indexing.SetSlice(axis, last), List.of(zeros, diagonals[2])).output();
        var bottom =
                new Apply(new Indexing.SetSlice(axis, first), List.of(zeros, diagonals[0]))
                        .output();
        return concatenate(
                axis,
                expandDims(top, axis),
                expandDims(diagonals[1], axis),
                expandDims(bottom, axis));
    }

    /// Solves `lower x = b`; only the lower triangle is read.
    public static Tensor solveTriangular(Tensor lower, Tensor b) {
        return solveTriangular(lower, b, Triangle.LOWER);
    }

    /// Solves a triangular system; only the triangle is read. A zero on the diagonal gives
    /// infinities and NaN.
    public static Tensor solveTriangular(Tensor a, Tensor b, Triangle triangle) {
        var lower = triangle.upper() ? Contraction.swapped(a) : a;
        if (triangle.unit()) lower = lowerTriangle(lower, -1).plus(matrixPower(lower, 0));
        boolean transposed = triangle.upper() != triangle.transposed();
        return system(new LinearAlgebra.SolveTriangular(transposed), lower, b);
    }

    /// Solves `a x = b` from the lower Cholesky factor of `a`.
    public static Tensor choSolve(Tensor factor, Tensor b) {
        var back = Triangle.LOWER.transpose();
        return withColumns(
                b, columns -> solveTriangular(factor, solveTriangular(factor, columns), back));
    }

    /// Solves `a x = b` from the factors of [#luFactor]. A zero pivot gives infinities and NaN.
    public static Tensor luSolve(PackedLu factors, Tensor b) {
        var unit = Triangle.LOWER.withUnitDiagonal();
        return withColumns(
                b,
                columns -> {
                    var rows = rows(columns, pivotToPermutation(factors.pivots()));
                    var half = solveTriangular(factors.packed(), rows, unit);
                    return solveTriangular(factors.packed(), half, Triangle.UPPER);
                });
    }

    /// Solves `transpose(a) x = b` from the factors of [#luFactor].
    public static Tensor luSolveTransposed(PackedLu factors, Tensor b) {
        var unit = Triangle.LOWER.withUnitDiagonal().transpose();
        var inverse = new PivotsToPermutation(true);
        var order = Batched.all(inverse, List.of(1), factors.pivots()).getFirst();
        return withColumns(
                b,
                columns -> {
                    var upper = Triangle.UPPER.transpose();
                    var half = solveTriangular(factors.packed(), columns, upper);
                    return rows(solveTriangular(factors.packed(), half, unit), order);
                });
    }

    private static Tensor rows(Tensor x, Tensor order) {
        return Batched.all(new Indexing.Gather(0), List.of(2, 1), x, order).getFirst();
    }

    /// The inverse of a square matrix. Evaluating raises a [dev.credence.graph.ParameterException]
    /// if it is singular.
    public static Tensor inv(Tensor x) {
        return Batched.matrix(new Inversion.Inverse(), x);
    }

    /// Moore and Penrose's inverse; singular values up to 1e-15 of the largest count as zero.
    public static Tensor pinv(Tensor x) {
        return pinv(x, 1e-15);
    }

    /// Moore and Penrose's inverse; singular values up to `tolerance` of the largest count as zero.
    /// The gradient is that of matrices of constant rank.
    public static Tensor pinv(Tensor x, double tolerance) {
        return Batched.matrix(new PseudoInverse(tolerance), x);
    }

    /// The shortest of the vectors or matrices `x` for which the sum of squares of `a x - b` is
    /// least; singular values of `a` up to 1e-15 of the largest count as zero.
    public static Tensor lstsq(Tensor a, Tensor b) {
        return system(new LeastSquares(1e-15), a, b);
    }

    /// What [#leastSquares] finds out about `a x = b`, where `k` is the lesser length of `a`.
    ///
    /// @param solution as [#lstsq] gives it
    /// @param residuals the sums of squares of `a x - b`, one for each column of `b`
    /// @param rank how many singular values of `a` count as not zero, int64
    /// @param singularValues those of `a` in descending order, `(…, k)`
    public record LeastSquaresFit(
            Tensor solution, Tensor residuals, Tensor rank, Tensor singularValues) {}

    /// The solution of [#lstsq] with the residuals, the rank and the singular values.
    public static LeastSquaresFit leastSquares(Tensor a, Tensor b) {
        return leastSquares(a, b, 1e-15);
    }

    /// As [#leastSquares(Tensor, Tensor)]; singular values up to `tolerance` of the largest count
    /// as zero.
    public static LeastSquaresFit leastSquares(Tensor a, Tensor b, double tolerance) {
        var x = system(new LeastSquares(tolerance), a, b);
        var rest = (b.rank() == 1 ? matvec(a, x) : matmul(a, x)).minus(b);
        var values = singularValues(a);
        var largest = max(values, axes(-1).kept());
        return new LeastSquaresFit(
                x,
                sum(square(rest), axes(b.rank() == 1 ? -1 : -2)),
                sum(values.gt(largest.times(tolerance)), axes(-1)),
                values);
    }

    /// The inverse of a tensor as a map from its last axes to its first `count`: `tensordot(
    /// tensorinv(a, count), a, count)` is the identity. No axes are batches, and lengths must be
    /// known.
    public static Tensor tensorinv(Tensor a, int count) {
        checkSquare("tensorinv", a, count);
        int[] dims = a.shape().dims();
        int size = product(dims, 0, count);
        var flat = reshape(a, size, size);
        int[] turned =
                IntStream.range(0, dims.length).map(i -> dims[(i + count) % dims.length]).toArray();
        return reshape(inv(flat), turned);
    }

    /// Solves `tensordot(a, x, x.rank()) = b`; the first axes of `a` are those of `b`, the others
    /// those of the solution. No axes are batches, and lengths must be known.
    public static Tensor tensorsolve(Tensor a, Tensor b) {
        checkSquare("tensorsolve", a, b.rank());
        int[] dims = a.shape().dims();
        int size = product(dims, 0, b.rank());
        var x = solve(reshape(a, size, size), reshape(b, size));
        return reshape(x, IntStream.range(b.rank(), dims.length).map(i -> dims[i]).toArray());
    }

    private static void checkSquare(String what, Tensor a, int count) {
        boolean valid = count > 0 && count < a.rank() && a.shape().isKnown();
        int[] dims = a.shape().dims();
        if (!valid || product(dims, 0, count) != product(dims, count, dims.length)) {
            throw new GraphException(
                            "%s: the first %d and the other lengths of a known shape must have one product, not %s"
                                    .formatted(what, count, a.shape()))
                    .at(SourceLine.here());
        }
    }

    private static int product(int[] dims, int from, int to) {
        int product = 1;
        for (int i = from; i < to; i++) product *= dims[i];
        return product;
    }
}
