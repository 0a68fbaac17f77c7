package dev.credence.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes out of a loop what none of its own later steps needs, sums and rows, and computes it
/// afterwards for all steps at once from what the loop keeps.
final class LateWork {
    /// Larger rows are in the cache while their step is at work, and not afterwards.
    private static final int MOST = 1024;

    /// What an element costs in a step, where arrays are short, in what it costs afterwards.
    private static final long INSIDE = 4;

    /// What it costs to keep an element.
    private static final long STACKED = 2;

    private static final long NEVER = Long.MAX_VALUE / 4;

    private final Scan scan;
    private final Apply node;
    private final int steps;
    private final List<Tensor> leaves;
    private final Map<Integer, Term> sums = new java.util.TreeMap<>();
    private final Set<Tensor> core;
    private final Set<Tensor> varying;
    private final Map<Tensor, Long> costs = new IdentityHashMap<>();
    private final Map<Tensor, Long> inside = new IdentityHashMap<>();
    private final Set<Tensor> kept = LoopSteps.set();

    /// What a sum gets in each step.
    private record Term(Tensor addend, boolean negative) {}

    private LateWork(Scan scan, Apply node, int steps) {
        this.scan = scan;
        this.node = node;
        this.steps = steps;
        this.leaves = scan.body().inputs();
        for (int i = 0; i < scan.carries(); i++) {
            int carry = i;
            term(i).ifPresent(t -> sums.put(carry, t));
        }
        this.varying =
                LoopSteps.dependents(scan, leaves.subList(0, scan.carries() + scan.sequences()));
        var next = new ArrayList<Tensor>();
        for (int i = 0; i < scan.carries(); i++)
            if (!sums.containsKey(i)) next.add(scan.body().outputs().get(i));
        this.core = LoopSteps.cone(next);
    }

    static Optional<LoopChange> of(Apply node) {
        if (!(node.op() instanceof Scan scan) || !LoopSteps.isKnown(scan) || isOfLoops(scan))
            return Optional.empty();
        var steps = LoopSteps.known(scan, node);
        return steps.isPresent() && steps.getAsInt() > 1
                ? new LateWork(scan, node, steps.getAsInt()).change()
                : Optional.empty();
    }

    /// Whether a step is a loop itself: what that makes in all steps is large, and gradients of
    /// loops with checkpoints are loops of loops so that it is never kept.
    private static boolean isOfLoops(Scan scan) {
        return scan.body().graph().nodes().stream().anyMatch(n -> n.op() instanceof Scan);
    }

    /// What a carry that is but a sum gets in each step.
    private Optional<Term> term(int carry) {
        var leaf = leaves.get(carry);
        if (scan.recorded().contains(carry)) return Optional.empty();
        if (!(scan.body().outputs().get(carry) instanceof Output o)) return Optional.empty();
        boolean subtracts = o.apply().op() == Elementwise.SUBTRACT && o.apply().input(0) == leaf;
        boolean adds =
                o.apply().op() == Elementwise.ADD && o.apply().inputs().contains(leaf) || subtracts;
        var uses = scan.body().graph().uses();
        if (!adds || uses.get(leaf) != 1 || uses.get(o) != 1) return Optional.empty();
        int other = o.apply().input(0) == leaf ? 1 : 0;
        return Optional.of(new Term(o.apply().input(other), subtracts));
    }

    private Optional<LoopChange> change() {
        scan.recorded().forEach(i -> kept.add(leaves.get(i)));
        var rows = new ArrayList<Integer>();
        var keptRows = new ArrayList<Integer>();
        for (int i = 0; i < scan.stacked(); i++) {
            if (core.contains(row(i)) && row(i) instanceof Output) keep(row(i), i, keptRows);
            else rows.add(i);
        }
        findCosts();
        sums.values().removeIf(t -> cost(t.addend()) >= NEVER);
        for (int i : List.copyOf(rows)) {
            if (isLate(row(i))) continue;
            rows.remove((Integer) i);
            keep(row(i), i, keptRows);
        }
        if (sums.isEmpty() && rows.isEmpty()) return Optional.empty();
        findCosts();
        sums.values().forEach(t -> keep(t.addend()));
        rows.forEach(i -> keep(row(i)));
        prune(keptRows);
        return Optional.of(rebuilt(rows, keptRows.stream().sorted().toList()));
    }

    private void keep(Tensor row, int i, List<Integer> keptRows) {
        keptRows.add(i);
        kept.add(row);
    }

    private Tensor row(int i) {
        return scan.body().outputs().get(scan.carries() + i);
    }

    private void findCosts() {
        costs.clear();
        inside.clear();
        for (var n : scan.body().graph().nodes()) {
            for (var y : n.outputs()) {
                inside.put(y, working(n));
                costs.put(y, Math.min(stacking(y), opening(n)));
            }
        }
    }

    private boolean isLate(Tensor row) {
        return !(row instanceof Output o) || opening(o.apply()) < stacking(row);
    }

    private long cost(Tensor x) {
        if (!varying.contains(x) || kept.contains(x)) return 0;
        return x instanceof Output ? costs.get(x) : stacking(x);
    }

    /// The work of a node in each step for what is not needed by the next one.
    private long working(Apply n) {
        if (core.contains(n.output())) return 0;
        long work = INSIDE * work(n);
        for (var x : n.inputs()) work = Math.min(NEVER, work + inside.getOrDefault(x, 0L));
        return work;
    }

    private static long work(Apply n) {
        if (n.op() instanceof View) return 0;
        long work = n.output().shape().size();
        for (var x : n.inputs()) work = Math.max(work, x.shape().size());
        return work;
    }

