package dev.credence.plot;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.posterior.Dataset;
import dev.credence.posterior.LabelledArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// One scalar of a group of draws, such as `theta[Choate]`: the unit that plots show.
///
/// @param name the variable's name with its coordinates in brackets
/// @param variable the variable's name alone
/// @param values all draws of the variable, with the leading dims chain and draw
/// @param offset which element of each draw
/// @param lengths how many draws of each chain are real; a run that was stopped pads the others
record Component(String name, String variable, NdArray values, int offset, int[] lengths) {
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

    /// The draws of each chain.
    double[][] byChain() {
        int draws = values.dim(1);
        int stride = values.size() == 0 ? 0 : values.size() / (chains() * draws);
        var byChain = new double[chains()][];
        for (int chain = 0; chain < byChain.length; chain++) {
            byChain[chain] = new double[lengths[chain]];
            int index = chain * draws * stride + offset;
            for (int i = 0; i < lengths[chain]; i++, index += stride) {
                byChain[chain][i] = values.element(index);
            }
        }
        return byChain;
    }

    private static void expand(Dataset group, LabelledArray array, List<Component> into) {
        var dims = array.dims();
        if (dims.size() < 2 || !dims.get(0).equals("chain") || !dims.get(1).equals("draw")) {
            throw new IllegalArgumentException(
                    "cannot plot '%s': its dims are %s but draws begin with chain, draw"
                            .formatted(array.name(), dims));
        }
        var values = array.values();
        int elements = 1;
        for (int axis = 2; axis < dims.size(); axis++) elements *= values.dim(axis);
        var lengths = lengths(group, values);
        for (int k = 0; k < elements; k++) {
            var name = label(array, group.coords(), k);
            into.add(new Component(name, array.name(), values, k, lengths));
        }
    }

    private static int[] lengths(Dataset group, NdArray values) {
        var lengths = new int[values.dim(0)];
        Arrays.fill(lengths, values.dim(1));
        var completed = group.attributes().get("completed_draws");
        if (completed == null || completed.length() < 2) return lengths;
        var parts = completed.substring(1, completed.length() - 1).split(",");
        for (int chain = 0; chain < Math.min(parts.length, lengths.length); chain++) {
            lengths[chain] = Math.min(lengths[chain], Integer.parseInt(parts[chain].strip()));
        }
        return lengths;
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
        return array.name() + "[" + String.join(",", parts) + "]";
    }
}
