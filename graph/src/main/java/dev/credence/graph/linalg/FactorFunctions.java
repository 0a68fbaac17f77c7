package dev.credence.graph.linalg;

import dev.credence.graph.Contraction;
import dev.credence.graph.Decomposition;
import dev.credence.graph.Indexing;
import dev.credence.graph.Inversion;
import dev.credence.graph.LinearAlgebra;
import dev.credence.graph.PivotsToPermutation;
import dev.credence.graph.Tensor;

import java.util.List;

/// Factorisations of matrices and what is read off them; functions of [LinearAlgebraFunctions].
///
/// The last two axes of a tensor are one matrix, the axes before them a batch.
public class FactorFunctions extends ProductFunctions {
    protected FactorFunctions() {}

    /// `A = P L U`: a permutation matrix, a lower triangle with unit diagonal, an upper triangle.
    public record LuFactors(Tensor p, Tensor l, Tensor u) {}

    /// The compact form of the same: `L` below the diagonal of `packed` and `U` on and above it,
    /// and for each row the row it was exchanged with.
    public record PackedLu(Tensor packed, Tensor pivots) {}

    /// `A = Q R`: orthonormal columns and an upper triangle.
    public record QrFactors(Tensor q, Tensor r) {}

    /// `A = U diag(s) Vt`: orthonormal columns, singular values in descending order, orthonormal
    /// rows.
    public record SvdFactors(Tensor u, Tensor s, Tensor vt) {}

    /// Eigenvalues, ascending, and eigenvectors as columns.
    public record SymmetricEigenpairs(Tensor values, Tensor vectors) {}

    /// Complex eigenvalues and eigenvectors, as columns, in real and imaginary parts.
    public record ComplexEigenpairs(
            Tensor real, Tensor imaginary, Tensor realVectors, Tensor imaginaryVectors) {}

    /// `A = Z T transpose(Z)`: a quasi-triangular and an orthogonal matrix.
    public record SchurFactors(Tensor t, Tensor z) {}

    /// The sign of a determinant and the logarithm of its absolute value.
    public record SignedLogDet(Tensor sign, Tensor logAbsDet) {}

    /// The lower Cholesky factor of a symmetric positive definite matrix, of which only the lower
    /// triangle is read; NaN throughout if it is not positive definite, so that a density at such a
    /// point is NaN. To have an error instead use [#checkedCholesky].
    public static Tensor cholesky(Tensor x) {
        return Batched.matrix(new LinearAlgebra.Cholesky(), x);
    }

    /// As [#cholesky], but evaluating raises a [dev.credence.graph.ParameterException] that names
    /// the pivot if the matrix is not positive definite.
    public static Tensor checkedCholesky(Tensor x) {
        return Batched.matrices(new CholeskyCheck(), cholesky(x), x);
    }

    /// The LU factors of a square matrix, with partial pivoting.
    public static LuFactors lu(Tensor x) {
        var factors = luFactor(x);
        var strictlyLower = lowerTriangle(factors.packed, -1);
        var identity = matrixPower(factors.packed, 0);
        var order =
                Batched.all(new PivotsToPermutation(true), List.of(1), factors.pivots).getFirst();
        var p = Batched.all(new Indexing.Gather(0), List.of(2, 1), identity, order).getFirst();
        return new LuFactors(p, strictlyLower.plus(identity), factors.packed.minus(strictlyLower));
    }

    /// The LU factors of a square matrix in compact form, for [SolveFunctions#luSolve].
    public static PackedLu luFactor(Tensor x) {
        var outputs = Batched.all(new Decomposition.LuFactor(), List.of(2), x);
        return new PackedLu(outputs.get(0), outputs.get(1));
    }

    /// The permutation `p` with `A[p] = L U` that the row exchanges of [#luFactor] amount to.
    public static Tensor pivotToPermutation(Tensor pivots) {
        return Batched.all(new PivotsToPermutation(false), List.of(1), pivots).getFirst();
    }

