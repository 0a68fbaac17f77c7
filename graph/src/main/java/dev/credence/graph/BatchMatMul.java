package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Matrix products over batches: the last two axes of the inputs, of one rank above two, are
/// matrices, the axes before them broadcast.
///
/// Only batch axes known to be of length one repeat, as for elementwise ops. Products of two
/// matrices are [LinearAlgebra.MatMul].
public record BatchMatMul() implements LinearAlgebra {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var x = inputs.get(0);
        var y = inputs.get(1);
        int rank = x.rank();
        boolean fit = rank > 2 && y.rank() == rank;
        if (!fit || x.dtype() != y.dtype() || !x.dtype().isFloating()) {
            throw new GraphException(
                    "matmul: float64 or float32 tensors of one dtype and one rank above 2 are needed, not %s and %s"
                            .formatted(x.type(), y.type()));
        }
        var dims = new int[rank];
        for (int axis = 0; axis < rank - 2; axis++) {
            int a = x.shape().dim(axis);
            int b = y.shape().dim(axis);
            if (a != 1 && b != 1 && MatrixTypes.differ(a, b)) throw mismatch(x, y, "batches");
            dims[axis] = a == 1 || a == Shape.UNKNOWN && b != 1 ? b : a;
        }
        if (MatrixTypes.differ(x.shape().dim(rank - 1), y.shape().dim(rank - 2)))
            throw mismatch(x, y, "columns and rows");
        dims[rank - 2] = x.shape().dim(rank - 2);
        dims[rank - 1] = y.shape().dim(rank - 1);
        return List.of(MatrixTypes.like(x, dims));
    }

    private static GraphException mismatch(Tensor x, Tensor y, String what) {
        return new GraphException(
                "matmul: shapes %s%s and %s%s do not fit: their %s differ"
                        .formatted(
                                MatrixTypes.quoted(x),
                                x.shape(),
                                MatrixTypes.quoted(y),
                                y.shape(),
                                what));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        int rank = inputs.getFirst().rank();
        int[] batch = new int[rank - 2];
        for (int axis = 0; axis < batch.length; axis++) {
            int a = inputs.get(0).dim(axis);
            batch[axis] = a == 1 ? inputs.get(1).dim(axis) : a;
        }
        var x = repeated(inputs.get(0), batch);
        var y = repeated(inputs.get(1), batch);
        int m = x.dim(rank - 2);
        int k = x.dim(rank - 1);
        int n = y.dim(rank - 1);
        int[] shape = Arrays.copyOf(batch, rank);
        shape[rank - 2] = m;
        shape[rank - 1] = n;
        var out = NdArray.zeros(DType.FLOAT64, shape);
        for (int i = 0; i < NdArray.sizeOf(batch); i++) {
            var product =
                    ReferenceLoops.matmul(
                            NdArray.of(part(x, i, m * k), m, k),
                            NdArray.of(part(y, i, k * n), y.dim(rank - 2), n));
            System.arraycopy(product.doubles(), 0, out.doubles(), i * m * n, m * n);
        }
        return List.of(out);
    }

    private static NdArray repeated(NdArray x, int[] batch) {
        int[] shape = Arrays.copyOf(batch, x.rank());
        for (int axis = batch.length; axis < x.rank(); axis++) shape[axis] = x.dim(axis);
        return ReferenceLoops.broadcastTo(x, shape);
    }

    private static double[] part(NdArray x, int number, int size) {
        return Arrays.copyOfRange(x.doubles(), number * size, (number + 1) * size);
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var g = cotangents.getFirst().orElseThrow();
        var x = node.input(0);
        var y = node.input(1);
        var left = Tensors.matmul(g, Contraction.swapped(y));
        var right = Tensors.matmul(Contraction.swapped(x), g);
        return List.of(
                Optional.of(Broadcasting.sumTo(x, left)),
                Optional.of(Broadcasting.sumTo(y, right)));
    }

    /// The lengths of the batch axes.
    static Shape batch(Shape shape) {
        return Shape.of(Arrays.copyOf(shape.dims(), shape.rank() - 2));
    }

    @Override
    public String toString() {
        return "BatchMatMul";
    }
}
