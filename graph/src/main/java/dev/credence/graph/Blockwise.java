package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Lifts an op on tensors of fixed ranks over further leading axes, the batch, which broadcast as
/// in NumPy: a Cholesky factor of each matrix of a stack, for example.
///
/// @param core what is applied to each entry
/// @param ranks for each input the number of its last axes that belong to one entry
public record Blockwise(Op core, List<Integer> ranks) implements CustomOp {
    public Blockwise {
        ranks = List.copyOf(ranks);
    }

    /// The outputs of `core` for each entry of the batch; without a batch, of `core` itself.
    ///
    /// @throws GraphException if an input has too few axes or the batches do not broadcast
    public static List<Tensor> of(Op core, List<Integer> ranks, List<Tensor> inputs) {
        boolean single = true;
        for (int i = 0; i < inputs.size(); i++) single &= inputs.get(i).rank() == ranks.get(i);
        return new Apply(single ? core : new Blockwise(core, ranks), inputs).outputs();
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var batch = leading(inputs);
        return core.infer(entries(inputs)).stream()
                .map(t -> new TensorType(t.dtype(), joined(batch, t.shape())))
                .toList();
    }

    /// What one entry is given: inputs without a batch as they are, and leaves for the others.
    List<Tensor> entries(List<Tensor> inputs) {
        var entries = new ArrayList<Tensor>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            var x = inputs.get(i);
            int batch = x.rank() - ranks.get(i);
            int[] dims = x.shape().dims();
            var entry = Shape.of(Arrays.copyOfRange(dims, batch, dims.length));
            entries.add(batch == 0 ? x : new Input(x.name(), new TensorType(x.dtype(), entry)));
        }
        return entries;
    }

    /// The shape of the batch.
    Shape leading(List<Tensor> inputs) {
        if (inputs.size() != ranks.size()) {
            throw new GraphException(
                    "'%s' takes %d inputs, not %d".formatted(this, ranks.size(), inputs.size()));
        }
        var shapes = new ArrayList<Shape>();
        for (int i = 0; i < inputs.size(); i++) {
            var x = inputs.get(i);
            int batch = x.rank() - ranks.get(i);
            if (batch < 0) {
                throw new GraphException(
                        "'%s': input %d must have %d axes or more, not shape %s"
                                .formatted(this, i, ranks.get(i), x.shape()));
            }
            shapes.add(Shape.of(Arrays.copyOf(x.shape().dims(), batch)));
        }
        return broadcast(shapes);
    }

    private Shape broadcast(List<Shape> shapes) {
        int rank = shapes.stream().mapToInt(Shape::rank).max().orElse(0);
        var dims = new int[rank];
        Arrays.fill(dims, 1);
        for (var shape : shapes) {
            for (int i = 0; i < shape.rank(); i++) {
                int axis = rank - shape.rank() + i;
                int d = shape.dim(i);
                if (d == 1 || d == dims[axis]) continue;
                if (dims[axis] == 1 || dims[axis] == Shape.UNKNOWN) {
                    dims[axis] = d;
                } else if (d != Shape.UNKNOWN) {
                    throw new GraphException(
                            "'%s': batches of shapes %s do not broadcast".formatted(this, shapes));
                }
            }
        }
        return Shape.of(dims);
    }

    private static Shape joined(Shape batch, Shape entry) {
        return Shape.of(
                IntStream.concat(IntStream.of(batch.dims()), IntStream.of(entry.dims())).toArray());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        return new BlockwiseEvaluation(this, node, inputs).run();
    }

    /// The pullback of the core op on one entry, as a graph over the batch.
    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var entry = entry(node);
        Map<Tensor, Tensor> given = new IdentityHashMap<>();
        for (int i = 0; i < ranks.size(); i++) given.put(entry.input(i), node.input(i));
        var seeds = new ArrayList<Optional<Tensor>>();
        for (int i = 0; i < cotangents.size(); i++) {
            var y = entry.outputs().get(i);
            given.put(y, node.outputs().get(i));
            seeds.add(cotangents.get(i).map(_ -> new Input(y.type())));
            if (cotangents.get(i).isPresent())
                given.put(seeds.getLast().orElseThrow(), cotangents.get(i).get());
        }
        var pulled = core.pullback(entry, seeds);
        var present = pulled.stream().flatMap(Optional::stream).toList();
        var batched = Vectorization.of(present, given).iterator();
        var result = new ArrayList<Optional<Tensor>>();
        for (int i = 0; i < pulled.size(); i++) {
            var x = node.input(i);
            result.add(pulled.get(i).map(_ -> summed(x, batched.next())));
        }
        return result;
    }

    /// The sum over the axes along which `x` was repeated.
    private static Tensor summed(Tensor x, Tensor cotangent) {
        int further = cotangent.rank() - x.rank();
        var all =
                further == 0
                        ? cotangent
                        : Tensors.sum(cotangent, IntStream.range(0, further).toArray());
        return Broadcasting.sumTo(x, all);
    }

    /// A batch of one is the entry. A larger one is the expansion of the core over the batch, or,
    /// where the core has none, a loop: compiled loops need no memory for a step.
    @Override
    public Optional<List<Tensor>> expand(Apply node) {
        var batch = leading(node.inputs());
        if (!batch.isKnown()) return Optional.empty();
        if (batch.size() == 1) return Optional.of(ofOne(node, batch));
        if (core instanceof CustomOp c) return vectorized(c, node);
        return Optional.of(new BlockwiseLoop(this, node, batch).outputs());
    }

    private Optional<List<Tensor>> vectorized(CustomOp op, Apply node) {
        var entry = entry(node);
        Map<Tensor, Tensor> given = new IdentityHashMap<>();
        for (int i = 0; i < ranks.size(); i++) given.put(entry.input(i), node.input(i));
        return op.expand(entry).map(outputs -> Vectorization.of(outputs, given));
    }

    private Apply entry(Apply node) {
        return new Apply(core, entries(node.inputs()));
    }

    private List<Tensor> ofOne(Apply node, Shape batch) {
        var entries = new ArrayList<Tensor>();
        for (int i = 0; i < ranks.size(); i++) {
            var x = node.input(i);
            var last = IntStream.range(x.rank() - ranks.get(i), x.rank()).boxed().toList();
            entries.add(last.size() == x.rank() ? x : BatchAxis.shuffle(x, last));
        }
        return new Apply(core, entries)
                .outputs().stream()
                        .<Tensor>map(y -> Broadcasting.padTo(y, batch.rank() + y.rank()))
                        .toList();
    }

    /// One more leading axis.
    @Override
    public Optional<List<Tensor>> batch(Apply node, List<Tensor> inputs) {
        int batch = 0;
        for (int i = 0; i < ranks.size(); i++)
            batch = Math.max(batch, node.input(i).rank() - ranks.get(i));
        var leading = new ArrayList<Tensor>();
        for (int i = 0; i < ranks.size(); i++) {
            var x = inputs.get(i);
            boolean same = x.rank() == node.input(i).rank();
            leading.add(same ? x : withLeading(x, batch - (node.input(i).rank() - ranks.get(i))));
        }
        return Optional.of(
                new Apply(this, leading).outputs().stream().map(BatchAxis::toBack).toList());
    }

    /// The last axis made the first, with so many axes of length one after it.
    private static Tensor withLeading(Tensor x, int padding) {
        var order = new ArrayList<Integer>();
        order.add(x.rank() - 1);
        for (int i = 0; i < padding; i++) order.add(View.DimShuffle.NEW_AXIS);
        for (int i = 0; i < x.rank() - 1; i++) order.add(i);
        return BatchAxis.shuffle(x, order);
    }

    @Override
    public String toString() {
        return "Blockwise{" + core + "}";
    }
}
