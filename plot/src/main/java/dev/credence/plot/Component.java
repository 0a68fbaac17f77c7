package dev.credence.plot;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.posterior.Dataset;
import dev.credence.posterior.LabelledArray;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One scalar of a group of draws, such as `theta[Choate]`: the unit that plots show.
///
/// @param name the variable's name with its coordinates in brackets
/// @param variable the variable's name alone
/// @param values all draws of the variable, with the leading dims chain and draw
/// @param offset which element of each draw
record Component(String name, String variable, NdArray values, int offset) {
    /// All scalars of the variables named, in order; of all variables where no name is given.
    ///
    /// @throws IllegalArgumentException if a name does not exist or has no chains
    static List<Component> of(Dataset group, String... names) {
        var found = new ArrayList<Component>();
        if (names.length == 0) {
            for (var variable : group.variables().values()) expand(group, variable, found);
        } else {
            for (var name : names) expand(group, group.get(name), found);
        }
        return found;
    }

    /// Whether the values are counts or truth values.
    boolean discrete() {
        return values.dtype() != DType.FLOAT64;
    }

    int chains() {
        return values.dim(0);
    }

    int draws() {
        return values.dim(1);
    }

    /// The draws of each chain.
    double[][] byChain() {
        int stride = values.size() == 0 ? 0 : values.size() / (chains() * draws());
        var draws = new double[chains()][draws()];
        int index = offset;
        for (var chain : draws) {
            for (int i = 0; i < chain.length; i++, index += stride) {
                chain[i] = values.element(index);
            }
        }
        return draws;
    }

    private static void expand(Dataset group, LabelledArray array, List<Component> into) {
        var dims = array.dims();
        if (dims.size() < 2 || !dims.get(0).equals("chain") || !dims.get(1).equals("draw")) {
            throw new IllegalArgumentException(
                    "cannot plot '%s': its dims are %s but draws begin with chain, draw"
                            .formatted(array.name(), dims));
        }
        int elements = 1;
        for (int axis = 2; axis < dims.size(); axis++) elements *= array.values().dim(axis);
        for (int k = 0; k < elements; k++) {
            into.add(
                    new Component(
                            label(array, group.coords(), k), array.name(), array.values(), k));
        }
    }

    private static String label(LabelledArray array, Map<String, List<String>> coords, int offset) {
        int rank = array.dims().size();
        if (rank == 2) return array.name();
        var parts = new String[rank - 2];
        int rest = offset;
        for (int axis = rank - 1; axis >= 2; axis--) {
            int index = rest % array.values().dim(axis);
            rest /= array.values().dim(axis);
            var labels = coords.get(array.dims().get(axis));
            parts[axis - 2] = labels == null ? Integer.toString(index) : labels.get(index);
        }
        return array.name() + "[" + String.join(", ", parts) + "]";
    }
}
