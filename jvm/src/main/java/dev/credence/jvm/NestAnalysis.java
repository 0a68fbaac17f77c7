package dev.credence.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Finds the operands of a loop nest and merges neighbouring axes that all of them run through in
/// one stride.
final class NestAnalysis {
    private final Lowering lowering;
    private final Group.Nest group;
    private final List<Code> before;
    private final List<Nest.Work> works = new ArrayList<>();
    private final Set<Value> own = new HashSet<>();

    private NestAnalysis(Lowering lowering, Group.Nest group, List<Code> before) {
        this.lowering = lowering;
        this.group = group;
        this.before = before;
    }

    /// @param before receives the code that loads numbers used all over the nest
    static Nest of(Lowering lowering, Group.Nest group, List<Code> before) {
        return of(lowering, group, before, false);
    }

    /// The nest with its first axis left as it is.
    static Nest ofRows(Lowering lowering, Group.Nest group, List<Code> before) {
        return of(lowering, group, before, true);
    }

    private static Nest of(
            Lowering lowering, Group.Nest group, List<Code> before, boolean keepsRows) {
        var analysis = new NestAnalysis(lowering, group, before);
        for (var step : group.steps()) analysis.works.add(analysis.work(step));
        return analysis.merged(keepsRows);
    }

    private Nest.Work work(Step step) {
        return switch (step) {
            case Step.Map m -> {
                var operands =
                        m.inputs().stream().map(x -> operand(x, x.strides(), m.output())).toList();
                own.add(m.output().root());
                yield new Nest.Work(step, operands, List.of(), stored(m.output()), none());
            }
            case Step.Copy c -> {
                var operands = List.of(operand(c.input(), c.input().strides(), c.output()));
                var target = List.of(cells(c.output(), c.output().strides(), c.output()));
                yield new Nest.Work(step, operands, List.of(), target, none());
            }
            case Step.Gather g -> {
                var index =
                        operand(
                                g.index(),
                                indexStrides(g.axis(), g.index(), g.output()),
                                g.output());
                var table = cells(g.x(), tableStrides(g.x(), g.axis(), g.index()), g.output());
                own.add(g.output().root());
                yield new Nest.Work(
                        step, List.of(index), List.of(table), stored(g.output()), none());
            }
            case Step.Scatter s -> {
                var values = s.values();
                var index = operand(s.index(), indexStrides(s.axis(), s.index(), values), values);
                var table = cells(s.into(), tableStrides(s.into(), s.axis(), s.index()), values);
                var operands = List.of(index, operand(values, values.strides(), values));
                yield new Nest.Work(step, operands, List.of(table), List.of(), none());
            }
            case Step.Reduce r -> reduce(r);
            case Step.Guard _, Step.Library _, Step.Perform _ -> throw new AssertionError(step);
        };
    }

