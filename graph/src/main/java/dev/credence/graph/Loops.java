package dev.credence.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Records what the steps of loops and the sides of choices do.
final class Loops {
    private Loops() {}

    static LoopFunctions.ScanResult over(
            LoopFunctions.ScanStep step,
            List<Tensor> initial,
            List<Tensor> sequences,
            boolean reversed) {
        if (sequences.isEmpty()) {
            throw new GraphException(
                            "a scan needs a sequence or a number of steps, both are missing")
                    .at(SourceLine.here());
        }
        for (var s : sequences) {
            if (s.rank() == 0) {
                throw new GraphException(
                                "a scan goes along the first axis of its sequences, '%s' is a scalar"
                                        .formatted(s))
                        .at(SourceLine.here());
            }
        }
        return build(step, initial, sequences, length(sequences), reversed);
    }

    static LoopFunctions.ScanResult times(
            LoopFunctions.ScanStep step, List<Tensor> initial, int steps) {
        if (steps < 0) {
            throw new GraphException("a scan cannot make %d steps".formatted(steps))
                    .at(SourceLine.here());
        }
        return build(step, initial, List.of(), new Constant(ShapeValues.constant(steps)), false);
    }

    /// The common first length as a shape operand, a constant where it is known.
    private static Tensor length(List<Tensor> sequences) {
        for (var s : sequences) {
            int length = s.shape().dim(0);
            if (length != Shape.UNKNOWN) return new Constant(ShapeValues.constant(length));
        }
        return Tensors.slice(Tensors.shapeOf(sequences.getFirst()), 0, 0, 1, 1);
    }

    private static LoopFunctions.ScanResult build(
            LoopFunctions.ScanStep step,
            List<Tensor> initial,
            List<Tensor> sequences,
            Tensor length,
            boolean reversed) {
        var own = new ArrayList<Tensor>();
        for (var x : initial) own.add(new Input(x.name(), x.type()));
        for (var s : sequences) own.add(new Input(s.name(), Scan.element(s.type())));
        int carries = initial.size();
        var made =
                step.apply(
                        List.copyOf(own.subList(0, carries)),
                        List.copyOf(own.subList(carries, own.size())));
        if (made.carries().size() != carries) {
            throw new GraphException(
                            "a step of a scan must give %d carries, not %d"
                                    .formatted(carries, made.carries().size()))
                    .at(SourceLine.here());
        }
        var results = new ArrayList<>(made.carries());
        results.addAll(made.rows());
        made.until().ifPresent(results::add);
        var closed = Closure.invariants(results, own);

        var assembly = new ScanAssembly();
        for (int i = 0; i < carries; i++)
            assembly.carry(own.get(i), initial.get(i), closed.outputs().get(i));
        boolean flip = reversed && made.until().isPresent();
        for (int i = 0; i < sequences.size(); i++)
            assembly.sequence(
                    own.get(carries + i), flip ? flipped(sequences.get(i)) : sequences.get(i));
        for (int i = 0; i < closed.captured().size(); i++)
            assembly.invariant(closed.inputs().get(i), closed.captured().get(i));
        for (int i = 0; i < made.rows().size(); i++)
            assembly.row(closed.outputs().get(carries + i));
        if (made.until().isPresent()) assembly.until(closed.outputs().getLast());

        var steps =
                length instanceof Constant c
                        ? new Constant(c.value().reshape())
                        : Tensors.reshape(length);
        var outputs = assembly.apply(length, steps, reversed && !flip).outputs();
        int firstRow = 2 * carries;
        var rows = outputs.subList(firstRow, firstRow + made.rows().size());
        return new LoopFunctions.ScanResult(
                outputs.subList(0, carries),
                flip ? rows.stream().map(Loops::flipped).toList() : rows,
                made.until().isPresent() ? outputs.getLast() : steps);
    }

    /// A loop that may end early is recorded from its first element on, since its pullback visits
    /// as many.
    private static Tensor flipped(Tensor sequence) {
        return Tensors.slice(sequence, 0, -1, Indexing.Range.END, -1);
    }

    /// A choice; what both sides or the condition depend on comes from outside.
    static List<Tensor> choose(Tensor condition, List<Tensor> yes, List<Tensor> no) {
        if (yes.size() != no.size()) {
            throw new GraphException(
                            "the sides of a choice must have as many tensors as each other, not %d and %d"
                                    .formatted(yes.size(), no.size()))
                    .at(SourceLine.here());
        }
        var needed = cone(yes);
        needed.retainAll(cone(no));
        needed.addAll(cone(List.of(condition)));
        var all = new ArrayList<>(yes);
        all.addAll(no);
        var closed =
                Closure.of(
                        all,
                        x ->
                                switch (x) {
                                    case Constant _ -> false;
                                    case Input _, Shared _ -> true;
                                    case Output o ->
                                            needed.contains(x) && !(o.apply().op() instanceof View);
                                });
        int n = yes.size();
        var op =
                new IfElse(
                        InnerGraph.of(closed.inputs(), closed.outputs().subList(0, n)),
                        InnerGraph.of(closed.inputs(), closed.outputs().subList(n, 2 * n)));
        var operands = new ArrayList<>(closed.captured());
        operands.addFirst(condition);
        return new Apply(op, operands).outputs();
    }

    private static Set<Tensor> cone(List<Tensor> tensors) {
        Set<Tensor> cone = Collections.newSetFromMap(new IdentityHashMap<>());
        cone.addAll(GraphWalk.breadthFirst(tensors));
        return cone;
    }
}
