package dev.credence.graph.arrays;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.GraphException;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.List;
import java.util.Optional;

/// How many entries of a sorted vector are below each value; inputs `(sorted, values)`. NaN is
/// above all.
///
/// @param right whether entries equal to the value count too
record SearchSorted(boolean right) implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        if (inputs.getFirst().rank() != 1) {
            throw new GraphException(
                    "searchsorted: a sorted vector is needed, '%s' has shape %s"
                            .formatted(inputs.getFirst(), inputs.getFirst().shape()));
        }
        return List.of(inputs.get(1).type().with(DType.INT64));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var sorted = inputs.get(0);
        var values = inputs.get(1);
        var found = new long[values.size()];
        for (int i = 0; i < found.length; i++) {
            int low = 0;
            int high = sorted.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (isBelow(sorted, middle, values, i)) low = middle + 1;
                else high = middle;
            }
            found[i] = low;
        }
        return List.of(NdArray.of(found, values.shape()));
    }

    private boolean isBelow(NdArray sorted, int at, NdArray values, int i) {
        if (sorted.storage() instanceof long[] l) {
            long value = values.longs()[i];
            return right ? l[at] <= value : l[at] < value;
        }
        double entry = sorted.element(at);
        double value = values.element(i);
        if (Double.isNaN(value)) return right || !Double.isNaN(entry);
        return right ? entry <= value : entry < value;
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(Optional.empty(), Optional.empty());
    }

    @Override
    public String toString() {
        return "searchsorted";
    }
}
