package dev.credence.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes small steps element by element: every element is a local, and views cost nothing.
final class StraightLowering {
    private final Lowering lowering;
    private final List<Code> code = new ArrayList<>();
    private final Map<Element, Expr> loaded = new HashMap<>();

    private record Element(Value root, int position) {}

    StraightLowering(Lowering lowering) {
        this.lowering = lowering;
    }

    List<Code> lower(Group.Straight group) {
        for (var step : group.steps()) {
            switch (step) {
                case Step.Map m -> map(m);
                case Step.Copy c -> {
                    for (int i = 0; i < c.output().size(); i++)
                        write(c.output(), i, element(c.input(), i));
                }
                case Step.Gather g -> gather(g);
                case Step.Reduce r -> reduce(r);
                case Step.Guard g ->
                        code.add(
                                new Code.Demand(
                                        element(g.condition(), 0),
                                        lowering.memory.object(g.failure())));
                case Step.Scatter _, Step.Library _, Step.Perform _ ->
                        throw new AssertionError(step);
            }
        }
        return code;
    }

    private void map(Step.Map m) {
        var kind = Kind.of(m.inputs().getLast().root().dtype());
        for (int i = 0; i < m.output().size(); i++) {
            var inputs = new ArrayList<Expr>();
            for (var x : m.inputs()) inputs.add(element(x, i));
            write(m.output(), i, let(Expr.map(m.function(), kind, inputs)));
        }
    }

    private void gather(Step.Gather g) {
        int rank = g.index().rank();
        var x = g.x();
        var outDims = g.output().dims();
        for (int i = 0; i < g.output().size(); i++) {
            int[] at = coordinates(i, outDims);
            int k = 0;
            for (int axis = 0; axis < rank; axis++)
                k = k * g.index().dims()[axis] + at[g.axis() + axis];
            int offset = x.offset();
            for (int axis = 0; axis < g.axis(); axis++) offset += at[axis] * x.strides()[axis];
            for (int axis = g.axis() + 1; axis < x.rank(); axis++)
                offset += at[axis + rank - 1] * x.strides()[axis];
            write(g.output(), i, entry(g, element(g.index(), k), offset));
        }
    }

    private Expr entry(Step.Gather g, Expr index, int offset) {
        int length = g.x().dims()[g.axis()];
        var position = lowering.fresh(Kind.INT);
        int failure = lowering.memory.object(g.failure());
        code.add(new Code.Let(position, new Expr.Position(index, length, failure)));
        var root = new Strided(g.x().root(), offset, new int[0], new int[0]);
        var place = lowering.plan.place(root);
        var term = new Expr.Index.Term(position, g.x().strides()[g.axis()]);
        return let(new Expr.Load(place.slot(), new Expr.Index(place.offset(), List.of(term))));
    }

    private static int[] coordinates(int element, int... dims) {
        var at = new int[dims.length];
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            at[axis] = element % dims[axis];
            element /= dims[axis];
        }
        return at;
    }

    private void reduce(Step.Reduce r) {
        int[] dims = r.input().dims();
        var out = new ArrayList<List<Expr>>();
        for (int i = 0; i < r.output().size(); i++) out.add(new ArrayList<>());
        for (int i = 0; i < r.input().size(); i++) {
            int[] at = coordinates(i, dims);
            int to = 0;
            for (int axis = 0; axis < dims.length; axis++)
                if (!r.axes().contains(axis)) to = to * dims[axis] + at[axis];
            out.get(to).add(element(r.input(), i));
        }
        var whole = Strided.whole(r.output(), r.output().size());
        for (int i = 0; i < out.size(); i++) write(whole, i, folded(r, out.get(i)));
    }

    /// A balanced tree, so that neighbouring operations do not wait for each other.
    private Expr folded(Step.Reduce r, List<Expr> terms) {
        var kind = Kind.of(r.output().dtype());
        if (terms.isEmpty()) return Folds.start(r.kind(), kind);
        var level = terms;
        while (level.size() > 1) {
            var next = new ArrayList<Expr>();
            for (int i = 0; i + 1 < level.size(); i += 2) {
                next.add(let(Folds.fold(r.kind(), kind, level.get(i), level.get(i + 1))));
            }
            if (level.size() % 2 == 1) next.add(level.getLast());
            level = next;
        }
        return level.getFirst();
    }

    private Expr let(Expr value) {
        var local = lowering.fresh(value.kind());
        code.add(new Code.Let(local, value));
        return local;
    }

    /// Writes an element of a view to its local and, where it is needed there, to memory.
    private void write(Strided view, int element, Expr value) {
        var root = view.root();
        int position = view.position(element);
        if (lowering.explosion.inLocals(root)) {
            lowering.atoms(root)[position] = value;
            if (!lowering.plan.isStored(root)) return;
        }
        var place = lowering.plan.place(new Strided(root, position, new int[0], new int[0]));
        code.add(new Code.Store(place.slot(), Expr.Index.at(place.offset()), value));
    }

    private Expr element(Strided view, int element) {
        var root = view.root();
        int position = view.position(element);
        if (lowering.explosion.inLocals(root)) return lowering.atoms(root)[position];
        var literal = lowering.literal(root);
        if (literal != null) return literal;
        return loaded.computeIfAbsent(new Element(root, position), this::load);
    }

    private Expr load(Element e) {
        var place =
                lowering.plan.place(new Strided(e.root(), e.position(), new int[0], new int[0]));
        return let(new Expr.Load(place.slot(), Expr.Index.at(place.offset())));
    }
}