    /// The reduced QR factors of an `m x n` matrix: `Q` has `min(m, n)` columns. The gradient is
    /// that of matrices whose leading square block or columns are independent.
    public static QrFactors qr(Tensor x) {
        return qr(x, false);
    }

    /// The QR factors; if `complete`, `Q` is square.
    public static QrFactors qr(Tensor x, boolean complete) {
        var outputs = Batched.all(new Decomposition.Qr(complete), List.of(2), x);
        return new QrFactors(outputs.get(0), outputs.get(1));
    }

    /// The thin singular value decomposition: as many singular vectors as values.
    public static SvdFactors svd(Tensor x) {
        return svd(x, false);
    }

    /// The singular value decomposition; if `full`, `U` and `Vt` are square.
    public static SvdFactors svd(Tensor x, boolean full) {
        var outputs = Batched.all(new Decomposition.Svd(full), List.of(2), x);
        return new SvdFactors(outputs.get(0), outputs.get(1), outputs.get(2));
    }

    /// The singular values in descending order.
    public static Tensor singularValues(Tensor x) {
        return svd(x).s;
    }

    /// The eigenvalues and orthonormal eigenvectors of a symmetric matrix, of which only the lower
    /// triangle is read.
    public static SymmetricEigenpairs eigh(Tensor x) {
        var outputs = Batched.all(new Decomposition.Eigh(), List.of(2), x);
        return new SymmetricEigenpairs(outputs.get(0), outputs.get(1));
    }

    /// Solves `a v = w b v` for a symmetric `a` and a symmetric positive definite `b`, of both of
    /// which only the lower triangles are read; the eigenvectors have `transpose(v) b v = 1`.
    public static SymmetricEigenpairs eigh(Tensor a, Tensor b) {
        var l = cholesky(b);
        var lower = lowerTriangle(a, -1);
        var symmetric = lowerTriangle(a, 0).plus(Contraction.swapped(lower));
        var half = triangular(l, symmetric, false);
        var reduced = triangular(l, Contraction.swapped(half), false);
        var pairs = eigh(reduced);
        return new SymmetricEigenpairs(pairs.values, triangular(l, pairs.vectors, true));
    }

    static Tensor triangular(Tensor lower, Tensor b, boolean transposed) {
        return Batched.matrices(new LinearAlgebra.SolveTriangular(transposed), lower, b);
    }

    /// The eigenvalues of a symmetric matrix, ascending.
    public static Tensor eigvalsh(Tensor x) {
        return eigh(x).values;
    }

    /// The eigenvalues of [#eigh(Tensor, Tensor)].
    public static Tensor eigvalsh(Tensor a, Tensor b) {
        return eigh(a, b).values;
    }

    /// The eigenvalues and eigenvectors of any square matrix, which may be complex; they have no
    /// gradient.
    public static ComplexEigenpairs eig(Tensor x) {
        var outputs = Batched.all(new Eig(), List.of(2), x);
        return new ComplexEigenpairs(
                outputs.get(0), outputs.get(1), outputs.get(2), outputs.get(3));
    }

    /// The real Schur form of a square matrix; it has no gradient.
    public static SchurFactors schur(Tensor x) {
        var outputs = Batched.all(new Schur(), List.of(2), x);
        return new SchurFactors(outputs.get(0), outputs.get(1));
    }

    /// The determinant; its gradient exists for singular matrices too.
    public static Tensor det(Tensor x) {
        return Batched.matrix(new Inversion.Det(), x);
    }

    /// The sign of the determinant and the logarithm of its absolute value; `(0, -∞)` for a
    /// singular matrix.
    public static SignedLogDet slogdet(Tensor x) {
        var outputs = Batched.all(new Inversion.SlogDet(), List.of(2), x);
        return new SignedLogDet(outputs.get(0), outputs.get(1));
    }

    /// The logarithm of the absolute value of the determinant.
    public static Tensor logdet(Tensor x) {
        return slogdet(x).logAbsDet;
    }
}
