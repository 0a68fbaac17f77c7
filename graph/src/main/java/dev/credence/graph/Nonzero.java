package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The positions of the true entries of a bool tensor, one int64 vector for each of its axes. Their
/// length depends on the values.
public record Nonzero() implements CustomOp {
    /// The positions, by axis.
    public static List<Tensor> of(Tensor mask) {
        return new Apply(new Nonzero(), List.of(mask)).outputs();
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var mask = inputs.getFirst();
        if (mask.dtype() != DType.BOOL || mask.rank() == 0) {
            throw new GraphException(
                    "nonzero: a bool tensor with axes is needed, not %s".formatted(mask.type()));
        }
        int count = mask instanceof Constant c ? count(c.value()) : Shape.UNKNOWN;
        return Collections.nCopies(mask.rank(), new TensorType(DType.INT64, Shape.of(count)));
    }

    private static int count(NdArray mask) {
        int count = 0;
        for (boolean b : mask.booleans()) if (b) count++;
        return count;
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var mask = inputs.getFirst();
        var found = new long[mask.rank()][count(mask)];
        int next = 0;
        for (int i = 0; i < mask.size(); i++) {
            if (!mask.booleans()[i]) continue;
            int rest = i;
            for (int axis = mask.rank() - 1; axis >= 0; axis--) {
                found[axis][next] = rest % mask.dim(axis);
                rest /= mask.dim(axis);
            }
            next++;
        }
        return Arrays.stream(found).map(p -> NdArray.of(p, p.length)).toList();
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(Optional.empty());
    }

    @Override
    public String toString() {
        return "nonzero";
    }
}
