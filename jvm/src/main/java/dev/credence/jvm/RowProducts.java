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
        int most = Lowering.BLOCK / group.before().getFirst().width();
        int columns = group.before().stream().mapToInt(RowProduct::columns).sum();
        return Math.clamp(CACHE / (8L * columns) / 8 * 8, 8, most);
    }

    /// Sets what the products of the blocks are added to.
    List<Code> zeros() {
        var code = new ArrayList<Code>();
        for (var p : group.after()) {
            var place = lowering.plan.place(p.result());
            var index = lowering.fresh(Kind.INT);
            var at = new Expr.Index(place.offset(), List.of(new Expr.Index.Term(index, 1)));
            var store = new Code.Store(place.slot(), at, new Expr.Real(0));
            code.add(new Code.Loop(index, new Expr.Count(size(p)), 1, List.of(store)));
        }
        return code;
    }

    List<Code> before(Region region) {
        return group.before().stream()
                .map(p ->
                        product(
                                p,
                                run(p.factor(), List.of()),
                                run(p.result(), rows(region, p.width())),
                                region))
                .toList();
    }

    List<Code> after(Region region) {
        var code = new ArrayList<Code>();
        for (var p : group.after()) {
            var share = lowering.block(Kind.DOUBLE, size(p), -1);
            List<Expr> near = List.of(new Expr.Array(share), new Expr.Count(0));
            code.add(product(p, run(p.factor(), rows(region, p.width())), near, region));
            var arguments = new ArrayList<Expr>();
            arguments.add(new Expr.Passing());
            arguments.add(new Expr.Real(1));
            arguments.addAll(near);
            arguments.addAll(run(p.result(), List.of()));
            arguments.add(new Expr.Count(size(p)));
            code.add(new Code.Run(new Expr.Invoke(AXPY, arguments)));
        }
        return code;
    }

    /// How many numbers a product of a transposed matrix has.
    private static int size(RowProduct p) {
        return p.columns() * p.width();
    }

    private Code product(RowProduct p, List<Expr> factor, List<Expr> result, Region region) {
        var arguments = new ArrayList<Expr>();
        arguments.add(new Expr.Passing());
        arguments.addAll(run(p.matrix(), rows(region, p.columns())));
        arguments.add(new Expr.Truth(p.transposed()));
        arguments.addAll(factor);
        if (p.width() > 1) arguments.add(new Expr.Truth(false));
        arguments.addAll(result);
        var columns = new Expr.Count(p.columns());
        if (p.width() > 1 && p.transposed())
            arguments.addAll(List.of(columns, region.length(), new Expr.Count(p.width())));
        else if (p.width() > 1)
            arguments.addAll(List.of(region.length(), columns, new Expr.Count(p.width())));
        else arguments.addAll(List.of(region.length(), columns));
        var routine = p.width() > 1 ? Dense.MATMUL : Dense.MATVEC;
        return new Code.Run(new Expr.Invoke(routine, arguments));
    }

    private static List<Expr.Index.Term> rows(Region region, int stride) {
        return List.of(new Expr.Index.Term(region.start().getFirst(), stride));
    }

    private List<Expr> run(Strided view, List<Expr.Index.Term> from) {
        var place = lowering.plan.place(view);
        return List.of(new Expr.Array(place.slot()), new Expr.Index(place.offset(), from));
    }
}
