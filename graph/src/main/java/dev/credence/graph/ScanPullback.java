package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// The reverse rule of [Scan]: a scan in the other direction whose carries are the cotangents of
/// the carries and the sums of the cotangents of the invariants.
///
/// Each reverse step computes its forward step again from the histories of the carries, so that
/// memory grows with the carries only.
final class ScanPullback {
    private final Scan scan;
    private final Apply node;
    private final List<Optional<Tensor>> cotangents;
    private final TreeSet<Integer> active = new TreeSet<>();
    private final Map<Integer, Input> carryCotangents = new TreeMap<>();
    private final Map<Integer, Input> rowCotangents = new TreeMap<>();

    ScanPullback(Scan scan, Apply node, List<Optional<Tensor>> cotangents) {
        this.scan = scan;
        this.node = scan.recorded().size() == scan.carries() ? node : withHistories(scan, node);
        this.cotangents = cotangents;
    }

    private static Apply withHistories(Scan scan, Apply node) {
        var op =
                Scan.recording(
                        scan.body(),
                        scan.carries(),
                        scan.sequences(),
                        scan.until(),
                        scan.reversed());
        return new Apply(op, node.inputs());
    }

    /// The cotangents of the scan's inputs.
    List<Optional<Tensor>> inputs() {
        for (int i = 0; i < scan.stacked(); i++) {
            if (rowCotangent(i).isPresent())
                rowCotangents.put(i, like(scan.body().outputs().get(scan.carries() + i)));
        }
        for (int i = 0; i < scan.carries(); i++)
            if (lastCotangent(i).isPresent() || historyCotangent(i).isPresent()) activate(i);
        var pulled = pullStep();
        while (activateMore(pulled)) pulled = pullStep();
        return loop(pulled);
    }

    private static Input like(Tensor x) {
        return new Input(x.type());
    }

    private void activate(int carry) {
        active.add(carry);
        carryCotangents.put(carry, like(scan.body().inputs().get(carry)));
    }

    /// Cotangents of the body's inputs from those of the active carries and of the rows.
    private List<Optional<Tensor>> pullStep() {
        var incoming = new ArrayList<Optional<Tensor>>();
        for (int i = 0; i < scan.carries(); i++)
            incoming.add(Optional.ofNullable(carryCotangents.get(i)));
        for (int i = 0; i < scan.stacked(); i++)
            incoming.add(Optional.ofNullable(rowCotangents.get(i)));
        if (scan.until()) incoming.add(Optional.empty());
        return Gradient.pullback(scan.body().outputs(), incoming, scan.body().inputs());
    }

    /// A carry takes part once something flows into it.
    private boolean activateMore(List<Optional<Tensor>> pulled) {
        int before = active.size();
        for (int i = 0; i < scan.carries(); i++)
            if (pulled.get(i).isPresent() && !active.contains(i)) activate(i);
        return active.size() > before;
    }

    private List<Optional<Tensor>> loop(List<Optional<Tensor>> pulled) {
        var reverse = new ScanAssembly();
        for (int i : active) addCarry(reverse, i, pulled.get(i));
        int firstInvariant = scan.carries() + scan.sequences();
        for (int i = firstInvariant; i < pulled.size(); i++) {
            if (pulled.get(i).isEmpty()) continue;
            var sum = like(bodyInput(i));
            var start = Tensors.zerosLike(node.input(Scan.LEADING + i));
            reverse.carry(sum, start, Tensors.add(sum, pulled.get(i).get()));
        }
        pulled.subList(scan.carries(), firstInvariant).forEach(g -> g.ifPresent(reverse::row));
        rowCotangents.forEach((i, leaf) -> reverse.sequence(leaf, rowCotangent(i).orElseThrow()));
        var used = reverse.usedLeaves();
        for (int i = 0; i < pulled.size(); i++) {
            var leaf = bodyInput(i);
            if (!used.contains(leaf)) continue;
            if (i < scan.carries()) reverse.sequence(leaf, node.outputs().get(scan.carries() + i));
            else if (i < firstInvariant) reverse.sequence(leaf, node.input(Scan.LEADING + i));
            else reverse.invariant(leaf, node.input(Scan.LEADING + i));
        }
        var steps = scan.until() ? node.outputs().getLast() : node.input(1);
        var outputs = reverse.apply(node.input(0), steps, !scan.reversed()).outputs();
        return distribute(pulled, outputs, 2 * reverse.carries());
    }

    private void addCarry(ScanAssembly reverse, int i, Optional<Tensor> pulled) {
        var leaf = bodyInput(i);
        var flow = pulled;
        var direct = historyCotangent(i);
        if (direct.isPresent()) {
            var element = like(leaf);
            reverse.sequence(element, direct.get());
            flow = Optional.of(pulled.<Tensor>map(g -> Tensors.add(g, element)).orElse(element));
        }
        reverse.carry(
                carryCotangents.get(i),
                lastCotangent(i).orElseGet(() -> Tensors.zerosLike(node.input(Scan.LEADING + i))),
                flow.orElseGet(() -> Tensors.zerosLike(leaf)));
    }

    private Tensor bodyInput(int i) {
        return scan.body().inputs().get(i);
    }

    private List<Optional<Tensor>> distribute(
            List<Optional<Tensor>> pulled, List<Tensor> reverse, int firstRow) {
        var all = new ArrayList<Optional<Tensor>>();
        for (int i = 0; i < Scan.LEADING; i++) all.add(Optional.empty());
        int carry = 0;
        int row = firstRow;
        for (int i = 0; i < pulled.size(); i++) {
            boolean isElement = i >= scan.carries() && i < scan.carries() + scan.sequences();
            boolean present = i < scan.carries() ? active.contains(i) : pulled.get(i).isPresent();
            if (!present) all.add(Optional.empty());
            else all.add(Optional.of(reverse.get(isElement ? row++ : carry++)));
        }
        return all;
    }

    private Optional<Tensor> lastCotangent(int carry) {
        return real(cotangents.get(carry));
    }

    private Optional<Tensor> historyCotangent(int carry) {
        int at = scan.recorded().indexOf(carry);
        return at < 0 ? Optional.empty() : real(cotangents.get(scan.carries() + at));
    }

    private Optional<Tensor> rowCotangent(int row) {
        return real(cotangents.get(scan.carries() + scan.recorded().size() + row));
    }

    private static Optional<Tensor> real(Optional<Tensor> cotangent) {
        return cotangent.filter(g -> g.dtype().isFloating());
    }
}
