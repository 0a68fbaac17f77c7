package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Runs a [Scan] by the reference evaluation of its body.
final class ScanEvaluation {
    private final Scan scan;
    private final Apply node;
    private final List<NdArray> inputs;
    private final int length;
    private final int steps;
    private final List<NdArray> carries;
    private final List<NdArray> stacks = new ArrayList<>();

    ScanEvaluation(Scan scan, Apply node, List<NdArray> inputs) {
        this.scan = scan;
        this.node = node;
        this.inputs = inputs;
        this.length = Math.toIntExact(inputs.getFirst().longs()[0]);
        this.steps = steps(inputs.get(1).longs()[0], length);
        this.carries = new ArrayList<>(scan.initial(inputs));
        for (int i = 0; i < scan.sequences(); i++) {
            int own = scan.sequences(inputs).get(i).dim(0);
            if (own != length) throw unequal(scan.carries() + i, own);
        }
    }

    /// A number of steps that is known to be right.
    private static int steps(long asked, int length) {
        if (asked < 0 || asked > length) throw Scan.refused(asked, length);
        return (int) asked;
    }

    private GraphException unequal(int leaf, int own) {
        var name = scan.body().inputs().get(leaf).name();
        return new GraphException(
                "sequence%s of a scan has length %d where %d is needed"
                        .formatted(name.isEmpty() ? "" : " '%s'".formatted(name), own, length));
    }

    List<NdArray> run() {
        int done = 0;
        boolean stop = false;
        if (steps == 0) makeEmptyStacks();
        while (done < steps && !stop) {
            stop = step(scan.reversed() ? steps - 1 - done : done);
            done++;
        }
        var results = new ArrayList<>(carries);
        results.addAll(stacks);
        if (scan.until()) results.add(NdArray.scalar((long) done));
        return results;
    }

    /// Visits one element; true if the loop is to end.
    private boolean step(int at) {
        var arguments = new ArrayList<>(carries);
        for (var s : scan.sequences(inputs)) arguments.add(row(s, at));
        arguments.addAll(scan.invariants(inputs));
        var results = evaluate(arguments, at);
        var rows = new ArrayList<NdArray>();
        for (int i : scan.recorded()) rows.add(carries.get(i));
        rows.addAll(results.subList(scan.carries(), scan.carries() + scan.stacked()));
        if (stacks.isEmpty()) for (var r : rows) stacks.add(stack(r));
        for (int i = 0; i < rows.size(); i++) write(rows.get(i), stacks.get(i), at);
        for (int i = 0; i < scan.carries(); i++) carries.set(i, kept(i, results.get(i)));
        return scan.until() && results.getLast().booleans()[0];
    }

    private List<NdArray> evaluate(List<NdArray> arguments, int at) {
        try {
            return scan.body().evaluate(arguments);
        } catch (GraphException e) {
            throw e.in(scan.place(node, at));
        }
    }

    private NdArray kept(int i, NdArray after) {
        var before = carries.get(i);
        if (!Arrays.equals(before.shape(), after.shape())) {
            throw new GraphException(
                    "carry %d of a scan has shape %s but the step gives it shape %s"
                            .formatted(
                                    i,
                                    NdArray.shapeText(before.shape()),
                                    NdArray.shapeText(after.shape())));
        }
        return after;
    }

    private void makeEmptyStacks() {
        var types = new ArrayList<TensorType>();
        carries.forEach(c -> types.add(TensorType.of(c)));
        scan.sequences(inputs).forEach(s -> types.add(Scan.element(TensorType.of(s))));
        scan.invariants(inputs).forEach(x -> types.add(TensorType.of(x)));
        var results = scan.body().specialized(types).outputs();
        for (int i : scan.recorded()) stacks.add(stack(carries.get(i)));
        for (var row : results.subList(scan.carries(), scan.carries() + scan.stacked()))
            stacks.add(NdArray.zeros(row.dtype(), prepend(length, lengths(row.shape()))));
    }

    /// What is not known without a step that tells is zero.
    private static int[] lengths(Shape shape) {
        return IntStream.of(shape.dims()).map(d -> Math.max(d, 0)).toArray();
    }

    private NdArray stack(NdArray row) {
        return NdArray.zeros(row.dtype(), prepend(length, row.shape()));
    }

    static int[] prepend(int length, int... dims) {
        var all = new int[dims.length + 1];
        all[0] = length;
        System.arraycopy(dims, 0, all, 1, dims.length);
        return all;
    }

    private static NdArray row(NdArray sequence, int at) {
        var type = Scan.element(TensorType.of(sequence));
        var row = NdArray.zeros(type.dtype(), type.shape().dims());
        System.arraycopy(sequence.storage(), at * row.size(), row.storage(), 0, row.size());
        return row;
    }

    private static void write(NdArray row, NdArray stack, int at) {
        System.arraycopy(row.storage(), 0, stack.storage(), at * row.size(), row.size());
    }
}
