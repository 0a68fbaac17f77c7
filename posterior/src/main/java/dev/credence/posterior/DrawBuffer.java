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
    private final List<VariableSchema> schemas;
    private final Object[] storages;
    private final int[] sizes;
    private final int chains;
    private final int draws;
    private final int valuesPerDraw;

    DrawBuffer(List<VariableSchema> schemas, int chains, int draws) {
        this.schemas = schemas;
        this.chains = chains;
        this.draws = draws;
        this.storages = new Object[schemas.size()];
        this.sizes = new int[schemas.size()];
        for (int k = 0; k < storages.length; k++) {
            var schema = schemas.get(k);
            sizes[k] = schema.size();
            storages[k] = NdArray.zeros(schema.dtype(), shape(schema, draws)).storage();
        }
        this.valuesPerDraw = Arrays.stream(sizes).sum();
    }

    List<VariableSchema> schemas() {
        return schemas;
    }

    int draws() {
        return draws;
    }

    /// The number of scalars in one draw.
    int valuesPerDraw() {
        return valuesPerDraw;
    }

    Object storage(int variable) {
        return storages[variable];
    }

    /// The shape of a variable's array with that many draws.
    int[] shape(VariableSchema schema, int length) {
        var event = schema.shape();
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
    /// reached are NaN (float64), 0 (int64) or `false`.
    Dataset dataset(
            int[] completed, Map<String, List<String>> coords, Map<String, String> attributes) {
        int length = Arrays.stream(completed).max().orElse(0);
        var variables = new ArrayList<LabelledArray>(storages.length);
        for (int k = 0; k < storages.length; k++) {
            var schema = schemas.get(k);
            var dims = new ArrayList<>(List.of("chain", "draw"));
            dims.addAll(schema.dims());
            var values = NdArray.wrap(cut(k, length, completed), shape(schema, length));
            variables.add(new LabelledArray(schema.name(), dims, values));
        }
        var labels = new LinkedHashMap<>(coords);
        labels.keySet().retainAll(variables.stream().flatMap(v -> v.dims().stream()).toList());
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
                Arrays.fill(
                        doubles,
                        start + completed[chain] * size,
                        start + length * size,
                        Double.NaN);
            }
        }
        return storage;
    }
}
