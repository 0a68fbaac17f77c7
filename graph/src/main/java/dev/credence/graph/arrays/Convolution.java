package dev.credence.graph.arrays;

import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.GraphException;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The convolution of the last two axes with a kernel; inputs `(x, kernel)` with equal axes before.
///
/// @param full whether every overlap counts, or only those of the whole kernel, which then is no
///   longer than `x`
record Convolution(boolean full) implements CustomOp {
    static Tensor of(Tensor x, Tensor kernel, boolean full) {
        return new Apply(new Convolution(full), List.of(x, kernel)).output();
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var x = inputs.get(0).type();
        var kernel = inputs.get(1).type();
        int rank = x.rank();
        if (rank < 2
                || kernel.rank() != rank
                || !x.dtype().isFloating()
                || kernel.dtype() != x.dtype()) {
            throw new GraphException("%s: types %s and %s do not fit".formatted(this, x, kernel));
        }
        var dims = x.shape().dims();
        for (int axis = rank - 2; axis < rank; axis++) {
            int k = kernel.shape().dim(axis);
            boolean known = dims[axis] != Shape.UNKNOWN && k != Shape.UNKNOWN;
            dims[axis] = known ? length(dims[axis], k) : Shape.UNKNOWN;
        }
        return List.of(new TensorType(x.dtype(), Shape.of(dims)));
    }

    private int length(int n, int k) {
        if (n == 0 || k == 0)
            throw new GraphException("%s: a signal and a kernel must have entries".formatted(this));
        return Math.max(0, full ? n + k - 1 : n - k + 1);
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        return LaneOp.widened(node, inputs, this::compute);
    }

    private List<NdArray> compute(List<NdArray> inputs) {
        var x = inputs.get(0);
        var kernel = inputs.get(1);
        int rank = x.rank();
        int[] n = Arrays.copyOfRange(x.shape(), rank - 2, rank);
        int[] k = Arrays.copyOfRange(kernel.shape(), rank - 2, rank);
        int[] m = {length(n[0], k[0]), length(n[1], k[1])};
        var shape = x.shape();
        shape[rank - 2] = m[0];
        shape[rank - 1] = m[1];
        var out = new double[NdArray.sizeOf(shape)];
        int batch = NdArray.sizeOf(Arrays.copyOf(shape, rank - 2));
        for (int b = 0; out.length > 0 && b < batch; b++) {
            for (int i = 0; i < m[0]; i++) {
                for (int p = 0; p < k[0]; p++) {
                    int row = full ? i - p : i + k[0] - 1 - p;
                    if (row < 0 || row >= n[0]) continue;
                    addRow(
                            x.doubles(),
                            (b * n[0] + row) * n[1],
                            n[1],
                            kernel.doubles(),
                            (b * k[0] + p) * k[1],
                            k[1],
                            out,
                            (b * m[0] + i) * m[1],
                            m[1]);
                }
            }
        }
        return List.of(NdArray.of(out, shape));
    }

    private void addRow(
            double[] x,
            int xStart,
            int n,
            double[] kernel,
            int kernelStart,
            int k,
            double[] out,
            int outStart,
            int m) {
        for (int q = 0; q < k; q++) {
            double scale = kernel[kernelStart + q];
            int shift = full ? -q : k - 1 - q;
            int stop = Math.min(m, n - shift);
            for (int j = Math.max(0, -shift); j < stop; j++)
                out[outStart + j] += scale * x[xStart + j + shift];
        }
    }

    /// The adjoint of each overlap is one of the other kind, with one side turned round.
    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var x = node.input(0);
        var kernel = node.input(1);
        var g = cotangents.getFirst().orElseThrow();
        var toX = of(g, turned(kernel), !full);
        var toKernel = full ? of(g, turned(x), false) : of(turned(x), g, false);
        return List.of(Optional.of(toX), Optional.of(toKernel));
    }

    private static Tensor turned(Tensor x) {
        return ShapeFunctions.flip(x, -2, -1);
    }

    @Override
    public String toString() {
        return full ? "convolve{full}" : "convolve{valid}";
    }
}
