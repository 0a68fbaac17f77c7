package dev.credence.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A [Blockwise] as a [Scan] over its entries, once all shapes are known.
final class BlockwiseLoop {
    private final Blockwise op;
    private final Apply node;
    private final int[] batch;

    BlockwiseLoop(Blockwise op, Apply node, Shape batch) {
        this.op = op;
        this.node = node;
        this.batch = batch.dims();
    }

    List<Tensor> outputs() {
        int count = IntStream.of(batch).reduce(1, (a, b) -> a * b);
        var loop = new ScanAssembly();
        var entry = op.entries(node.inputs());
        for (int i = 0; i < entry.size(); i++) {
            var x = node.input(i);
            if (x.rank() > entry.get(i).rank()) {
                loop.sequence(entry.get(i), flat(x, entry.get(i).shape(), count));
            } else if (!(x instanceof Constant)) {
                var leaf = new Input(x.name(), x.type());
                entry.set(i, leaf);
                loop.invariant(leaf, x);
            }
        }
        var results = new Apply(op.core(), entry).outputs();
        results.forEach(loop::row);
        var length = new Constant(ShapeValues.constant(count));
        var made =
                new Apply(loop.op(List.of(), false), loop.operands(length, BatchAxis.whole(count)));
        var outputs = new ArrayList<Tensor>();
        for (int i = 0; i < results.size(); i++)
            outputs.add(
                    Tensors.reshape(made.outputs().get(i), joined(results.get(i).shape().dims())));
        return outputs;
    }

    /// The entries of an input along one axis.
    private Tensor flat(Tensor x, Shape own, int count) {
        var dims = ScanEvaluation.prepend(count, own.dims());
        var all = joined(own.dims());
        var padded = Broadcasting.padTo(x, all.length);
        boolean whole = Arrays.equals(padded.shape().dims(), all);
        return Tensors.reshape(whole ? padded : Tensors.broadcastTo(padded, all), dims);
    }

    private int[] joined(int... own) {
        return IntStream.concat(IntStream.of(batch), IntStream.of(own)).toArray();
    }
}
