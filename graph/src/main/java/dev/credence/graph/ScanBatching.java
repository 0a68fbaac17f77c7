package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// How loops are [batched][Batching]: one loop whose steps are for the whole batch.
///
/// Where entries make different numbers of steps the loop goes on as long as any does, and those
/// that are done keep their carries and raise nothing.
final class ScanBatching {
    private final Scan scan;
    private final Apply node;
    private final Batching batching;
    private final int own;
    private final TreeSet<Integer> varying = new TreeSet<>();
    private final List<Tensor> leaves = new ArrayList<>();
    private boolean apart;
    private Batching body;

    /// What tells the entries that are in their loop from those that are done.
    private Optional<Input> index = Optional.empty();

    private Optional<Input> limits = Optional.empty();
    private Optional<Input> alive = Optional.empty();
    private Optional<Input> done = Optional.empty();
    private Optional<Tensor> active = Optional.empty();

    ScanBatching(Scan scan, Apply node, Batching batching) {
        this.scan = scan;
        this.node = node;
        this.batching = batching;
        this.own = scan.carries() + scan.sequences();
        batching.common(node.input(0), "the length of a scan");
        for (int i = 0; i < scan.body().inputs().size(); i++)
            if (batching.varies(node.input(Scan.LEADING + i))) varying.add(i);
        apart = limited();
        trace();
        while (grows()) trace();
    }

    /// Whether the number of steps differs between entries from the start.
    private boolean limited() {
        return batching.varies(node.input(1))
                || batching.mask().isPresent() && Batching.canFail(scan);
    }

    /// More that varies because the step makes it so; true if there is some.
    private boolean grows() {
        int before = varying.size();
        boolean wasApart = apart;
        var results = scan.body().outputs();
        if (scan.until()) apart |= body.varies(results.getLast());
        for (int i = 0; i < scan.carries(); i++)
            if (apart || body.varies(results.get(i))) varying.add(i);
        return varying.size() > before || apart != wasApart;
    }

    /// Batches the step, given what varies.
    private void trace() {
        var axis = batching.axis();
        leaves.clear();
        Map<Tensor, Tensor> given = new IdentityHashMap<>();
        for (int i = 0; i < scan.body().inputs().size(); i++) {
            var x = scan.body().inputs().get(i);
            leaves.add(new Input(x.name(), varying.contains(i) ? axis.of(x.type()) : x.type()));
        }
        if (apart) {
            var flag = axis.of(new TensorType(DType.BOOL, Shape.SCALAR));
            var count = axis.of(new TensorType(DType.INT64, Shape.SCALAR));
            active = Optional.empty();
            if (limited()) {
                index = Optional.of(new Input("index", new TensorType(DType.INT64, Shape.SCALAR)));
                limits = Optional.of(new Input("steps", count));
                active = Optional.of(Tensors.less(BatchAxis.align(index.get()), limits.get()));
            }
            if (scan.until()) {
                alive = Optional.of(new Input("going on", flag));
                done = Optional.of(new Input("done", count));
                active =
                        Optional.of(
                                active.map(a -> Tensors.and(a, alive.get())).orElse(alive.get()));
            }
        }
        for (int i = 0; i < leaves.size(); i++)
            given.put(scan.body().inputs().get(i), masked(leaves.get(i)));
        body = Batching.over(inner(), active, scan.body().outputs(), given);
    }

    /// What the step is given, to which entries that are done send nothing back. Larger tensors
    /// that are the same for all entries are not repeated for it.
    private Tensor masked(Tensor leaf) {
        boolean varies = varying.contains(leaves.indexOf(leaf));
        boolean skipped = !leaf.dtype().isFloating() || leaf.rank() > 0 && !varies;
        if (active.isEmpty() || skipped) return leaf;
        var full = varies ? leaf : inner().spread(leaf);
        return MaskedGradient.of(full, active.get());
    }

