package dev.credence.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes out of a loop what does not depend on its carries: what an earlier loop computes step by
/// step anyway is kept there, the rest is computed for all steps at once.
///
/// A reverse loop computes its forward steps again; this is where it gets them from the forward
/// loop instead, where that is the cheaper way.
final class EarlyWork {
    /// Larger rows are in the cache while their step is at work, and not before.
    private static final int MOST = 1024;

    /// What a scalar function, a reduction or any larger op costs, in additions.
    private static final int DEAR = 8;

    private final Scan scan;
    private final Apply node;
    private final List<Tensor> leaves;
    private final Set<Tensor> varying;
    private final Set<Tensor> elementwise;
    private final Optional<EarlierLoop> earlier;
    private final boolean allSteps;
    private final Set<Tensor> compared;
    private final Map<Tensor, List<Tensor>> choices = new IdentityHashMap<>();

    /// @param loops whether to look at what depends on the rows of other loops too
    private EarlyWork(Scan scan, Apply node, boolean loops) {
        this.scan = scan;
        this.node = node;
        this.leaves = scan.body().inputs();
        var later = new ArrayList<>(LoopSteps.carryLeaves(scan));
        for (int i = 0; i < scan.sequences(); i++) {
            boolean row =
                    node.input(Scan.LEADING + scan.carries() + i) instanceof Output o
                            && o.apply().op() instanceof Scan;
            if (row && !loops) later.add(leaves.get(scan.carries() + i));
        }
        this.varying = LoopSteps.dependents(scan, later);
        this.elementwise = LoopSteps.dependents(scan, LoopSteps.elementLeaves(scan));
        this.earlier = EarlierLoop.of(scan, node, varying);
        this.allSteps = LoopSteps.known(scan, node).isPresent();
        this.compared = compared(scan);
    }

    static Optional<LoopChange> of(Apply node) {
        if (!(node.op() instanceof Scan scan)
                || scan.sequences() == 0
                || !LoopSteps.isKnown(scan)
                || !(node.input(0) instanceof Constant)) return Optional.empty();
        return new EarlyWork(scan, node, false)
                .change()
                .or(() -> new EarlyWork(scan, node, true).change());
    }

    private Optional<LoopChange> change() {
        var chosen = LoopSteps.set();
        for (var n : scan.body().graph().nodes()) {
            if (!varying.contains(n.output())) continue;
            for (var x : n.inputs()) if (isEarly(x)) chosen.addAll(choice(x));
        }
        for (var y : scan.body().outputs()) if (isEarly(y)) chosen.addAll(choice(y));
        var picks =
                scan.body().graph().nodes().stream()
                        .flatMap(n -> n.outputs().stream())
                        .filter(chosen::contains)
                        .toList();
        return picks.isEmpty() ? Optional.empty() : Optional.of(rebuilt(picks));
    }

    private boolean isEarly(Tensor x) {
        return x instanceof Output && !varying.contains(x) && elementwise.contains(x);
    }

    /// The tensors that become sequences so that `x` is at hand in each step: itself, or some of
    /// those it is made of, elements among them.
    private List<Tensor> choice(Tensor x) {
        var known = choices.get(x);
        if (known != null) return known;
        for (var n : GraphWalk.topological(List.of(x), (Output o) -> choices.containsKey(o)))
            for (var y : n.outputs()) choices.put(y, chosen(y, n));
        return choices.get(x);
    }

    private List<Tensor> chosen(Tensor y, Apply n) {
        if (!elementwise.contains(y)) return List.of();
        var below = LoopSteps.set();
        for (var x : n.inputs()) {
            if (x instanceof Output) below.addAll(choices.get(x));
            else if (elementwise.contains(x)) below.add(x);
        }
        var parts =
                GraphWalk.breadthFirst(List.of(y)).reversed().stream()
                        .filter(below::contains)
                        .toList();
        if (n.op() instanceof View || y.shape().size() > MOST || !isAvailable(y)) return parts;
        if (n.op() instanceof Reduction && compared.contains(y)) return parts;
        int size = y.shape().size();
        int partSize = parts.stream().mapToInt(p -> p.shape().size()).sum();
        if (!LoopSteps.isCheap(n.op())) return size > DEAR * partSize ? parts : List.of(y);
        return size <= partSize && cost(y, below) > size ? List.of(y) : parts;
    }

