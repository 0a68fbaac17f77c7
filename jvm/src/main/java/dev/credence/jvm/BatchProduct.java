package dev.credence.jvm;

import dev.credence.array.DType;
import dev.credence.array.Kernels;
import dev.credence.graph.Elementwise;
import dev.credence.graph.Reduction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Turns products of batches of matrices into one step: a loop over the batch that calls the dense
/// kernel, or, for tiny matrices, elementwise products and a sum.
final class BatchProduct {
    private static final Class<?> RUN = double[].class;
    private static final Class<?> INT = int.class;
    private static final Class<?> FLAG = boolean.class;

    private static final Routine ROUTINE =
            Routine.of(
                    BatchProduct.class,
                    "multiply",
                    void.class,
                    Kernels.class,
                    RUN,
                    INT,
                    INT,
                    FLAG,
                    RUN,
                    INT,
                    INT,
                    FLAG,
                    RUN,
                    INT,
                    INT,
                    INT,
                    INT,
                    INT);

    private final Resolution resolution;

    BatchProduct(Resolution resolution) {
        this.resolution = resolution;
    }

    /// @param step how far one matrix of the batch lies from the next; 0 if all are the same
    private record Operand(Strided run, int step, boolean transposed) {}

    void resolve(Strided a, Strided b, Strided out, int tiny) {
        int rank = out.rank();
        int m = out.dims()[rank - 2];
        int n = out.dims()[rank - 1];
        int k = a.dims()[rank - 1];
        if (m * k * n <= tiny) {
            elementwise(a, b, out, k);
            return;
        }
        int[] batch = Arrays.copyOf(out.dims(), rank - 2);
        var left = operand(a, batch);
        var right = operand(b, batch);
        var arguments =
                List.<Step.Argument>of(
                        new Step.Run(left.run),
                        new Step.Size(left.step),
                        new Step.Flag(left.transposed),
                        new Step.Run(right.run),
                        new Step.Size(right.step),
                        new Step.Flag(right.transposed),
                        new Step.Run(out),
                        new Step.Size(out.size() / (m * n)),
                        new Step.Size(m),
                        new Step.Size(k),
                        new Step.Size(n));
        resolution.add(new Step.Library(ROUTINE, arguments, out.root()));
    }

    private Operand operand(Strided x, int[] batch) {
        int rank = x.rank();
        int size = x.dims()[rank - 2] * x.dims()[rank - 1];
        var swapped = swapped(x);
        if (x.size() == size) {
            boolean transposed = !x.isContiguous() && swapped.isContiguous();
            return new Operand(transposed ? swapped : resolution.contiguous(x), 0, transposed);
        }
        int[] dims = Arrays.copyOf(batch, rank);
        dims[rank - 2] = x.dims()[rank - 2];
        dims[rank - 1] = x.dims()[rank - 1];
        var whole = x.broadcastTo(dims);
        boolean transposed = !whole.isContiguous() && swapped(whole).isContiguous();
        var run = transposed ? swapped(whole) : resolution.contiguous(whole);
        return new Operand(run, size, transposed);
    }

    private static Strided swapped(Strided x) {
        var order = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
        order.set(x.rank() - 2, x.rank() - 1);
        order.set(x.rank() - 1, x.rank() - 2);
        return x.dimShuffle(order);
    }

    /// Sums `a[…, i, p, 1] * b[…, 1, p, j]` over `p`.
    private void elementwise(Strided a, Strided b, Strided out, int k) {
        int rank = out.rank();
        var rows = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        var columns = new ArrayList<>(rows);
        rows.add(-1);
        columns.add(rank - 2, -1);
        int[] dims = Arrays.copyOf(out.dims(), rank + 1);
        dims[rank - 1] = k;
        dims[rank] = out.dims()[rank - 1];
        var left = a.dimShuffle(rows).broadcastTo(dims);
        var right = b.dimShuffle(columns).broadcastTo(dims);
        var products = resolution.between(DType.FLOAT64, dims);
        resolution.add(Step.Map.of(Elementwise.MULTIPLY, List.of(left, right), products));
        var sum = new Step.Reduce(Reduction.Kind.SUM, List.of(rank - 1), products, out.root());
        resolution.add(sum);
    }

    /// Called by compiled code.
    static void multiply(
            Kernels kernels,
            double[] a,
            int aOffset,
            int aStep,
            boolean aTransposed,
            double[] b,
            int bOffset,
            int bStep,
            boolean bTransposed,
            double[] out,
            int outOffset,
            int batch,
            int m,
            int k,
            int n) {
        for (int i = 0; i < batch; i++) {
            kernels.matmul(
                    a,
                    aOffset + i * aStep,
                    aTransposed,
                    b,
                    bOffset + i * bStep,
                    bTransposed,
                    out,
                    outOffset + i * m * n,
                    m,
                    k,
                    n);
        }
    }
}
