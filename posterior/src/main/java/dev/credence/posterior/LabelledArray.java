package dev.credence.posterior;

import dev.credence.array.NdArray;

import java.util.List;

/// One named variable of a [Dataset]: values with a name for each axis.
///
/// @param name the variable's name
/// @param dims one dimension name per axis of `values`; draws of a sampler begin with `chain`,
///   `draw`
/// @param values the numbers, row-major
public record LabelledArray(String name, List<String> dims, NdArray values) {
    public LabelledArray {
        dims = List.copyOf(dims);
        if (dims.size() != values.rank()) {
            throw new IllegalArgumentException(
                    "variable '"
                            + name
                            + "' has "
                            + dims.size()
                            + " dims "
                            + dims
                            + " but its values have shape "
                            + NdArray.shapeText(values.shape()));
        }
    }

    /// Whether this holds draws: the leading dims are `chain` and `draw`.
    public boolean isDrawn() {
        return dims.size() >= 2 && dims.get(0).equals("chain") && dims.get(1).equals("draw");
    }

    /// The dims after `chain` and `draw`, or all of them where there are no draws.
    public List<String> eventDims() {
        return isDrawn() ? dims.subList(2, dims.size()) : dims;
    }
}
