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

    /// The mean over chains and draws of the scalar at a position of the other axes.
    public double mean(int... index) {
        if (!isDrawn()) {
            throw new IllegalArgumentException(
                    "variable '%s' has dims %s; a mean over draws needs the leading dims chain and draw"
                            .formatted(name, dims));
        }
        var position = new int[index.length + 2];
        System.arraycopy(index, 0, position, 2, index.length);
        double sum = 0;
        for (int chain = 0; chain < values.dim(0); chain++) {
            for (int draw = 0; draw < values.dim(1); draw++) {
                position[0] = chain;
                position[1] = draw;
                sum += values.at(position);
            }
        }
        return sum / (values.dim(0) * values.dim(1));
    }
}