    /// What a step compares, below mere views. The gradient of a largest element looks for what is
    /// equal to it: both must come from one computation, since other code for the elements may give
    /// them other last digits.
    private static Set<Tensor> compared(Scan scan) {
        var compared = LoopSteps.set();
        for (var n : scan.body().graph().nodes()) {
            boolean compares =
                    n.op() instanceof Elementwise f && f.typing() == Elementwise.Typing.COMPARISON;
            if (!compares) continue;
            for (var x : n.inputs()) {
                var below = x;
                while (below instanceof Output o && o.apply().op() instanceof View)
                    below = o.apply().input(0);
                compared.add(below);
            }
        }
        return compared;
    }

    /// What it costs to compute `y` from others in a step.
    private long cost(Tensor y, Set<Tensor> others) {
        long cost = 0;
        for (var n : GraphWalk.topological(List.of(y), (Output o) -> others.contains(o))) {
            if (n.op() instanceof View) continue;
            cost += (long) n.output().shape().size() * (LoopSteps.isCheap(n.op()) ? 1 : DEAR);
        }
        return cost;
    }

    private boolean isAvailable(Tensor y) {
        return earlier.map(e -> e.has(y)).orElse(false)
                || allSteps
                        && GraphWalk.topological(List.of(y)).stream().allMatch(Stacked::supports);
    }

    private LoopChange rebuilt(List<Tensor> picks) {
        var kept = picks.stream().filter(y -> earlier.map(e -> e.has(y)).orElse(false)).toList();
        var outside = picks.stream().filter(y -> !kept.contains(y)).toList();
        Map<Tensor, Tensor> stacks = new IdentityHashMap<>();
        var sequences = LoopSteps.elementLeaves(scan);
        for (int i = 0; i < sequences.size(); i++)
            stacks.put(sequences.get(i), node.input(Scan.LEADING + scan.carries() + i));
        var maps = new ArrayList<Map<Tensor, Tensor>>();
        earlier.filter(_ -> !kept.isEmpty())
                .ifPresent(e -> {
                    var change = e.keeping(kept);
                    for (int i = 0; i < kept.size(); i++)
                        stacks.put(kept.get(i), change.rows().get(i));
                    maps.add(change.replaced());
                });
        if (!outside.isEmpty()) {
            Map<Tensor, Tensor> invariants = new IdentityHashMap<>();
            for (int i = scan.carries() + scan.sequences(); i < leaves.size(); i++)
                invariants.put(leaves.get(i), node.input(Scan.LEADING + i));
            int steps = (int) ((Constant) node.input(0)).value().longs()[0];
            var made = new Stacked(steps, stacks, invariants).of(outside);
            for (int i = 0; i < outside.size(); i++) stacks.put(outside.get(i), made.get(i));
        }
        maps.addFirst(LoopChange.between(node.outputs(), over(picks, stacks)));
        return new LoopChange(
                outside.isEmpty() ? LoopRewrite.RESIDUALS : LoopRewrite.SEQUENCES, maps);
    }

    /// The outputs of the loop over the further sequences.
    private List<Tensor> over(List<Tensor> picks, Map<Tensor, Tensor> stacks) {
        Map<Tensor, Tensor> replaced = new IdentityHashMap<>();
        for (var y : picks) replaced.put(y, new Input(y.name(), y.type()));
        var results = GraphWalk.substitute(scan.body().outputs(), replaced);
        var assembly = new ScanAssembly();
        for (int i = 0; i < scan.carries(); i++)
            assembly.carry(leaves.get(i), node.input(Scan.LEADING + i), results.get(i));
        results.subList(scan.carries(), scan.carries() + scan.stacked()).forEach(assembly::row);
        if (scan.until()) assembly.until(results.getLast());
        var used = assembly.usedLeaves();
        for (var x : LoopSteps.elementLeaves(scan))
            if (used.contains(x)) assembly.sequence(x, stacks.get(x));
        for (var y : picks)
            if (used.contains(replaced.get(y))) assembly.sequence(replaced.get(y), stacks.get(y));
        for (int i = scan.carries() + scan.sequences(); i < leaves.size(); i++)
            if (used.contains(leaves.get(i)))
                assembly.invariant(leaves.get(i), node.input(Scan.LEADING + i));
        return new Apply(
                        assembly.op(scan.recorded(), scan.reversed()),
                        assembly.operands(node.input(0), node.input(1)),
                        node.where())
                .outputs();
    }
}
