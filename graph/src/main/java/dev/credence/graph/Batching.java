package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gives graphs one more axis: what is computed from some tensors is computed for a batch of values
/// of them, graph to graph.
///
/// The axis is the last one, so that the numbers of the others stay as they are, and entries of the
/// batch lie side by side. What does not depend on the batch is computed once. An op without a rule
/// is applied entry by entry, as a [Blockwise].
public final class Batching {
    private final BatchAxis axis;
    private final Optional<Tensor> mask;
    private final Map<Tensor, Tensor> mapped = new IdentityHashMap<>();

    private Batching(BatchAxis axis, Optional<Tensor> mask) {
        this.axis = axis;
        this.mask = mask;
    }

    /// The tensors for a batch of values of others.
    ///
    /// A random draw uses one key for the whole batch unless the key is replaced too, so entries
    /// share their random numbers.
    ///
    /// @param replacements by tensor one that has one more, last, axis, the batch; at least one
    /// @return as many tensors as `outputs`, each with one more, last, axis
    /// @throws GraphException if a shape depends on the entry of the batch
    public static List<Tensor> lastAxis(
            List<? extends Tensor> outputs, Map<? extends Tensor, ? extends Tensor> replacements) {
        for (var entry : replacements.entrySet()) {
            if (entry.getValue().rank() != entry.getKey().rank() + 1
                    || entry.getValue().dtype() != entry.getKey().dtype()) {
                throw new GraphException(
                                "a batch of values for '%s', which is %s, cannot be %s; it has one more axis"
                                        .formatted(
                                                entry.getKey(),
                                                entry.getKey().type(),
                                                entry.getValue().type()))
                        .at(SourceLine.here());
            }
        }
        var first = replacements.values().iterator().next();
        var batching = over(BatchAxis.lastOf(first), Optional.empty(), outputs, replacements);
        return outputs.stream().<Tensor>map(batching::full).toList();
    }

    /// Batches all that `outputs` depend on.
    ///
    /// @param mask the entries of the batch, a bool vector, whose values are used; the others must
    ///   not raise anything
    static Batching over(
            BatchAxis axis,
            Optional<Tensor> mask,
            List<? extends Tensor> outputs,
            Map<? extends Tensor, ? extends Tensor> replacements) {
        var batching = new Batching(axis, mask);
        batching.mapped.putAll(replacements);
        for (var node : GraphWalk.topological(outputs, replacements.keySet()))
            SourceLine.inherit(
                    node.where(),
                    () -> {
                        batching.visit(node);
                        return null;
                    });
        return batching;
    }

    BatchAxis axis() {
        return axis;
    }

    Optional<Tensor> mask() {
        return mask;
    }

    /// What stands for `x`: with one more axis if it varies over the batch.
    Tensor find(Tensor x) {
        return mapped.getOrDefault(x, x);
    }

    boolean varies(Tensor x) {
        return find(x).rank() > x.rank();
    }

    /// What stands for `x`, with the axis of the batch in any case.
    Tensor full(Tensor x) {
        return varies(x) ? find(x) : axis.spread(find(x));
    }

    /// What stands for `x`, with an axis of length one where it does not vary.
    Tensor aligned(Tensor x) {
        return varies(x) ? find(x) : BatchAxis.align(find(x));
    }

    /// What stands for an operand that must be the same for all entries.
    Tensor common(Tensor x, String what) {
        if (varies(x)) {
            throw new GraphException(
                    "%s cannot differ between the entries of a batch, but '%s' does"
                            .formatted(what, x));
        }
        return find(x);
    }

    private void visit(Apply node) {
        boolean varies = node.inputs().stream().anyMatch(this::varies);
        boolean guarded = mask.isPresent() && canFail(node.op());
        if (!varies && !guarded && node.inputs().stream().allMatch(x -> find(x) == x)) return;
        var made =
                varies || guarded
                        ? batched(node)
                        : new Apply(node.op(), node.inputs().stream().map(this::find).toList())
                                .outputs();
        for (int i = 0; i < made.size(); i++) {
            var old = node.outputs().get(i);
            if (mapped.containsKey(old)) continue;
            var batch = SpecifyShape.keepingOnes(old, made.get(i));
            if (!old.name().isEmpty() && batch.name().isEmpty()) batch.named(old.name());
            mapped.put(old, batch);
        }
    }

