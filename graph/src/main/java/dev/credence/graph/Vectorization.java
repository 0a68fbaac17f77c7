package dev.credence.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Gives graphs leading axes: some tensors are replaced by ones with further leading axes, which
/// broadcast, and all that depends on them follows.
public final class Vectorization {
    private final Map<Tensor, Tensor> replacements = new IdentityHashMap<>();
    private final Map<Tensor, Tensor> standing = new IdentityHashMap<>();
    private final Map<Tensor, List<Integer>> taken = new HashMap<>();
    private final int batch;
    private List<Tensor> outputs;

    private Vectorization(
            List<? extends Tensor> outputs, Map<? extends Tensor, ? extends Tensor> given) {
        Map<Tensor, Tensor> leaves = new IdentityHashMap<>();
        given.forEach((x, y) -> {
            if (y.rank() == x.rank()) {
                leaves.put(x, y);
                return;
            }
            var leaf = new Input(x.name(), x.type());
            leaves.put(x, leaf);
            replacements.put(leaf, y);
            standing.put(leaf, leaf);
            taken.put(leaf, new ArrayList<>());
        });
        this.batch =
                replacements.entrySet().stream()
                        .mapToInt(e -> e.getValue().rank() - e.getKey().rank())
                        .max()
                        .orElse(0);
        this.outputs = GraphWalk.substitute(outputs, leaves);
    }

    /// The tensors with the leading axes of the replacements, broadcast against each other.
    ///
    /// @param replacements by tensor one of the same dtype whose last axes are those of the tensor
    /// @return as many tensors as `outputs`, each with all leading axes
    /// @throws GraphException if a replacement has another dtype or fewer axes, or if leading axes
    ///   do not broadcast
    public static List<Tensor> of(
            List<? extends Tensor> outputs, Map<? extends Tensor, ? extends Tensor> replacements) {
        replacements.forEach((x, y) -> {
            if (x.dtype() != y.dtype() || y.rank() < x.rank()) {
                throw new GraphException(
                                "'%s' is %s and cannot be replaced by %s; a replacement has the same dtype and may have more leading axes"
                                        .formatted(x, x.type(), y.type()))
                        .at(SourceLine.here());
            }
        });
        return new Vectorization(outputs, replacements).run();
    }

    private List<Tensor> run() {
        if (batch == 0) return outputs;
        for (int axis = batch - 1; axis >= 0; axis--) addAxis(axis);
        Map<Tensor, Tensor> last = new IdentityHashMap<>();
        replacements.forEach((leaf, y) -> last.put(standing.get(leaf), arranged(leaf, y)));
        return GraphWalk.substitute(outputs, last).stream().map(this::leadingFirst).toList();
    }

    /// Batches over one of the leading axes, which becomes the last.
    private void addAxis(int axis) {
        int common = checkedLength(axis);
        Map<Tensor, Tensor> batched = new IdentityHashMap<>();
        replacements.forEach((leaf, y) -> {
            var length = length(leaf, y, axis);
            if (length.isEmpty() || length.getAsInt() == 1 && common != 1) return;
            var before = standing.get(leaf);
            int[] dims =
                    IntStream.concat(
                                    IntStream.of(before.shape().dims()),
                                    IntStream.of(length.getAsInt()))
                            .toArray();
            var after = new Input(leaf.name(), new TensorType(leaf.dtype(), Shape.of(dims)));
            batched.put(before, after);
            standing.put(leaf, after);
            taken.get(leaf).add(axis);
        });
        outputs = Batching.lastAxis(outputs, batched);
    }

    private OptionalInt length(Tensor leaf, Tensor y, int axis) {
        int own = axis - (batch - (y.rank() - leaf.rank()));
        return own < 0 ? OptionalInt.empty() : OptionalInt.of(y.shape().dim(own));
    }

    /// The length of a leading axis, unknown if all that are not one are unknown.
    private int checkedLength(int axis) {
        int common = 1;
        for (var entry : replacements.entrySet()) {
            int length = length(entry.getKey(), entry.getValue(), axis).orElse(1);
            if (length == 1 || length == common) continue;
            if (common == 1 || common == Shape.UNKNOWN) {
                common = length;
            } else if (length != Shape.UNKNOWN) {
                throw new GraphException(
                                "the leading axes of the replacements %s do not broadcast"
                                        .formatted(
                                                replacements.values().stream()
                                                        .map(Tensor::type)
                                                        .toList()))
                        .at(SourceLine.here());
            }
        }
        return common;
    }

    /// The axes of an entry, then those of the batch that were taken, in the order of their taking.
    private Tensor arranged(Tensor leaf, Tensor y) {
        int leading = y.rank() - leaf.rank();
        var order = new ArrayList<Integer>();
        for (int axis = leading; axis < y.rank(); axis++) order.add(axis);
        for (int axis : taken.get(leaf)) order.add(axis - (batch - leading));
        return BatchAxis.shuffle(y, order);
    }

    private Tensor leadingFirst(Tensor y) {
        var order = new ArrayList<Integer>();
        for (int axis = y.rank() - 1; axis >= y.rank() - batch; axis--) order.add(axis);
        for (int axis = 0; axis < y.rank() - batch; axis++) order.add(axis);
        return BatchAxis.shuffle(y, order);
    }
}
