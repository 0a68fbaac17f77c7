package dev.credence.graph;

import java.util.List;

/// What ops of linear algebra share: checks of their operands, the sentence for a singular matrix,
/// and the triangles that gradients are made of.
public final class MatrixTypes {
    private MatrixTypes() {}

    /// Checks that matrices are given.
    ///
    /// @param what the function, for the message
    /// @throws GraphException if an input is of another rank or dtype
    public static void check(String what, List<Tensor> inputs) {
        var dtype = inputs.getFirst().dtype();
        for (var x : inputs) {
            if (x.rank() != 2 || x.dtype() != dtype || !dtype.isFloating()) {
                throw new GraphException(
                        "%s: float64 or float32 matrices of one dtype are needed, not %s%s"
                                .formatted(what, quoted(x), x.type()));
            }
        }
    }

    /// A type of the same dtype.
    public static TensorType like(Tensor x, int... dims) {
        return new TensorType(x.dtype(), Shape.of(dims));
    }

    /// Checks that a square matrix is given.
    ///
    /// @throws GraphException if not; the message names `what`, the input and its shape
    public static void checkSquare(String what, Tensor x) {
        check(what, List.of(x));
        if (differ(x.shape().dim(0), x.shape().dim(1))) {
            throw new GraphException(
                    "%s: a square matrix is needed, not %sshape %s"
                            .formatted(what, quoted(x), x.shape()));
        }
    }

    /// Checks that a square matrix and a right side of as many rows are given.
    public static void checkSystem(String what, List<Tensor> inputs) {
        check(what, inputs);
        checkSquare(what, inputs.getFirst());
        if (differ(inputs.get(0).shape().dim(0), inputs.get(1).shape().dim(0))) {
            throw new GraphException(
                    "%s: a matrix %sof shape %s does not fit a right side %sof shape %s"
                            .formatted(
                                    what,
                                    quoted(inputs.get(0)),
                                    inputs.get(0).shape(),
                                    quoted(inputs.get(1)),
                                    inputs.get(1).shape()));
        }
    }

    /// Whether two lengths are known and not the same.
    public static boolean differ(int a, int b) {
        return a != b && a != Shape.UNKNOWN && b != Shape.UNKNOWN;
    }

    /// What is raised for a matrix whose factorisation has a zero pivot.
    public static ParameterException singular(String what, Tensor matrix, int pivot) {
        return new ParameterException(
                "%s: the matrix %sof shape %s is singular: pivot %d is zero"
                        .formatted(what, quoted(matrix), matrix.shape(), pivot));
    }

    /// The name with quotes and a space, or nothing.
    public static String quoted(Tensor x) {
        return x.name().isEmpty() ? "" : "'%s' ".formatted(x.name());
    }

    /// The lower triangle with half of the diagonal.
    static Tensor lowerHalf(Tensor x) {
        return Tensors.lowerTriangle(x, 0).plus(Tensors.lowerTriangle(x, -1)).times(0.5);
    }

    /// The entries on and above the diagonal.
    static Tensor upperTriangle(Tensor x) {
        return x.minus(Tensors.lowerTriangle(x, -1));
    }

    /// The identity of the size of a square matrix.
    static Tensor identityLike(Tensor square) {
        return Tensors.diagonalMatrix(Tensors.zerosLike(Tensors.diagonal(square)).plus(1));
    }

    /// `x transpose(inverse(upper))` for an upper triangular matrix.
    static Tensor timesInverseTransposed(Tensor x, Tensor upper) {
        return new Apply(
                        new LinearAlgebra.SolveTriangular(true),
                        List.of(upper.transpose(), x.transpose()))
                .output()
                .transpose();
    }
}
