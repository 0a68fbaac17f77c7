package dev.credence.graph.linalg;

import dev.credence.graph.Apply;
import dev.credence.graph.Assumption;
import dev.credence.graph.Contraction;
import dev.credence.graph.MatrixProperty;
import dev.credence.graph.Tensor;

import java.util.List;

/// Linear algebra on tensors whose last two axes are matrices: functions and norms of matrices and
/// matrix equations, and, by inheritance, solutions, factorisations and products.
public class LinearAlgebraFunctions extends SolveFunctions {
    protected LinearAlgebraFunctions() {}

    /// One matrix itself, of which the user knows more than the way it is made tells: systems,
    /// inverses, determinants and decompositions of it are then computed in the cheaper way.
    ///
    /// Nobody checks that the matrix has the property; if it has not, results are wrong. Of a
    /// symmetric matrix either triangle may be read.
    ///
    /// ```java
    /// var x = solve(assume(rotation, MatrixProperty.ORTHOGONAL), b);
    /// ```
    public static Tensor assume(Tensor matrix, MatrixProperty property) {
        return new Apply(new Assumption(property), List.of(matrix)).output();
    }

    /// The exponential of a square matrix.
    public static Tensor expm(Tensor x) {
        return Batched.matrix(new Expm(), x);
    }

    /// A norm of a matrix, one for each of a batch. The norms by singular values have no gradient
    /// where these coincide at zero, the others none at ties.
    public static Tensor norm(Tensor x, MatrixNorm norm) {
        int rows = x.rank() - 2;
        int columns = x.rank() - 1;
        return switch (norm) {
            case FROBENIUS -> sqrt(sum(square(x), rows, columns));
            case NUCLEAR -> sum(singularValues(x), rows);
            case SPECTRAL -> max(singularValues(x), rows);
            case SMALLEST_SINGULAR -> min(singularValues(x), rows);
            case COLUMN_SUM -> max(sum(abs(x), rows), rows);
            case SMALLEST_COLUMN_SUM -> min(sum(abs(x), rows), rows);
            case ROW_SUM -> max(sum(abs(x), columns), rows);
            case SMALLEST_ROW_SUM -> min(sum(abs(x), columns), rows);
        };
    }

    /// The solution of `a x + x b = c`. Evaluating raises a [dev.credence.graph.ParameterException]
    /// if an eigenvalue of `a` is the negative of one of `b`.
    public static Tensor solveSylvester(Tensor a, Tensor b, Tensor c) {
        return Batched.all(new SylvesterSolution(), List.of(2, 2, 2), a, b, c).getFirst();
    }

    /// The solution of `a x + x transpose(a) = q`.
    public static Tensor solveContinuousLyapunov(Tensor a, Tensor q) {
        return solveSylvester(a, Contraction.swapped(a), q);
    }

    /// The solution of `a x transpose(a) - x + q = 0`: the stationary covariance of `z' = a z + e`
    /// with noise of covariance `q`. Evaluating raises a [dev.credence.graph.ParameterException] if
    /// two eigenvalues of `a` have the product 1.
    public static Tensor solveDiscreteLyapunov(Tensor a, Tensor q) {
        return Batched.matrices(new LyapunovSolution(), a, q);
    }

    /// The stabilising symmetric solution of `x = a'xa - a'xb (r + b'xb)^-1 b'xa + q`, where `'`
    /// transposes; of `q` and `r` the symmetric parts count. Evaluating raises a
    /// [dev.credence.graph.ParameterException] if there is none, or if `r` is singular.
    public static Tensor solveDiscreteAre(Tensor a, Tensor b, Tensor q, Tensor r) {
        return Batched.all(new RiccatiSolution(), List.of(2, 2, 2, 2), a, b, q, r).getFirst();
    }
}
