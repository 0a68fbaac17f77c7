package dev.credence.jvm;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Check;
import dev.credence.graph.Constant;
import dev.credence.graph.CustomOp;
import dev.credence.graph.Decomposition;
import dev.credence.graph.Draw;
import dev.credence.graph.Elementwise;
import dev.credence.graph.GraphException;
import dev.credence.graph.IfElse;
import dev.credence.graph.Indexing;
import dev.credence.graph.Inversion;
import dev.credence.graph.LinearAlgebra;
import dev.credence.graph.OpLowering;
import dev.credence.graph.Program;
import dev.credence.graph.Reduction;
import dev.credence.graph.Scan;
import dev.credence.graph.Shape;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;
import dev.credence.graph.View;
import dev.credence.graph.Widening;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Turns the nodes of a program into [Step]s on [Value]s; views become strides here.
///
/// Each op is lowered in one order: by a lowering registered for it; as its core family; by its
/// expansion; by its reference evaluation.
final class Resolution {
    private final List<Value> values = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<Tensor, Strided> known = new IdentityHashMap<>();
    private final Map<String, Integer> performed = new TreeMap<>();
    private final Map<String, Integer> expanded = new TreeMap<>();
    private final Map<String, Integer> lowered = new TreeMap<>();
    private final Settings settings;
    private final Dense dense = new Dense(this);

    private Resolution(Settings settings) {
        this.settings = settings;
    }

    /// Steps in order, each after those it reads from.
    static Resolution of(Program program, Settings settings) {
        var resolution = new Resolution(settings);
        for (int i = 0; i < program.inputs().size(); i++) {
            var x = program.inputs().get(i);
            resolution.define(x, resolution.value(x, new Value.Origin.Given(i)));
        }
        for (var node : program.nodes()) resolution.resolve(node);
        for (int i = 0; i < program.outputs().size(); i++) {
            var y = program.outputs().get(i);
            var asked = resolution.value(y, new Value.Origin.Asked(i));
            resolution.copy(
                    resolution.read(y), Strided.whole(asked, y.shape().dims()), Step.Order.ALONE);
        }
        return resolution;
    }

    /// The same program in other steps.
    Resolution with(List<Value> otherValues, List<Step> otherSteps) {
        var other = new Resolution(settings);
        other.values.addAll(otherValues);
        other.steps.addAll(otherSteps);
        other.performed.putAll(performed);
        other.expanded.putAll(expanded);
        other.lowered.putAll(lowered);
        return other;
    }

    List<Value> values() {
        return values;
    }

    List<Step> steps() {
        return steps;
    }

    /// How many nodes of which ops run by their reference evaluation.
    Map<String, Integer> performed() {
        return performed;
    }

    /// How many nodes of which ops were computed by a registered lowering.
    Map<String, Integer> lowered() {
        return lowered;
    }

    /// How many nodes of which ops were replaced by their expansion.
    Map<String, Integer> expanded() {
        return expanded;
    }

    private void resolve(Apply node) {
        switch (node.op()) {
            case Elementwise f when keepsKind(f, node) ->
                    define(node.output(), read(node.input(0)));
            case Elementwise f -> {
                int[] dims = node.output().shape().dims();
                var inputs = node.inputs().stream().map(x -> read(x).broadcastTo(dims)).toList();
                steps.add(Step.Map.of(f, inputs, made(node)));
            }
            case Reduction r -> reduce(r, node);
            case View v -> view(v, node);
            case Indexing i -> index(i, node);
            case LinearAlgebra a -> linearAlgebra(a, node);
            case Draw _, Scan _, IfElse _ -> perform(node);
            case Check c -> {
                var failure = new Failure.Unmet(c, node.where());
                steps.add(new Step.Guard(read(node.input(1)), failure));
                define(node.output(), read(node.input(0)));
            }
            case CustomOp c -> custom(c, node);
        }
    }

