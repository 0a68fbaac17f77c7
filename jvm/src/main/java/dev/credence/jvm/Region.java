package dev.credence.jvm;

import java.util.ArrayList;
import java.util.List;

/// The part of a loop nest that one block covers: a run of one axis with all axes inside it.
///
/// @param dims the nest's lengths
/// @param axis the axis that is cut into blocks
/// @param chunk how many positions of the axis a block has, the last one excepted
/// @param outer the index variables of the axes outside
/// @param start where the block begins on its axis; empty if one block is all
/// @param length how many positions of the axis this block has
record Region(
        int[] dims,
        int axis,
        int chunk,
        List<Expr.Local> outer,
        List<Expr.Local> start,
        Expr length) {

    /// Regions shorter than this take in the next axis, if there is one.
    private static final int SHORT = 128;

    /// Nests up to this size are one block.
    private static final int WHOLE = 2048;

    static Region of(Lowering lowering, int... dims) {
        int axis = dims.length - 1;
        int inner = 1;
        while (axis > 0 && inner * dims[axis] < SHORT) inner *= dims[axis--];
        boolean whole = axis == 0 && inner * dims[0] <= WHOLE;
        int most = whole ? dims[0] : Math.max(1, Lowering.BLOCK / inner);
        int blocks = Math.ceilDiv(dims[axis], most);
        int chunk = Math.min(dims[axis], Math.ceilDiv(Math.ceilDiv(dims[axis], blocks), 8) * 8);
        if (!whole && chunk * inner > 2 * Lowering.BLOCK) chunk = most;
        var outer = new ArrayList<Expr.Local>();
        for (int i = 0; i < axis; i++) outer.add(lowering.fresh(Kind.INT));
        boolean single = chunk == dims[axis];
        var start = single ? List.<Expr.Local>of() : List.of(lowering.fresh(Kind.INT));
        var length = dims[axis] % chunk == 0 ? new Expr.Count(chunk) : lowering.fresh(Kind.INT);
        return new Region(dims, axis, chunk, outer, start, length);
    }

    /// Blocks of so many positions of the first axis, which is longer.
    static Region ofRows(Lowering lowering, int[] dims, int rows) {
        var count = dims[0] % rows == 0 ? new Expr.Count(rows) : lowering.fresh(Kind.INT);
        var start = List.of(lowering.fresh(Kind.INT));
        return new Region(dims, 0, rows, List.of(), start, count);
    }

    /// The elements of the axes inside the cut one.
    int inner() {
        int inner = 1;
        for (int i = axis + 1; i < dims.length; i++) inner *= dims[i];
        return inner;
    }

    /// The most elements of a block.
    int capacity() {
        return chunk * inner();
    }

    /// The length of this block times a factor.
    Expr times(int factor) {
        return switch (length) {
            case Expr.Count n -> new Expr.Count(n.value() * factor);
            case Expr.Local l -> new Expr.Index(0, List.of(new Expr.Index.Term(l, factor)));
            default -> throw new AssertionError(length);
        };
    }

    /// Whether the cells of a region lie one after the other.
    boolean isLinear(Nest.Cells cells) {
        int stride = 1;
        for (int i = dims.length - 1; i >= axis; i--) {
            if (cells.strides().get(i) != stride) return false;
            stride *= dims[i];
        }
        return true;
    }

    /// Whether all cells of a region are the same one.
    boolean isFixed(Nest.Cells cells) {
        return cells.depth() <= axis;
    }

    /// Cells of a buffer that holds one region.
    Nest.Cells buffer(Slot slot) {
        var strides = new ArrayList<Integer>();
        for (int i = 0; i < axis; i++) strides.add(0);
        for (int i = axis, stride = inner(); i < dims.length; i++) {
            strides.add(stride);
            if (i + 1 < dims.length) stride /= dims[i + 1];
        }
        return new Nest.Cells(slot, 0, strides);
    }

    /// Where the region's first cell is.
    Expr.Index base(Nest.Cells cells, boolean isBuffer) {
        var terms = new ArrayList<Expr.Index.Term>();
        if (!isBuffer) {
            for (int i = 0; i < axis; i++) add(outer.get(i), cells.strides().get(i), terms);
            for (var s : start) add(s, cells.strides().get(axis), terms);
        }
        return new Expr.Index(cells.offset(), List.copyOf(terms));
    }

    private static void add(Expr.Local index, int stride, List<Expr.Index.Term> terms) {
        if (stride != 0) terms.add(new Expr.Index.Term(index, stride));
    }
}
