package dev.credence.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A loop over one block: a single one where all arrays run through it in one stride, else one for
/// each axis.
final class RegionLoop {
    final Loops loops;
    final ElementWriter writer;

    private RegionLoop(Loops loops, ElementWriter writer) {
        this.loops = loops;
        this.writer = writer;
    }

    /// @param temporary the arrays that hold one block only
    static RegionLoop of(
            Lowering lowering, Region region, Set<Slot> temporary, List<Nest.Work> works) {
        boolean flat = isFlat(region, works);
        var indices = new ArrayList<Expr.Local>();
        var ends = new ArrayList<Expr>();
        indices.add(lowering.fresh(Kind.INT));
        ends.add(region.times(flat ? region.inner() : 1));
        if (!flat) {
            for (int i = region.axis() + 1; i < region.dims().length; i++) {
                indices.add(lowering.fresh(Kind.INT));
                ends.add(new Expr.Count(region.dims()[i]));
            }
        }
        var loops = new Loops(indices, ends);
        var addressing = new InRegion(region, temporary, indices, flat);
        return new RegionLoop(loops, new ElementWriter(lowering, loops, addressing));
    }

    /// Whether a single loop runs through all arrays.
    static boolean isFlat(Region region, List<Nest.Work> works) {
        return works.stream().allMatch(w -> isFlat(region, w));
    }

    private static boolean isFlat(Region region, Nest.Work work) {
        return work.operands().stream().allMatch(o -> isFlat(region, o))
                && work.table().stream().allMatch(o -> isFlat(region, o))
                && work.target().stream().allMatch(o -> isFlat(region, o));
    }

    private static boolean isFlat(Region region, Nest.Operand operand) {
        return !(operand instanceof Nest.Cells c) || region.isLinear(c) || region.isFixed(c);
    }

    private record InRegion(
            Region region, Set<Slot> temporary, List<Expr.Local> indices, boolean flat)
            implements ElementWriter.Addressing {
        @Override
        public Expr.Index at(Nest.Cells cells) {
            var base = region.base(cells, temporary.contains(cells.slot()));
            var terms = new ArrayList<>(base.terms());
            if (flat) {
                if (!region.isFixed(cells)) terms.add(new Expr.Index.Term(indices.getFirst(), 1));
            } else {
                for (int i = 0; i < indices.size(); i++) {
                    int stride = cells.strides().get(region.axis() + i);
                    if (stride != 0) terms.add(new Expr.Index.Term(indices.get(i), stride));
                }
            }
            return new Expr.Index(base.offset(), List.copyOf(terms));
        }

        @Override
        public int level(Nest.Cells cells) {
            if (region.isFixed(cells)) return 0;
            return flat ? 1 : cells.depth() - region.axis();
        }
    }
}