    /// Whether a function only calls its input by a wider dtype.
    private static boolean keepsKind(Elementwise f, Apply node) {
        if (f != Elementwise.TO_FLOAT64 && f != Elementwise.TO_INT64) return false;
        return Kind.of(node.input(0).dtype()) == Kind.of(node.output().dtype());
    }

    private void reduce(Reduction r, Apply node) {
        var x = read(node.input(0));
        if (r.axes().isEmpty()) {
            define(node.output(), x);
            return;
        }
        var out = made(node);
        steps.add(new Step.Reduce(r.kind(), r.axes(), x, out.root()));
    }

    private void view(View v, Apply node) {
        var x = node.inputs().isEmpty() ? null : read(node.input(0));
        int[] dims = node.output().shape().dims();
        switch (v) {
            case View.DimShuffle d -> define(node.output(), x.dimShuffle(d.order()));
            case View.Reshape _ ->
                    define(
                            node.output(),
                            x.reshape(dims).orElseGet(() -> Strided.whole(copied(x), dims)));
            case View.BroadcastTo _ -> define(node.output(), x.broadcastTo(dims));
            case View.ShapeOf _ -> {
                var lengths = new long[x.rank()];
                for (int axis = 0; axis < lengths.length; axis++) lengths[axis] = x.dims()[axis];
                define(node.output(), constant(NdArray.of(lengths, lengths.length)));
            }
            case View.Concatenate c -> {
                var out = made(node);
                int start = 0;
                for (var part : node.inputs()) {
                    int length = part.shape().dim(c.axis());
                    copy(read(part), out.slice(c.axis(), start, length, 1), Step.Order.ALONE);
                    start += length;
                }
            }
        }
    }

    private void index(Indexing op, Apply node) {
        var x = read(node.input(0));
        switch (op) {
            case Indexing.Slice s -> define(node.output(), sliced(x, s.axis(), s.range()));
            case Indexing.SetSlice s -> {
                var out = made(node);
                copy(x, out, Step.Order.FIRST);
                var part = sliced(out, s.axis(), s.range());
                copy(read(node.input(1)).broadcastTo(part.dims()), part, Step.Order.LATER);
            }
            case Indexing.Gather g -> {
                var index = read(node.input(1));
                var out = made(node);
                if (KnownPositions.gather(this, x, g.axis(), index, out)) return;
                var failure =
                        new Failure.OutOfBounds(
                                node.input(0).name(), g.axis(), x.dims(), node.where());
                steps.add(new Step.Gather(x, g.axis(), index, out, failure));
            }
            case Indexing.ScatterAdd s -> {
                if (x.root().dtype() == DType.BOOL) perform(node);
                else scatter(x, s.axis(), node);
            }
        }
    }

    private void scatter(Strided x, int axis, Apply node) {
        var index = read(node.input(1));
        var values = read(node.input(2));
        var out = made(node);
        if (KnownPositions.scatter(this, x, axis, index, values, out)) return;
        copy(x, out, Step.Order.FIRST);
        var failure = new Failure.OutOfBounds(node.input(0).name(), axis, x.dims(), node.where());
        steps.add(new Step.Scatter(out, axis, index, values, failure));
    }

    private static Strided sliced(Strided x, int axis, Indexing.Range range) {
        int length = x.dims()[axis];
        return x.slice(axis, range.first(length), range.count(length), range.step());
    }

    private void linearAlgebra(LinearAlgebra op, Apply node) {
        boolean empty =
                node.inputs().stream().anyMatch(x -> x.shape().size() == 0)
                        || node.output().shape().size() == 0;
        if (empty || op instanceof Inversion || op instanceof Decomposition) {
            perform(node);
            return;
        }
        var inputs = node.inputs().stream().map(this::read).toList();
        dense.resolve(op, inputs, made(node));
    }

    private void custom(CustomOp op, Apply node) {
        var alone = Program.detached(node);
        var form = SourceLine.inherit(node.where(), () -> settings.lowered(alone));
        if (form.isPresent() && lower(form.get(), alone, node)) {
            lowered.merge(op.toString(), 1, Integer::sum);
            return;
        }
        var expansion = SourceLine.inherit(node.where(), () -> op.expand(alone));
        if (expansion.isPresent() && expand(expansion.get(), alone, node)) {
            expanded.merge(op.toString(), 1, Integer::sum);
            return;
        }
        perform(node);
    }

