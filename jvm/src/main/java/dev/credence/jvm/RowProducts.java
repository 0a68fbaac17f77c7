package dev.credence.jvm;

import dev.credence.array.Kernels;

import java.util.ArrayList;
import java.util.List;

/// Writes the products before and after a loop nest for one block of rows.
final class RowProducts {
    /// Bytes of a block of rows: it stays in the innermost cache between its two products.
    private static final int CACHE = 26_000;

    private static final Routine AXPY =
            Routine.ofInterface(
                    Kernels.class,
                    "axpy",
                    void.class,
                    double.class,
                    double[].class,
                    int.class,
                    double[].class,
                    int.class,
                    int.class);

    private final Lowering lowering;
    private final Group.RowBlocks group;

    RowProducts(Lowering lowering, Group.RowBlocks group) {
        this.lowering = lowering;
        this.group = group;
    }

    /// How many rows a block has.
    int rows() {
        int columns = group.before().stream().mapToInt(RowProduct::columns).sum();
        return Math.clamp(CACHE / (8L * columns) / 8 * 8, 8, Lowering.BLOCK);
    }

    /// Sets what the products of the blocks are added to.
    List<Code> zeros() {
        var code = new ArrayList<Code>();
        for (var p : group.after()) {
            var place = lowering.plan.place(p.result());
            var index = lowering.fresh(Kind.INT);
            var at = new Expr.Index(place.offset(), List.of(new Expr.Index.Term(index, 1)));
            var store = new Code.Store(place.slot(), at, new Expr.Real(0));
            code.add(new Code.Loop(index, new Expr.Count(p.columns()), 1, List.of(store)));
        }
        return code;
    }

    List<Code> before(Region region) {
        return group.before().stream()
                .map(p ->
                        product(
                                p,
                                run(p.vector(), List.of()),
                                run(p.result(), rows(region, 1)),
                                region))
                .toList();
    }

    List<Code> after(Region region) {
        var code = new ArrayList<Code>();
        for (var p : group.after()) {
            var share = lowering.block(Kind.DOUBLE, p.columns(), -1);
            List<Expr> near = List.of(new Expr.Array(share), new Expr.Count(0));
            code.add(product(p, run(p.vector(), rows(region, 1)), near, region));
            var arguments = new ArrayList<Expr>();
            arguments.add(new Expr.Passing());
            arguments.add(new Expr.Real(1));
            arguments.addAll(near);
            arguments.addAll(run(p.result(), List.of()));
            arguments.add(new Expr.Count(p.columns()));
            code.add(new Code.Run(new Expr.Invoke(AXPY, arguments)));
        }
        return code;
    }

    private Code product(RowProduct p, List<Expr> vector, List<Expr> result, Region region) {
        var arguments = new ArrayList<Expr>();
        arguments.add(new Expr.Passing());
        arguments.addAll(run(p.matrix(), rows(region, p.columns())));
        arguments.add(new Expr.Truth(p.transposed()));
        arguments.addAll(vector);
        arguments.addAll(result);
        arguments.add(region.length());
        arguments.add(new Expr.Count(p.columns()));
        return new Code.Run(new Expr.Invoke(Dense.MATVEC, arguments));
    }

    private static List<Expr.Index.Term> rows(Region region, int stride) {
        return List.of(new Expr.Index.Term(region.start().getFirst(), stride));
    }

    private List<Expr> run(Strided view, List<Expr.Index.Term> from) {
        var place = lowering.plan.place(view);
        return List.of(new Expr.Array(place.slot()), new Expr.Index(place.offset(), from));
    }
}
