package dev.credence.jvm;

import dev.credence.array.DType;
import dev.credence.array.Kernels;
import dev.credence.array.NdArray;
import dev.credence.graph.BatchMatMul;
import dev.credence.graph.Decomposition;
import dev.credence.graph.Elementwise;
import dev.credence.graph.Inversion;
import dev.credence.graph.LinearAlgebra;
import dev.credence.graph.Reduction;

import java.util.Arrays;
import java.util.List;

/// Turns linear algebra into steps: calls of the array kernels, which take transposed factors as
/// they are; strides and selections for triangles and diagonals; plain products for tiny matrices.
final class Dense {
    private static final Class<?> RUN = double[].class;
    private static final Class<?> INT = int.class;
    private static final Class<?> FLAG = boolean.class;

    static final Routine MATMUL =
            Routine.ofInterface(
                    Kernels.class,
                    "matmul",
                    void.class,
                    RUN,
                    INT,
                    FLAG,
                    RUN,
                    INT,
                    FLAG,
                    RUN,
                    INT,
                    INT,
                    INT,
                    INT);
    static final Routine MATVEC =
            Routine.ofInterface(
                    Kernels.class,
                    "matvec",
                    void.class,
                    RUN,
                    INT,
                    FLAG,
                    RUN,
                    INT,
                    RUN,
                    INT,
                    INT,
                    INT);
    private static final Routine SOLVE =
            Routine.ofInterface(
                    Kernels.class,
                    "solveTriangular",
                    void.class,
                    RUN,
                    INT,
                    FLAG,
                    FLAG,
                    RUN,
                    INT,
                    RUN,
                    INT,
                    INT,
                    INT);
    private static final Routine CHOLESKY =
            Routine.of(Dense.class, "cholesky", void.class, Kernels.class, RUN, INT, RUN, INT, INT);

    private static final Routine CHOLESKY_INVERSE =
            Routine.ofInterface(
                    Kernels.class, "choleskyInverse", void.class, RUN, INT, RUN, INT, INT);

    private static final List<Integer> TRANSPOSED = List.of(1, 0);

    /// Products with fewer multiplications than these become straight-line code.
    private static final int TINY = 16;

    private final Resolution resolution;

    Dense(Resolution resolution) {
        this.resolution = resolution;
    }

    void resolve(LinearAlgebra op, List<Strided> inputs, Strided out) {
        var x = inputs.getFirst();
        switch (op) {
            case LinearAlgebra.MatMul _ -> product(x, inputs.get(1), out);
            case LinearAlgebra.Cholesky _ ->
                    call(CHOLESKY, run(resolution.contiguous(x)), run(out), size(x, 0));
            case LinearAlgebra.CholeskyInverse _ ->
                    call(CHOLESKY_INVERSE, run(resolution.contiguous(x)), run(out), size(x, 0));
            case LinearAlgebra.SolveTriangular s -> {
                boolean transposed = isTransposed(x);
                call(
                        SOLVE,
                        run(stored(x)),
                        new Step.Flag(!transposed),
                        new Step.Flag(s.transposed() != transposed),
                        run(resolution.contiguous(inputs.get(1))),
                        run(out),
                        size(out, 0),
                        size(out, 1));
            }
            case LinearAlgebra.LowerTriangle l -> {
                var mask = resolution.constant(mask(l.diagonal(), out.dims()));
                var zero = resolution.zero().broadcastTo(out.dims());
                resolution.add(Step.Map.of(Elementwise.SELECT, List.of(mask, x, zero), out));
            }
            case LinearAlgebra.Diagonal _ ->
                    resolution.add(new Step.Copy(x.diagonal(), out, Step.Order.ALONE));
            case LinearAlgebra.DiagonalMatrix _ -> {
                var zero = resolution.zero().broadcastTo(out.dims());
                resolution.add(new Step.Copy(zero, out, Step.Order.FIRST));
                resolution.add(new Step.Copy(x, out.diagonal(), Step.Order.LATER));
            }
            case BatchMatMul _ -> new BatchProduct(resolution).resolve(x, inputs.get(1), out, TINY);
            case Inversion _, Decomposition _ -> throw new AssertionError(op + " has no kernel");
        }
    }

    private void product(Strided a, Strided b, Strided out) {
        int m = a.dims()[0];
        int k = a.dims()[1];
        int n = b.dims()[1];
        if (k == 1 || m * k * n <= TINY && m * k * n > 0) tinyProduct(a, b, out);
        else if (n == 1) matvec(a, b, out);
        else if (m == 1) matvec(b.dimShuffle(TRANSPOSED), a, out);
        else {
            call(
                    MATMUL,
                    run(stored(a)),
                    new Step.Flag(isTransposed(a)),
                    run(stored(b)),
                    new Step.Flag(isTransposed(b)),
                    run(out),
                    new Step.Size(m),
                    new Step.Size(k),
                    new Step.Size(n));
        }
    }

    private void tinyProduct(Strided a, Strided b, Strided out) {
        int[] dims = {a.dims()[0], a.dims()[1], b.dims()[1]};
        var left = a.dimShuffle(List.of(0, 1, -1)).broadcastTo(dims);
        var right = b.dimShuffle(List.of(-1, 0, 1)).broadcastTo(dims);
        var products =
                dims[1] == 1
                        ? out.dimShuffle(List.of(0, -1, 1))
                        : resolution.between(DType.FLOAT64, dims);
        resolution.add(Step.Map.of(Elementwise.MULTIPLY, List.of(left, right), products));
        if (dims[1] != 1)
            resolution.add(new Step.Reduce(Reduction.Kind.SUM, List.of(1), products, out.root()));
    }

    private void matvec(Strided a, Strided x, Strided out) {
        boolean transposed = isTransposed(a);
        call(
                MATVEC,
                run(stored(a)),
                new Step.Flag(transposed),
                run(resolution.contiguous(x)),
                run(out),
                size(a, transposed ? 1 : 0),
                size(a, transposed ? 0 : 1));
    }

    private static boolean isTransposed(Strided x) {
        return !x.isContiguous() && x.dimShuffle(TRANSPOSED).isContiguous();
    }

    /// The matrix or its transpose, whichever lies in row-major order; a copy if neither does.
    private Strided stored(Strided x) {
        return isTransposed(x) ? x.dimShuffle(TRANSPOSED) : resolution.contiguous(x);
    }

    private void call(Routine routine, Step.Argument... arguments) {
        var runs = Arrays.stream(arguments).filter(Step.Run.class::isInstance).toList();
        var out = ((Step.Run) runs.getLast()).view().root();
        resolution.add(new Step.Library(routine, List.of(arguments), out));
    }

    private static Step.Run run(Strided view) {
        return new Step.Run(view);
    }

    private static Step.Size size(Strided view, int axis) {
        return new Step.Size(view.dims()[axis]);
    }

    private static NdArray mask(int diagonal, int... dims) {
        var mask = new boolean[dims[0] * dims[1]];
        for (int i = 0; i < dims[0]; i++)
            for (int j = 0; j < dims[1] && j <= i + diagonal; j++) mask[i * dims[1] + j] = true;
        return NdArray.of(mask, dims);
    }

    /// Called by compiled code: the factor, or NaN everywhere if there is none.
    static void cholesky(
            Kernels kernels, double[] a, int aOffset, double[] out, int outOffset, int n) {
        if (!kernels.cholesky(a, aOffset, out, outOffset, n))
            Arrays.fill(out, outOffset, outOffset + n * n, Double.NaN);
    }
}
