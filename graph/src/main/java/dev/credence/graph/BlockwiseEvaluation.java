package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Runs a [Blockwise] by the reference evaluation of its core, entry by entry.
final class BlockwiseEvaluation {
    private final Apply entry;
    private final List<NdArray> inputs;
    private final int[] batch;

    BlockwiseEvaluation(Blockwise op, Apply node, List<NdArray> inputs) {
        this.inputs = inputs;
        var typed = new ArrayList<Tensor>();
        var leaves = new ArrayList<Tensor>();
        for (int i = 0; i < inputs.size(); i++) {
            var value = inputs.get(i);
            boolean fixed = node.input(i) instanceof Constant && value.rank() == op.ranks().get(i);
            int[] dims = value.shape();
            int from = dims.length - op.ranks().get(i);
            int[] own = Arrays.copyOfRange(dims, from, dims.length);
            typed.add(new Input(TensorType.of(value)));
            leaves.add(
                    fixed
                            ? node.input(i)
                            : new Input(
                                    node.input(i).name(),
                                    new TensorType(value.dtype(), Shape.of(own))));
        }
        this.batch = op.leading(typed).dims();
        this.entry = new Apply(op.core(), leaves);
    }

    List<NdArray> run() {
        int count = NdArray.sizeOf(batch);
        if (count == 0) return empty();
        var results = new ArrayList<NdArray>();
        for (int at = 0; at < count; at++) {
            var arguments = new ArrayList<NdArray>();
            for (int i = 0; i < inputs.size(); i++) arguments.add(argument(i, at));
            var made = perform(arguments, at);
            for (int i = 0; i < made.size(); i++) {
                if (at == 0) results.add(whole(made.get(i).dtype(), made.get(i).shape()));
                write(made.get(i), results.get(i), at);
            }
        }
        return results;
    }

    private List<NdArray> perform(List<NdArray> arguments, int at) {
        try {
            return Widening.perform(entry, arguments);
        } catch (GraphException e) {
            throw e.in("entry %s".formatted(Shape.of(batch).position(at)));
        }
    }

    private List<NdArray> empty() {
        return entry.outputs().stream()
                .map(y -> {
                    if (!y.shape().isKnown()) {
                        throw new GraphException(
                                "'%s' of an empty batch: the shape %s of an entry is not known without one"
                                        .formatted(entry.op(), y.shape()));
                    }
                    return whole(y.dtype(), y.shape().dims());
                })
                .toList();
    }

    private NdArray whole(DType dtype, int... own) {
        var dims = Arrays.copyOf(batch, batch.length + own.length);
        System.arraycopy(own, 0, dims, batch.length, own.length);
        return NdArray.zeros(dtype, dims);
    }

    /// Input `i` of entry number `at`.
    private NdArray argument(int i, int at) {
        var x = inputs.get(i);
        int own = entry.input(i).rank();
        int leading = x.rank() - own;
        int from = 0;
        int rest = at;
        int stride = 1;
        for (int axis = batch.length - 1; axis >= batch.length - leading; axis--) {
            int position = rest % batch[axis];
            rest /= batch[axis];
            int length = x.dim(axis - (batch.length - leading));
            if (length > 1) from += position * stride;
            stride *= length;
        }
        var part = NdArray.zeros(x.dtype(), Arrays.copyOfRange(x.shape(), leading, x.rank()));
        System.arraycopy(x.storage(), from * part.size(), part.storage(), 0, part.size());
        return part;
    }

    private void write(NdArray part, NdArray whole, int at) {
        int[] own = Arrays.copyOfRange(whole.shape(), batch.length, whole.rank());
        if (!Arrays.equals(part.shape(), own)) {
            throw new GraphException(
                    "'%s' gives shape %s for one entry of a batch and %s for another; all must be equal"
                            .formatted(
                                    entry.op(),
                                    NdArray.shapeText(own),
                                    NdArray.shapeText(part.shape())));
        }
        System.arraycopy(part.storage(), 0, whole.storage(), at * part.size(), part.size());
    }
}
