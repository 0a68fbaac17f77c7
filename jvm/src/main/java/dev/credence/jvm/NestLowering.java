package dev.credence.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes a loop nest as plain loops: each number in a local, folds at the end of the loops they
/// fold.
final class NestLowering {
    private final Lowering lowering;
    private final Nest nest;
    private final List<Expr.Local> indices = new ArrayList<>();
    private final List<List<Code>> before = new ArrayList<>();
    private final List<List<Code>> after = new ArrayList<>();
    private final Map<Value, Expr> own = new HashMap<>();
    private final Map<Nest.Cells, Expr> loaded = new HashMap<>();

    NestLowering(Lowering lowering, Group.Nest group) {
        this.lowering = lowering;
        var first = new ArrayList<Code>();
        this.nest = NestAnalysis.of(lowering, group, first);
        before.add(first);
        after.add(new ArrayList<>());
        for (int axis = 0; axis < nest.dims().length; axis++) {
            indices.add(lowering.fresh(Kind.INT));
            before.add(new ArrayList<>());
            after.add(new ArrayList<>());
        }
    }

    List<Code> lower() {
        for (var work : nest.works()) write(work);
        var code = innermost();
        for (int axis = nest.dims().length - 1; axis >= 0; axis--) {
            var loop = new Code.Loop(indices.get(axis), new Expr.Count(nest.dims()[axis]), 1, code);
            code = new ArrayList<>(before.get(axis));
            code.add(loop);
            code.addAll(after.get(axis));
        }
        return code;
    }

    private List<Code> innermost() {
        var code = before.getLast();
        code.addAll(after.getLast());
        return code;
    }

    private void write(Nest.Work work) {
        switch (work.step()) {
            case Step.Map m -> {
                var inputs = new ArrayList<Expr>();
                for (var x : work.operands()) inputs.add(read(x));
                var kind = work.operands().getLast().kind();
                finish(work, m.output().root(), new Expr.Scalar(m.function(), kind, inputs));
            }
            case Step.Copy _ -> store(work.target(), read(work.operands().getFirst()));
            case Step.Gather g -> {
                var entry =
                        entry(work, g.x().dims()[g.axis()], g.x().strides()[g.axis()], g.failure());
                finish(
                        work,
                        g.output().root(),
                        new Expr.Load(work.table().getFirst().slot(), entry));
            }
            case Step.Scatter s -> {
                var into = s.into();
                var entry =
                        entry(work, into.dims()[s.axis()], into.strides()[s.axis()], s.failure());
                before.getLast()
                        .add(
                                new Code.Fold(
                                        work.table().getFirst().slot(),
                                        entry,
                                        dev.credence.graph.Reduction.Kind.SUM,
                                        read(work.operands().get(1))));
            }
            case Step.Reduce r -> reduce(r, work);
            case Step.Guard _, Step.Library _, Step.Perform _ ->
                    throw new AssertionError(work.step());
        }
    }

    private Expr.Index entry(Nest.Work work, int length, int stride, Failure failure) {
        var index = read(work.operands().getFirst());
        var position = lowering.fresh(Kind.INT);
        before.getLast()
                .add(
                        new Code.Let(
                                position,
                                new Expr.Position(index, length, lowering.memory.object(failure))));
        var outer = work.table().getFirst().at(indices);
        var terms = new ArrayList<>(outer.terms());
        terms.add(new Expr.Index.Term(position, stride));
        return new Expr.Index(outer.offset(), terms);
    }

    private void finish(Nest.Work work, Value output, Expr value) {
        var local = lowering.fresh(value.kind());
        before.getLast().add(new Code.Let(local, value));
        own.put(output, local);
        store(work.target(), local);
    }

    private void store(List<Nest.Cells> target, Expr value) {
        for (var cells : target)
            before.getLast().add(new Code.Store(cells.slot(), cells.at(indices), value));
    }

    private void reduce(Step.Reduce r, Nest.Work work) {
        var kind = Kind.of(r.output().dtype());
        var value = read(work.operands().getFirst());
        int kept = keptPrefix(work.folded());
        if (kept < 0) {
            var cells = work.target().getFirst();
            before.getFirst().add(fill(cells, r, kind));
            before.getLast().add(new Code.Fold(cells.slot(), cells.at(indices), r.kind(), value));
            return;
        }
        var sum = lowering.fresh(kind);
        before.get(kept).add(new Code.Let(sum, Folds.start(r.kind(), kind)));
        before.getLast().add(new Code.Accumulate(sum, r.kind(), value));
        if (lowering.explosion.inLocals(r.output())) lowering.atoms(r.output())[0] = sum;
        for (var cells : work.target())
            after.get(kept).add(new Code.Store(cells.slot(), cells.at(indices), sum));
    }

    private Code fill(Nest.Cells cells, Step.Reduce r, Kind kind) {
        var index = lowering.fresh(Kind.INT);
        var at = new Expr.Index(cells.offset(), List.of(new Expr.Index.Term(index, 1)));
        return new Code.Loop(
                index,
                new Expr.Count(r.output().size()),
                1,
                List.of(new Code.Store(cells.slot(), at, Folds.start(r.kind(), kind))));
    }

    /// How many outer axes stay if exactly the inner ones are folded, else -1.
    private static int keptPrefix(boolean... folded) {
        int kept = 0;
        while (kept < folded.length && !folded[kept]) kept++;
        for (int axis = kept; axis < folded.length; axis++) if (!folded[axis]) return -1;
        return kept;
    }

    /// Loads happen as far out as the position allows.
    private Expr read(Nest.Operand operand) {
        return switch (operand) {
            case Nest.Own o -> own.get(o.value());
            case Nest.Same s -> s.value();
            case Nest.Cells c ->
                    loaded.computeIfAbsent(
                            c,
                            _ -> {
                                var local = lowering.fresh(c.kind());
                                before.get(c.depth())
                                        .add(
                                                new Code.Let(
                                                        local,
                                                        new Expr.Load(c.slot(), c.at(indices))));
                                return local;
                            });
        };
    }
}
