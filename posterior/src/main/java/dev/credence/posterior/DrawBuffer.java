package dev.credence.posterior;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The memory in which the draws of one group come together: one array of shape (chain, draw,
/// event…) per variable, allocated once.
///
/// Every chain writes its own rows, so chains on different threads need no lock.
final class DrawBuffer {
    private final String group;
    private final List<VariableSchema> schemas;
    private final Object[] storages;
    private final int[] sizes;
    private final int chains;
    private final int draws;
    private final int valuesPerDraw;

    DrawBuffer(String group, List<VariableSchema> schemas, int chains, int draws) {
        this.group = group;
        this.schemas = schemas;
        this.chains = chains;
        this.draws = draws;
        this.storages = new Object[schemas.size()];
        this.sizes = new int[schemas.size()];
        for (int k = 0; k < storages.length; k++) {
            sizes[k] = schemas.get(k).size();
            storages[k] = NdArray.zeros(schemas.get(k).dtype(), shape(k, draws)).storage();
        }
        this.valuesPerDraw = Arrays.stream(sizes).sum();
    }

    /// The name of the group.
    String group() {
        return group;
    }

    List<VariableSchema> schemas() {
        return schemas;
    }

    int chains() {
        return chains;
    }

    /// How many draws a chain has room for.
    int draws() {
        return draws;
    }

    /// The number of scalars in one draw.
    int valuesPerDraw() {
        return valuesPerDraw;
    }

    /// The elements of a variable: all chains one after another, `draws` rows each.
    Object storage(int variable) {
        return storages[variable];
    }

    /// The dims of a variable's array.
    List<String> dims(int variable) {
        var dims = new ArrayList<>(List.of("chain", "draw"));
        dims.addAll(schemas.get(variable).dims());
        return dims;
    }

    /// The shape of a variable's array with that many draws.
    int[] shape(int variable, int length) {
        var event = schemas.get(variable).shape();
        var shape = new int[event.length + 2];
        shape[0] = chains;
        shape[1] = length;
        System.arraycopy(event, 0, shape, 2, event.length);
        return shape;
    }

    /// Copies one draw, all variables one after another, into its row.
    void write(int chain, int draw, double[] values) {
        int from = 0;
        for (int k = 0; k < storages.length; k++) {
            int size = sizes[k];
            int to = (chain * draws + draw) * size;
            switch (storages[k]) {
                case double[] doubles -> System.arraycopy(values, from, doubles, to, size);
                case float[] floats -> {
                    for (int i = 0; i < size; i++) floats[to + i] = (float) values[from + i];
                }
                case int[] ints -> {
                    for (int i = 0; i < size; i++) ints[to + i] = (int) values[from + i];
                }
                case long[] longs -> {
                    for (int i = 0; i < size; i++) longs[to + i] = (long) values[from + i];
                }
                case boolean[] booleans -> {
                    for (int i = 0; i < size; i++) booleans[to + i] = values[from + i] != 0;
                }
                default -> throw new AssertionError(storages[k]);
            }
            from += size;
        }
    }

    /// The recorded draws as a group, cut to the longest chain; rows that a shorter chain never
    /// reached are NaN (floats), 0 (integers) or `false`.
    Dataset dataset(
            int[] completed, Map<String, List<String>> coords, Map<String, String> attributes) {
        int length = CompletedDraws.longest(completed);
        var variables = new ArrayList<LabelledArray>(storages.length);
        var labels = new LinkedHashMap<String, List<String>>();
        for (int k = 0; k < storages.length; k++) {
            var values = NdArray.wrap(cut(k, length, completed), shape(k, length));
            variables.add(new LabelledArray(schemas.get(k).name(), dims(k), values));
            for (var dim : dims(k)) {
                if (coords.containsKey(dim)) labels.put(dim, coords.get(dim));
            }
        }
        var facts = new LinkedHashMap<>(attributes);
        facts.put(CompletedDraws.ATTRIBUTE, CompletedDraws.text(completed));
        return new Dataset(variables, labels, facts);
    }

    private Object cut(int variable, int length, int[] completed) {
        int size = sizes[variable];
        var storage = storages[variable];
        if (length < draws) {
            var shorter = NdArray.zeros(schemas.get(variable).dtype(), chains * length * size);
            for (int chain = 0; chain < chains; chain++) {
                System.arraycopy(
                        storage,
                        chain * draws * size,
                        shorter.storage(),
                        chain * length * size,
                        length * size);
            }
            storage = shorter.storage();
        }
        if (storage instanceof double[] doubles) {
            for (int chain = 0; chain < chains; chain++) {
                int start = chain * length * size;
                int end = start + length * size;
                Arrays.fill(doubles, start + completed[chain] * size, end, Double.NaN);
            }
        }
        return storage;
    }
}
