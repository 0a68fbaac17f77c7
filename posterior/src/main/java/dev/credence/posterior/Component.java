package dev.credence.posterior;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One scalar of a variable that was drawn, which is what diagnostics and plots look at: `mu`,
/// `theta[Choate]`, `x[0,1]`.
///
/// Of chains that were stopped at different lengths it shows the ones and the common length that
/// hold the most draws in total.
public final class Component {
    private final String name;
    private final LabelledArray variable;
    private final int index;
    private final int size;
    private final int[] chains;
    private final int draws;

    private Component(
            String name, LabelledArray variable, int index, int size, int[] chains, int draws) {
        this.name = name;
        this.variable = variable;
        this.index = index;
        this.size = size;
        this.chains = chains;
        this.draws = draws;
    }

    /// All scalars of a group's variables that have the leading dims `chain` and `draw`, in order.
    public static List<Component> of(Dataset group) {
        var components = new ArrayList<Component>();
        for (var variable : group.variables().values()) {
            if (variable.isDrawn()) add(group, variable, components);
        }
        return components;
    }

    /// All scalars of one variable.
    ///
    /// @throws IllegalArgumentException if there is no such variable, or it has no draws
    public static List<Component> of(Dataset group, String name) {
        var variable = group.get(name);
        if (!variable.isDrawn()) {
            throw new IllegalArgumentException(
                    "variable '%s' has dims %s; draws need the leading dims chain and draw"
                            .formatted(name, variable.dims()));
        }
        var components = new ArrayList<Component>();
        add(group, variable, components);
        return components;
    }

    private static void add(Dataset group, LabelledArray variable, List<Component> to) {
        var values = variable.values();
        var completed = CompletedDraws.of(group, values);
        int draws = CompletedDraws.commonLength(completed);
        var chains = new int[completed.length];
        int count = 0;
        for (int chain = 0; chain < completed.length; chain++) {
            if (completed[chain] >= draws) chains[count++] = chain;
        }
        var used = Arrays.copyOf(chains, count);
        var event = Arrays.copyOfRange(values.shape(), 2, values.rank());
        int size = NdArray.sizeOf(event);
        for (int index = 0; index < size; index++) {
            to.add(
                    new Component(
                            label(group, variable, event, index),
                            variable,
                            index,
                            size,
                            used,
                            draws));
        }
    }

    private static String label(Dataset group, LabelledArray variable, int[] event, int index) {
        if (event.length == 0) return variable.name();
        var dims = variable.eventDims();
        var label = new StringBuilder();
        for (int axis = event.length - 1; axis >= 0; axis--) {
            int position = index % event[axis];
            index /= event[axis];
            var labels = group.coords().getOrDefault(dims.get(axis), List.of());
            label.insert(0, labels.isEmpty() ? Integer.toString(position) : labels.get(position));
            label.insert(0, axis == 0 ? '[' : ',');
        }
        return variable.name() + label.append(']');
    }

    /// The variable's name with the labels, or else the positions, along its dims.
    public String name() {
        return name;
    }

    /// The variable that this is a scalar of.
    public LabelledArray variable() {
        return variable;
    }

    /// The numbers of the chains that [#draws] shows.
    public int[] chains() {
        return chains.clone();
    }

    /// A copy of the draws, `draws[chain][draw]`; integers and truth values as doubles.
    public double[][] draws() {
        var rows = new double[chains.length][draws];
        for (int row = 0; row < rows.length; row++) read(chains[row], rows[row], 0);
        return rows;
    }

    Chains toChains() {
        var values = new double[chains.length * draws];
        for (int row = 0; row < chains.length; row++) read(chains[row], values, row * draws);
        return new Chains(values, chains.length, draws);
    }

    private void read(int chain, double[] out, int to) {
        int from = chain * variable.values().dim(1) * size + index;
        if (variable.values().storage() instanceof double[] values) {
            for (int i = 0; i < draws; i++) out[to + i] = values[from + i * size];
        } else {
            for (int i = 0; i < draws; i++) {
                out[to + i] = variable.values().element(from + i * size);
            }
        }
    }

    /// The component's name.
    @Override
    public String toString() {
        return name;
    }
}