    private boolean lower(OpLowering.Form form, Apply alone, Apply node) {
        return switch (form) {
            case OpLowering.Expansion e -> expand(e.outputs(), alone, node);
            case OpLowering.Pointwise p -> {
                int[] dims = node.output().shape().dims();
                var inputs = node.inputs().stream().map(x -> read(x).broadcastTo(dims)).toList();
                var function = new MapFunction.Given(p.function());
                steps.add(new Step.Map(function, inputs, made(node)));
                yield true;
            }
        };
    }

    /// Computes a node by other nodes, unless their shapes depend on values.
    private boolean expand(List<Tensor> outputs, Apply alone, Apply node) {
        var program = Program.expansion(alone, outputs).map(Widening::of);
        if (program.isEmpty()) return false;
        var leaves = alone.inputs();
        for (int i = 0; i < leaves.size(); i++) {
            if (leaves.get(i) instanceof Constant) continue;
            int at =
                    leaves.stream()
                            .filter(x -> !(x instanceof Constant))
                            .distinct()
                            .toList()
                            .indexOf(leaves.get(i));
            define(program.get().inputs().get(at), read(node.input(i)));
        }
        program.get().nodes().forEach(this::resolve);
        for (int i = 0; i < outputs.size(); i++)
            define(node.outputs().get(i), read(program.get().outputs().get(i)));
        return true;
    }

    private void perform(Apply node) {
        if (!PerformCall.isCompiled(node.op()))
            performed.merge(node.op().toString(), 1, Integer::sum);
        var inputs = node.inputs().stream().map(x -> contiguous(read(x))).toList();
        var outputs = node.outputs().stream().map(y -> made(y).root()).toList();
        steps.add(new Step.Perform(node, inputs, outputs));
    }

    /// The view itself if its elements lie one after the other, else a copy.
    Strided contiguous(Strided x) {
        return x.isContiguous() ? x : Strided.whole(copied(x), x.dims());
    }

    private Value copied(Strided x) {
        var out = between(x.root().dtype(), x.dims());
        copy(x, out, Step.Order.ALONE);
        return out.root();
    }

    private void copy(Strided from, Strided to, Step.Order order) {
        steps.add(new Step.Copy(from, to, order));
    }

    private Strided read(Tensor x) {
        var found = known.get(x);
        if (found != null) return found;
        if (x instanceof Constant c) return define(x, constant(c.value()));
        throw new GraphException("'%s' is used before it is computed".formatted(x));
    }

    /// Adds a step.
    void add(Step step) {
        steps.add(step);
    }

    /// The scalar zero.
    Strided zero() {
        return constant(NdArray.scalar(0.0));
    }

    /// A value in between.
    Strided between(DType dtype, int... dims) {
        return Strided.whole(value(dtype, NdArray.sizeOf(dims), new Value.Origin.Between()), dims);
    }

    /// A constant.
    Strided constant(NdArray array) {
        var origin = new Value.Origin.Fixed(array);
        return Strided.whole(value(array.dtype(), array.size(), origin), array.shape());
    }

    private Strided made(Apply node) {
        return made(node.output());
    }

    private Strided made(Tensor y) {
        return define(y, value(y, new Value.Origin.Between()));
    }

    private Strided define(Tensor x, Value value) {
        return define(x, Strided.whole(value, x.shape().dims()));
    }

    private Strided define(Tensor x, Strided view) {
        known.put(x, view);
        return view;
    }

    private Value value(Tensor x, Value.Origin origin) {
        return value(x.dtype(), sizeOf(x.shape()), origin);
    }

    private Value value(DType dtype, int size, Value.Origin origin) {
        var value = new Value(values.size(), dtype, size, origin);
        values.add(value);
        return value;
    }

    private static int sizeOf(Shape shape) {
        return shape.size();
    }
}