    private long stacking(Tensor x) {
        if (!varying.contains(x) || kept.contains(x)) return 0;
        if (x instanceof Output)
            return Math.min(NEVER, STACKED * (long) x.shape().size() + inside.get(x));
        int at = leaves.indexOf(x);
        if (at >= scan.carries()) return 0;
        return sums.containsKey(at) ? NEVER : STACKED * (long) x.shape().size();
    }

    /// What it costs to compute a node from its operands, once more if the loop needs it too.
    private long opening(Apply n) {
        boolean again = core.contains(n.output()) && !LoopSteps.isCheap(n.op());
        if (again || !Stacked.supports(n) || n.output().shape().size() > MOST) return NEVER;
        long cost = work(n);
        for (var x : n.inputs()) cost = Math.min(NEVER, cost + cost(x));
        return cost;
    }

    /// Chooses what the loop keeps for a tensor.
    private void keep(Tensor x) {
        if (!varying.contains(x) || kept.contains(x)) return;
        if (!(x instanceof Output o)) {
            kept.add(x);
            return;
        }
        if (stacking(x) <= opening(o.apply())) kept.add(x);
        else o.apply().inputs().forEach(this::keep);
    }

    /// Gives up what is cheaply made of other tensors that are kept.
    private void prune(List<Integer> rows) {
        var asked = LoopSteps.set();
        rows.forEach(i -> asked.add(row(i)));
        for (var n : scan.body().graph().nodes().reversed()) {
            var y = n.output();
            if (!kept.contains(y) || asked.contains(y)) continue;
            boolean made = n.inputs().stream().allMatch(x -> cost(x) == 0);
            kept.remove(y);
            if (!made || opening(n) >= stacking(y)) kept.add(y);
        }
    }

    private LoopChange rebuilt(List<Integer> late, List<Integer> rows) {
        var assembly = new ScanAssembly();
        var carries = new ArrayList<Integer>();
        for (int i = 0; i < scan.carries(); i++) {
            if (sums.containsKey(i)) continue;
            carries.add(i);
            assembly.carry(
                    leaves.get(i), node.input(Scan.LEADING + i), scan.body().outputs().get(i));
        }
        rows.forEach(i -> assembly.row(row(i)));
        var further =
                scan.body().graph().nodes().stream()
                        .flatMap(n -> n.outputs().stream())
                        .filter(kept::contains)
                        .filter(x -> rows.stream().noneMatch(i -> row(i) == x))
                        .toList();
        further.forEach(assembly::row);
        var recorded = carries.stream().filter(i -> kept.contains(leaves.get(i))).toList();
        var used = assembly.usedLeaves();
        for (int i = scan.carries(); i < leaves.size(); i++) {
            if (!used.contains(leaves.get(i))) continue;
            var operand = node.input(Scan.LEADING + i);
            if (i < scan.carries() + scan.sequences()) assembly.sequence(leaves.get(i), operand);
            else assembly.invariant(leaves.get(i), operand);
        }
        boolean empty = carries.isEmpty() && rows.isEmpty() && further.isEmpty();
        var op = assembly.op(recorded.stream().map(carries::indexOf).toList(), scan.reversed());
        List<Tensor> outputs =
                empty
                        ? List.of()
                        : new Apply(
                                        op,
                                        assembly.operands(node.input(0), node.input(1)),
                                        node.where())
                                .outputs();

        Map<Tensor, Tensor> stacks = new IdentityHashMap<>();
        for (int i = 0; i < scan.sequences(); i++)
            stacks.put(
                    leaves.get(scan.carries() + i), node.input(Scan.LEADING + scan.carries() + i));
        Map<Tensor, Tensor> replaced = new IdentityHashMap<>();
        int next = 0;
        for (int i : carries) replaced.put(node.outputs().get(i), outputs.get(next++));
        for (int i : recorded) {
            int before = scan.recorded().indexOf(i);
            if (before >= 0)
                replaced.put(node.outputs().get(scan.carries() + before), outputs.get(next));
            stacks.put(leaves.get(i), outputs.get(next++));
        }
        int firstRow = scan.carries() + scan.recorded().size();
        for (int i : rows) {
            replaced.put(node.outputs().get(firstRow + i), outputs.get(next));
            stacks.put(row(i), outputs.get(next++));
        }
        for (var x : further) stacks.put(x, outputs.get(next++));
        addLate(late, firstRow, stacks, replaced);
        return LoopChange.of(sums.isEmpty() ? LoopRewrite.ROWS : LoopRewrite.SUMS, replaced);
    }

    private void addLate(
            Collection<Integer> late,
            int firstRow,
            Map<Tensor, Tensor> stacks,
            Map<Tensor, Tensor> replaced) {
        Map<Tensor, Tensor> invariants = new IdentityHashMap<>();
        for (int i = scan.carries() + scan.sequences(); i < leaves.size(); i++)
            invariants.put(leaves.get(i), node.input(Scan.LEADING + i));
        var wanted = new ArrayList<Tensor>();
        late.forEach(i -> wanted.add(row(i)));
        sums.values().forEach(t -> wanted.add(t.addend()));
        var found = new Stacked(steps, stacks, invariants).of(wanted);
        int next = 0;
        for (int i : late) replaced.put(node.outputs().get(firstRow + i), found.get(next++));
        for (var sum : sums.entrySet()) {
            var total = Tensors.sum(found.get(next++), 0);
            var start = node.input(Scan.LEADING + sum.getKey());
            replaced.put(
                    node.outputs().get(sum.getKey()),
                    sum.getValue().negative()
                            ? Tensors.subtract(start, total)
                            : Tensors.add(start, total));
        }
    }
}
