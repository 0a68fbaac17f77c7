package dev.credence.jvm;

import java.util.ArrayList;
import java.util.List;

/// Writes a loop nest as plain loops around all its steps, for short loops and pure arithmetic.
final class PlainNest {
    private final Lowering lowering;
    private final Loops loops;
    private final ElementWriter writer;

    private PlainNest(Lowering lowering, Nest nest) {
        this.lowering = lowering;
        var indices = new ArrayList<Expr.Local>();
        var ends = new ArrayList<Expr>();
        for (int d : nest.dims()) {
            indices.add(lowering.fresh(Kind.INT));
            ends.add(new Expr.Count(d));
        }
        loops = new Loops(indices, ends);
        writer =
                new ElementWriter(
                        lowering,
                        loops,
                        new ElementWriter.Addressing() {
                            @Override
                            public Expr.Index at(Nest.Cells cells) {
                                return cells.at(indices);
                            }

                            @Override
                            public int level(Nest.Cells cells) {
                                return cells.depth();
                            }
                        });
    }

    static List<Code> lower(Lowering lowering, Nest nest) {
        var plain = new PlainNest(lowering, nest);
        for (var work : nest.works()) plain.write(work);
        return plain.loops.code();
    }

    private void write(Nest.Work work) {
        if (!(work.step() instanceof Step.Reduce r)) {
            writer.write(work);
            return;
        }
        int kept = work.keptPrefix();
        if (kept < 0) {
            var target = work.target().getFirst();
            loops.before(0).add(Folds.fill(lowering, target, r));
            writer.fold(target, r.kind(), work.operands().getFirst());
            return;
        }
        var folded = lowering.fresh(Kind.of(r.output().dtype()));
        var value = writer.read(work.operands().getFirst());
        loops.before(kept).add(new Code.Let(folded, Folds.start(r.kind(), folded.kind())));
        loops.body().add(new Code.Accumulate(folded, r.kind(), value));
        if (lowering.explosion.inLocals(r.output())) lowering.atoms(r.output())[0] = folded;
        for (var cells : work.target()) {
            var at = cells.at(loops.indices());
            loops.after(kept).add(new Code.Store(cells.slot(), at, folded));
        }
    }
}
