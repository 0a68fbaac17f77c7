package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Turns the row exchanges of an LU factorisation into the permutation `p` with `A[p] = L U`, or
/// into its inverse `q` with `A = (L U)[q]`.
///
/// @param inverse whether the inverse permutation is asked for
public record PivotsToPermutation(boolean inverse) implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var pivots = inputs.getFirst();
        if (pivots.rank() != 1 || pivots.dtype() != DType.INT64) {
            throw new GraphException(
                    "pivotToPermutation: an int64 vector is needed, not %s"
                            .formatted(pivots.type()));
        }
        return List.of(pivots.type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        long[] pivots = inputs.getFirst().longs();
        long[] order = IntStream.range(0, pivots.length).asLongStream().toArray();
        for (int k = 0; k < order.length; k++) {
            int other = ReferenceLoops.index(pivots[k], 0, inputs.getFirst().shape());
            long kept = order[k];
            order[k] = order[other];
            order[other] = kept;
        }
        if (!inverse) return List.of(NdArray.of(order, order.length));
        long[] positions = new long[order.length];
        for (int i = 0; i < order.length; i++) positions[(int) order[i]] = i;
        return List.of(NdArray.of(positions, positions.length));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(Optional.empty());
    }

    @Override
    public String toString() {
        return inverse ? "PivotsToPermutation{inverse}" : "PivotsToPermutation";
    }
}
