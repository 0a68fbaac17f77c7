package dev.credence.posterior;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What one variable of a draw looks like before any draw exists: name, dtype, dims and shape.
///
/// @param name the variable's name
/// @param dtype how the values are stored
/// @param dims one name per axis of a single draw, without `chain` and `draw`
/// @param shape the shape of a single draw
public record VariableSchema(String name, DType dtype, List<String> dims, int... shape) {
    public VariableSchema {
        dims = List.copyOf(dims);
        shape = shape.clone();
        if (dims.size() != shape.length) {
            throw new IllegalArgumentException(
                    "variable '%s' has %d dims %s but a draw of it has shape %s"
                            .formatted(name, dims.size(), dims, NdArray.shapeText(shape)));
        }
        NdArray.sizeOf(shape);
    }

    /// A variable whose dims are named after it, for example `x_dim_0`.
    public static VariableSchema of(String name, DType dtype, int... shape) {
        var dims = new ArrayList<String>(shape.length);
        for (int axis = 0; axis < shape.length; axis++) dims.add(name + "_dim_" + axis);
        return new VariableSchema(name, dtype, dims, shape);
    }

    /// A copy of the shape of a single draw.
    @Override
    public int[] shape() {
        return shape.clone();
    }

    /// The number of scalars in a single draw.
    public int size() {
        return NdArray.sizeOf(shape);
    }

    /// Equal name, dtype, dims and shape.
    @Override
    public boolean equals(Object other) {
        return other instanceof VariableSchema that
                && that.name.equals(name)
                && that.dtype == dtype
                && that.dims.equals(dims)
                && Arrays.equals(that.shape, shape);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(shape);
    }

    /// For example `theta: float64 (8)`.
    @Override
    public String toString() {
        return "%s: %s %s".formatted(name, dtype, NdArray.shapeText(shape));
    }
}