    private BatchAxis inner() {
        if (active.isPresent()) return BatchAxis.lastOf(active.get());
        return BatchAxis.lastOf(leaves.get(varying.first()));
    }

    /// What stands for the outputs of the loop.
    List<Tensor> outputs() {
        var loop = new ScanAssembly();
        for (int i = 0; i < scan.carries(); i++) {
            var start = node.input(Scan.LEADING + i);
            var after = scan.body().outputs().get(i);
            if (varying.contains(i))
                loop.carry(leaves.get(i), batching.full(start), kept(leaves.get(i), after));
            else loop.carry(leaves.get(i), batching.find(start), body.find(after));
        }
        for (int i = scan.carries(); i < leaves.size(); i++) {
            var operand = batching.find(node.input(Scan.LEADING + i));
            if (i < own) loop.sequence(leaves.get(i), operand);
            else loop.invariant(leaves.get(i), operand);
        }
        return apart ? whileAny(loop) : together(loop);
    }

    private List<Tensor> together(ScanAssembly loop) {
        for (int i = 0; i < scan.stacked(); i++) loop.row(body.find(row(i)));
        if (scan.until()) loop.until(body.find(scan.body().outputs().getLast()));
        var operands = loop.operands(batching.find(node.input(0)), batching.find(node.input(1)));
        return new Apply(loop.op(scan.recorded(), scan.reversed()), operands).outputs();
    }

    private List<Tensor> whileAny(ScanAssembly loop) {
        var axis = batching.axis();
        var steps = batching.find(node.input(1));
        if (limited()) {
            var each = batching.full(node.input(1));
            var zero = BatchAxis.whole(0);
            if (batching.mask().isPresent())
                each = Tensors.select(batching.mask().get(), each, zero);
            steps = Tensors.maximum(Tensors.max(each), zero);
            loop.invariant(limits.orElseThrow(), each);
            var one = BatchAxis.whole(scan.reversed() ? -1 : 1);
            var first = scan.reversed() ? Tensors.subtract(steps, BatchAxis.whole(1)) : zero;
            loop.carry(index.orElseThrow(), first, Tensors.add(index.get(), one));
        }
        if (scan.until()) {
            var now = active.orElseThrow();
            var ends = Tensors.and(now, body.aligned(scan.body().outputs().getLast()));
            var going = Tensors.and(alive.orElseThrow(), Tensors.not(ends));
            var yes = new Constant(NdArray.scalar(true));
            loop.carry(alive.get(), axis.spread(yes), going);
            var count = Tensors.add(done.orElseThrow(), Tensors.cast(now, DType.INT64));
            loop.carry(done.get(), axis.spread(BatchAxis.whole(0)), count);
            loop.until(Tensors.not(Tensors.any(going)));
        }
        for (int i : scan.recorded()) loop.row(orZero(leaves.get(i)));
        for (int i = 0; i < scan.stacked(); i++) loop.row(orZero(body.full(row(i))));
        var operands = loop.operands(batching.find(node.input(0)), steps);
        var made = new Apply(loop.op(List.of(), scan.reversed()), operands).outputs();
        var outputs = new ArrayList<>(made.subList(0, scan.carries()));
        int rows = scan.recorded().size() + scan.stacked();
        outputs.addAll(made.subList(loop.carries(), loop.carries() + rows));
        if (scan.until()) outputs.add(made.get(loop.carries() - 1));
        return outputs;
    }

    private Tensor row(int i) {
        return scan.body().outputs().get(scan.carries() + i);
    }

    /// The new carry, or the old one for entries that are done.
    private Tensor kept(Tensor before, Tensor after) {
        var now = body.full(after);
        return active.<Tensor>map(a -> Tensors.select(BatchAxis.widen(a, now.rank()), now, before))
                .orElse(now);
    }

    private Tensor orZero(Tensor x) {
        var zero = new Constant(NdArray.zeros(x.dtype()));
        return Tensors.select(BatchAxis.widen(active.orElseThrow(), x.rank()), x, zero);
    }
}
