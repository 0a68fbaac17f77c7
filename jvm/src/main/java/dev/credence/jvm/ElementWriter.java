package dev.credence.jvm;

import dev.credence.graph.Reduction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes what steps do for one element in the body of some loops; each number is a local.
final class ElementWriter {
    /// Where the cells of an operand are for the element at hand.
    interface Addressing {
        Expr.Index at(Nest.Cells cells);

        /// The level of the loops at which that position is known.
        int level(Nest.Cells cells);
    }

    private final Lowering lowering;
    private final Loops loops;
    private final Addressing addressing;
    private final Map<Value, Expr> own = new HashMap<>();
    private final Map<Nest.Cells, Expr> loaded = new HashMap<>();
    private final Map<Indexed, Expr.Local> positions = new HashMap<>();

    /// An index into an axis of some length.
    private record Indexed(Expr index, int length) {}

    ElementWriter(Lowering lowering, Loops loops, Addressing addressing) {
        this.lowering = lowering;
        this.loops = loops;
        this.addressing = addressing;
    }

    /// The number of an operand; loads happen as far out as the position allows.
    Expr read(Nest.Operand operand) {
        return switch (operand) {
            case Nest.Own o -> own.get(o.value());
            case Nest.Same s -> s.value();
            case Nest.Cells c -> loaded.computeIfAbsent(c, this::load);
        };
    }

    private Expr load(Nest.Cells c) {
        var local = lowering.fresh(c.kind());
        loops.before(addressing.level(c))
                .add(new Code.Let(local, new Expr.Load(c.slot(), addressing.at(c))));
        return local;
    }

    /// Writes a step that has a result for each element, or adds to one.
    void write(Nest.Work work) {
        switch (work.step()) {
            case Step.Map m -> {
                var inputs = work.operands().stream().map(this::read).toList();
                var kind = work.operands().getLast().kind();
                result(work, m.output().root(), Expr.map(m.function(), kind, inputs));
            }
            case Step.Copy _ -> store(work.target(), read(work.operands().getFirst()));
            case Step.Gather g -> {
                var entry = entry(work, g.x(), g.axis(), g.index(), g.failure());
                var table = work.table().getFirst().slot();
                result(work, g.output().root(), new Expr.Load(table, entry));
            }
            case Step.Scatter s -> {
                var entry = entry(work, s.into(), s.axis(), s.index(), s.failure());
                var table = work.table().getFirst().slot();
                var value = read(work.operands().get(1));
                loops.body().add(new Code.Fold(table, entry, Reduction.Kind.SUM, value));
            }
            case Step.Reduce _, Step.Guard _, Step.Library _, Step.Perform _ ->
                    throw new AssertionError(work.step());
        }
    }

    private Expr.Index entry(
            Nest.Work work, Strided table, int axis, Strided index, Failure failure) {
        int length = table.dims()[axis];
        var key = new Indexed(read(work.operands().getFirst()), length);
        var position = positions.get(key);
        if (position == null) {
            position = lowering.fresh(Kind.INT);
            positions.put(key, position);
            var checked =
                    KnownPositions.areInside(index, length)
                            ? new Expr.Narrowed(key.index())
                            : new Expr.Position(
                                    key.index(), length, lowering.memory.object(failure));
            loops.body().add(new Code.Let(position, checked));
        }
        var outer = addressing.at(work.table().getFirst());
        var terms = new ArrayList<>(outer.terms());
        terms.add(new Expr.Index.Term(position, table.strides()[axis]));
        return new Expr.Index(outer.offset(), List.copyOf(terms));
    }

    private void result(Nest.Work work, Value output, Expr value) {
        var local = lowering.fresh(value.kind());
        loops.body().add(new Code.Let(local, value));
        own.put(output, local);
        store(work.target(), local);
    }

    /// Stores the number of an operand.
    void store(List<Nest.Cells> target, Expr value) {
        for (var cells : target)
            loops.body().add(new Code.Store(cells.slot(), addressing.at(cells), value));
    }

    /// Folds the number of an operand into an element.
    void fold(Nest.Cells target, Reduction.Kind fold, Nest.Operand operand) {
        loops.body().add(new Code.Fold(target.slot(), addressing.at(target), fold, read(operand)));
    }
}