    /// Whether an op may raise something that depends on values and can be kept from it.
    static boolean canFail(Op op) {
        return switch (op) {
            case Check _ -> true;
            case Scan s -> canFail(s.body());
            case IfElse c -> canFail(c.yes()) || canFail(c.no());
            case Elementwise _, Reduction _, View _, Indexing _, LinearAlgebra _, Draw _ -> false;
            case CustomOp _ -> false;
        };
    }

    private static boolean canFail(InnerGraph graph) {
        return graph.graph().nodes().stream().anyMatch(n -> canFail(n.op()));
    }

    /// The outputs of the node over the batch; one that has no more axes than before does not vary.
    private List<Tensor> batched(Apply node) {
        return switch (node.op()) {
            case Elementwise f ->
                    new Apply(f, node.inputs().stream().map(this::aligned).toList()).outputs();
            case Reduction r -> new Apply(r, List.of(find(node.input(0)))).outputs();
            case View v -> List.of(ViewBatching.of(v, node, this));
            case Indexing i -> List.of(IndexingBatching.of(i, node, this));
            case LinearAlgebra a -> LinearAlgebraBatching.of(a, node, this);
            case Draw _ -> {
                common(node.input(1), "a shape");
                yield blockwise(node);
            }
            case Check c -> List.of(check(c, node));
            case Scan s -> new ScanBatching(s, node, this).outputs();
            case IfElse c -> ChoiceBatching.of(c, node, this);
            case CustomOp c -> custom(c, node);
        };
    }

    private Tensor check(Check c, Apply node) {
        var condition = find(node.input(1));
        if (mask.isPresent())
            condition = Tensors.or(aligned(node.input(1)), Tensors.not(mask.get()));
        var all = condition.rank() == 0 ? condition : Tensors.all(condition);
        return new Apply(c, List.of(find(node.input(0)), all)).output();
    }

    private List<Tensor> custom(CustomOp op, Apply node) {
        var own = op.batch(node, node.inputs().stream().map(this::find).toList());
        if (own.isPresent()) return own.get();
        return mask.flatMap(_ -> masked(op, node)).orElseGet(() -> blockwise(node));
    }

    /// The expansion, where it has something to be kept from failing.
    private Optional<List<Tensor>> masked(CustomOp op, Apply node) {
        var expansion = op.expand(node);
        boolean fails =
                GraphWalk.topological(expansion.orElse(List.of()), Set.copyOf(node.inputs()))
                        .stream()
                        .anyMatch(n -> canFail(n.op()));
        if (!fails) return Optional.empty();
        Map<Tensor, Tensor> known = new IdentityHashMap<>();
        for (var x : node.inputs()) known.put(x, find(x));
        var inner = over(axis, mask, expansion.get(), known);
        return Optional.of(expansion.get().stream().map(inner::find).toList());
    }

    /// The op entry by entry.
    List<Tensor> blockwise(Apply node) {
        var core = node.op();
        var ranks = node.inputs().stream().map(Tensor::rank).toList();
        var inputs = new ArrayList<Tensor>();
        for (var x : node.inputs()) inputs.add(varies(x) ? BatchAxis.toFront(find(x)) : find(x));
        return Blockwise.of(core, ranks, inputs).stream().map(BatchAxis::toBack).toList();
    }

    /// Where entries whose values are not used get a harmless position.
    Tensor harmless(Tensor positions) {
        if (mask.isEmpty()) return positions;
        var zero = new Constant(NdArray.zeros(DType.INT64));
        return Tensors.select(BatchAxis.widen(mask.get(), positions.rank()), positions, zero);
    }
}