    private Nest.Work reduce(Step.Reduce r) {
        int[] dims = r.input().dims();
        var outStrides = new int[dims.length];
        int stride = 1;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            if (r.axes().contains(axis)) continue;
            outStrides[axis] = stride;
            stride *= dims[axis];
        }
        var folded = new boolean[group.space().size()];
        int next = 0;
        for (int axis = 0; axis < dims.length; axis++)
            if (dims[axis] != 1) folded[next++] = r.axes().contains(axis);
        var out = Strided.whole(r.output(), r.output().size());
        var target =
                lowering.plan.isStored(r.output())
                        ? List.of(cells(out, outStrides, r.input()))
                        : List.<Nest.Cells>of();
        var operand = operand(r.input(), r.input().strides(), r.input());
        return new Nest.Work(r, List.of(operand), List.of(), target, folded);
    }

    private boolean[] none() {
        return new boolean[group.space().size()];
    }

    /// The strides of an index tensor along the axes of the entries.
    private static int[] indexStrides(int axis, Strided index, Strided entries) {
        var strides = new int[entries.rank()];
        System.arraycopy(index.strides(), 0, strides, axis, index.rank());
        return strides;
    }

    /// The strides of the table along the axes of the entries; none where the index counts.
    private static int[] tableStrides(Strided table, int axis, Strided index) {
        var strides = new int[table.rank() - 1 + index.rank()];
        System.arraycopy(table.strides(), 0, strides, 0, axis);
        System.arraycopy(
                table.strides(), axis + 1, strides, axis + index.rank(), table.rank() - axis - 1);
        return strides;
    }

    private List<Nest.Cells> stored(Strided output) {
        return lowering.plan.isStored(output.root())
                ? List.of(cells(output, output.strides(), output))
                : List.of();
    }

    private Nest.Operand operand(Strided view, int[] strides, Strided shape) {
        var root = view.root();
        if (own.contains(root)) return new Nest.Own(root);
        if (Arrays.stream(strides).allMatch(s -> s == 0) || root.size() == 1) return same(view);
        return cells(view, strides, shape);
    }

    private Nest.Same same(Strided view) {
        var root = view.root();
        if (lowering.explosion.inLocals(root))
            return new Nest.Same(lowering.atoms(root)[view.offset()]);
        var literal = lowering.literal(root);
        if (literal != null) return new Nest.Same(literal);
        var place = lowering.plan.place(view);
        var local = lowering.fresh(place.slot().kind());
        before.add(new Code.Let(local, new Expr.Load(place.slot(), Expr.Index.at(place.offset()))));
        return new Nest.Same(local);
    }

    /// Elements of an array along the axes of `shape` that are longer than one.
    private Nest.Cells cells(Strided view, int[] strides, Strided shape) {
        var place = lowering.plan.place(view);
        var kept =
                IntStream.range(0, strides.length)
                        .filter(a -> shape.dims()[a] != 1)
                        .mapToObj(a -> strides[a])
                        .toList();
        return new Nest.Cells(place.slot(), place.offset(), kept);
    }

    private Nest merged(boolean keepsRows) {
        int[] dims = group.space().stream().mapToInt(d -> d).toArray();
        var last = new ArrayList<Integer>();
        for (int axis = 0; axis < dims.length; axis++)
            if (axis == dims.length - 1 || keepsRows && axis == 0 || !isMergeable(axis, dims))
                last.add(axis);
        var lengths = new int[last.size()];
        int from = 0;
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = 1;
            for (; from <= last.get(i); from++) lengths[i] *= dims[from];
        }
        return new Nest(lengths, works.stream().map(w -> merge(w, last)).toList());
    }

    private boolean isMergeable(int axis, int... dims) {
        for (var work : works) {
            if (work.folded()[axis] != work.folded()[axis + 1]) return false;
            if (!work.operands().stream().allMatch(o -> isMergeable(o, axis, dims))) return false;
            if (!work.table().stream().allMatch(o -> isMergeable(o, axis, dims))) return false;
            if (!work.target().stream().allMatch(o -> isMergeable(o, axis, dims))) return false;
        }
        return true;
    }

    private static boolean isMergeable(Nest.Operand operand, int axis, int... dims) {
        return !(operand instanceof Nest.Cells c)
                || c.strides().get(axis) == c.strides().get(axis + 1) * dims[axis + 1];
    }

    private static Nest.Work merge(Nest.Work work, List<Integer> last) {
        var folded = new boolean[last.size()];
        for (int i = 0; i < folded.length; i++) folded[i] = work.folded()[last.get(i)];
        return new Nest.Work(
                work.step(),
                work.operands().stream()
                        .map(o -> o instanceof Nest.Cells c ? merge(c, last) : o)
                        .toList(),
                work.table().stream().map(c -> merge(c, last)).toList(),
                work.target().stream().map(c -> merge(c, last)).toList(),
                folded);
    }

    private static Nest.Cells merge(Nest.Cells cells, List<Integer> last) {
        return new Nest.Cells(
                cells.slot(),
                cells.offset(),
                last.stream().map(axis -> cells.strides().get(axis)).toList());
    }
}
