package dev.credence.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns a forward algorithm in log space, a scan whose step is `logsumexp(c + K) + e` with the
/// same `K` in each step and for each sequence, into one on scaled probabilities (Rabiner 1989,
/// section V.A): a matrix product and the exponentials of `e` take the place of those of `c + K`.
///
/// After each step the carry is divided by its sum; the logarithms of the sums are what it lacks.
/// The last step is written out in log space. A term that is smaller by `exp(-700)` than the
/// largest of its step is lost; it would have counted `exp(-300)` of what replaces it at most, as
/// long as all entries of `K` lie within [#WIDEST] of zero. That is the condition under which the
/// result holds; where an entry is `-∞`, the loop in log space must be run.
final class ScaledScan {
    /// The largest absolute value of an entry of `K`.
    static final double WIDEST = 200;

    /// A sum of probabilities that is smaller than this is none.
    private static final double SMALLEST = 1e-300;

    /// The largest matrix whose product is written as a sum over an axis.
    private static final int SHORT = 4;

    private final Scan scan;
    private final Apply node;
    private final Tensor carry;
    private final Set<Tensor> varying;
    private LogSumExp step;

    private record Term(Tensor tensor, boolean negative) {}

    /// The parts of a step.
    ///
    /// @param sum the sum over the states before
    /// @param order how the axes of the carry lie in `matrix`
    /// @param matrix `K`, with the axes of the sum
    /// @param emission `e`
    private record LogSumExp(Reduction sum, List<Integer> order, Tensor matrix, Tensor emission) {}

    /// @param replaced what stands for the last carry
    /// @param condition where it holds, a bool scalar
    record Result(LoopChange replaced, Tensor condition) {}

    private ScaledScan(Scan scan, Apply node) {
        this.scan = scan;
        this.node = node;
        this.carry = scan.body().inputs().getFirst();
        this.varying = LoopSteps.dependents(scan, List.of(carry));
    }

    /// @param uses how often each tensor of the graph is used
    static Optional<Result> of(Apply node, Map<Tensor, Integer> uses) {
        if (!(node.op() instanceof Scan scan)) return Optional.empty();
        boolean simple =
                scan.carries() == 1
                        && scan.stacked() == 0
                        && !scan.until()
                        && scan.sequences() > 0
                        && node.outputs().stream().skip(1).noneMatch(uses::containsKey);
        var length = node.input(0);
        boolean steps =
                node.input(1) instanceof Constant c
                        && length instanceof Constant l
                        && c.value().longs()[0] == l.value().longs()[0]
                        && c.value().longs()[0] > 1;
        if (!simple || !steps) return Optional.empty();
        var scaled = new ScaledScan(scan, node);
        return scaled.matches() ? Optional.of(scaled.result()) : Optional.empty();
    }

    private boolean matches() {
        var terms = new ArrayList<Term>();
        addTerms(scan.body().outputs().getFirst(), false, terms);
        var logs = terms.stream().filter(t -> varying.contains(t.tensor())).toList();
        var sums =
                logs.stream()
                        .filter(t -> !t.negative() && Lifting.op(t.tensor()) == Elementwise.LOG)
                        .toList();
        if (sums.size() != 1 || !(sums.getFirst().tensor() instanceof Output log)) return false;
        if (log.apply().op() != Elementwise.LOG
                || !(log.apply().input(0) instanceof Output s)
                || !(s.apply().op() instanceof Reduction sum)
                || sum.kind() != Reduction.Kind.SUM
                || sum.axes().size() != 1
                || sum.keepDims()
                || !(s.apply().input(0) instanceof Output e)
                || e.apply().op() != Elementwise.EXP) return false;
        var inner = new ArrayList<Term>();
        addTerms(e.apply().input(0), false, inner);
        var shifts = logs.stream().filter(t -> t != sums.getFirst()).toList();
        for (var shift : shifts) {
            if (shift.negative() || !removeShift(shift.tensor(), sum, inner)) return false;
        }
        terms.removeAll(logs);
        return read(sum, inner, terms);
    }

    private static void addTerms(Tensor x, boolean negative, List<Term> terms) {
        if (x instanceof Output o && o.apply().op() instanceof Elementwise f) {
            switch (f) {
                case ADD, SUBTRACT -> {
                    addTerms(o.apply().input(0), negative, terms);
                    addTerms(o.apply().input(1), negative ^ f == Elementwise.SUBTRACT, terms);
                    return;
                }
                case NEGATE -> {
                    addTerms(o.apply().input(0), !negative, terms);
                    return;
                }
                default -> {}
            }
        }
        terms.add(new Term(x, negative));
    }

    /// A shift that is subtracted inside and added outside makes no difference.
    private static boolean removeShift(Tensor outside, Reduction sum, List<Term> inner) {
        if (!(outside instanceof Output o) || !(o.apply().op() instanceof View.DimShuffle d))
            return false;
        var shift = o.apply().input(0);
        int axis = sum.axes().getFirst();
        var order = new ArrayList<Integer>();
        for (int i = 0; i < shift.rank(); i++) if (i != axis) order.add(i);
        if (!d.order().equals(order)) return false;
        for (var t : inner) {
            if (t.tensor() != shift || !t.negative()) continue;
            inner.remove(t);
            return true;
        }
        return false;
    }

    private boolean read(Reduction sum, List<Term> inner, List<Term> outer) {
        var paths = inner.stream().filter(t -> varying.contains(t.tensor())).toList();
        if (paths.size() != 1 || paths.getFirst().negative()) return false;
        inner.removeAll(paths);
        if (!(paths.getFirst().tensor() instanceof Output o)
                || !(o.apply().op() instanceof View.DimShuffle d)
                || o.apply().input(0) != carry) return false;
        int from = sum.axes().getFirst();
        int to = d.order().indexOf(View.DimShuffle.NEW_AXIS);
        var after = new ArrayList<>(d.order());
        if (to < 0 || from == to || d.order().size() != carry.rank() + 1) return false;
        int state = d.order().get(from);
        after.set(to, state);
        after.remove(from);
        for (int i = 0; i < after.size(); i++) if (after.get(i) != i) return false;
        boolean fixed = inner.stream().allMatch(t -> isMatrix(t.tensor(), from, to));
        if (!fixed || inner.isEmpty() || outer.isEmpty()) return false;
        step = new LogSumExp(sum, d.order(), total(inner), total(outer));
        return step.matrix().shape().dim(from) == step.matrix().shape().dim(to)
                && outer.stream().allMatch(t -> t.tensor().rank() == carry.rank());
    }

    /// Whether it is the same in all steps and along all axes but two.
    private boolean isMatrix(Tensor x, int from, int to) {
        var elements = LoopSteps.dependents(scan, LoopSteps.elementLeaves(scan));
        if (elements.contains(x)) return false;
        for (int axis = 0; axis < x.rank(); axis++)
            if (axis != from && axis != to && x.shape().dim(axis) != 1) return false;
        return true;
    }

    private static Tensor total(List<Term> terms) {
        Tensor sum = null;
        for (var t : terms) {
            if (sum == null) sum = t.negative() ? Tensors.negate(t.tensor()) : t.tensor();
            else
                sum =
                        t.negative()
                                ? Tensors.subtract(sum, t.tensor())
                                : Tensors.add(sum, t.tensor());
        }
        return sum;
    }

    private Result result() {
        int steps = (int) ((Constant) node.input(0)).value().longs()[0];
        int state = step.order().get(step.sum().axes().getFirst());
        var leaves = scan.body().inputs();
        var range =
                scan.reversed()
                        ? new Indexing.Range(1, Indexing.Range.END, 1)
                        : new Indexing.Range(0, steps - 1, 1);
        Map<Tensor, Tensor> last = new IdentityHashMap<>();
        var start = node.input(Scan.LEADING);
        var shift = shift(start, state);
        var weights = new Input("weights", carry.type());
        var log = new Input("log", shift.type());

        var matrix = Tensors.exp(step.matrix());
        var terms = multiplied(weights, matrix);
        var largest = shift(step.emission(), state);
        var scaled =
                Tensors.multiply(terms, Tensors.exp(Tensors.subtract(step.emission(), largest)));
        var sum =
                stopped(
                        Tensors.maximum(
                                fold(Reduction.Kind.SUM, scaled, state),
                                Tensors.constant(SMALLEST)));
        var assembly = new ScanAssembly();
        assembly.carry(
                weights, Tensors.exp(Tensors.subtract(start, shift)), Tensors.divide(scaled, sum));
        assembly.carry(log, shift, Tensors.add(log, Tensors.add(Tensors.log(sum), largest)));
        for (int i = scan.carries(); i < leaves.size(); i++) {
            var operand = node.input(Scan.LEADING + i);
            if (i < scan.carries() + scan.sequences()) {
                assembly.sequence(leaves.get(i), part(operand, range));
                last.put(leaves.get(i), Tensors.slice(operand, 0, scan.reversed() ? 0 : steps - 1));
            } else {
                assembly.invariant(leaves.get(i), operand);
                last.put(leaves.get(i), operand);
            }
        }
        var count = new Constant(ShapeValues.constant(steps - 1));
        var outputs =
                assembly.apply(count, new Constant(count.value().reshape()), scan.reversed())
                        .outputs();
        last.put(weights, outputs.get(0));
        var end = GraphWalk.substitute(List.of(terms, step.emission(), step.matrix()), last);
        var result = Tensors.add(Tensors.add(Tensors.log(end.get(0)), end.get(1)), outputs.get(1));
        var condition =
                Tensors.all(
                        Tensors.elementwise(
                                Elementwise.LESS_EQUAL,
                                Tensors.elementwise(Elementwise.ABS, end.get(2)),
                                Tensors.constant(WIDEST)));
        Map<Tensor, Tensor> replaced = new IdentityHashMap<>();
        replaced.put(node.output(), result);
        return new Result(LoopChange.of(LoopRewrite.SCALED, replaced), condition);
    }

    private static Tensor part(Tensor x, Indexing.Range range) {
        return new Apply(new Indexing.Slice(0, range), List.of(x)).output();
    }

    /// The carry times the matrix.
    private Tensor multiplied(Tensor weights, Tensor matrix) {
        int from = step.sum().axes().getFirst();
        int to = step.order().indexOf(View.DimShuffle.NEW_AXIS);
        int rank = carry.rank();
        boolean product =
                matrix.shape().dim(from) > SHORT && rank <= 2 && step.order().get(from) == rank - 1;
        if (product) return Tensors.dot(weights, Tensors.dimShuffle(matrix, from, to));
        var paths = new Apply(new View.DimShuffle(step.order()), List.of(weights)).output();
        return new Apply(step.sum(), List.of(Tensors.multiply(paths, matrix))).output();
    }

    private static Tensor fold(Reduction.Kind kind, Tensor x, int axis) {
        return new Apply(new Reduction(kind, List.of(axis), true), List.of(x)).output();
    }

    /// The largest number along an axis, finite; no gradient goes through it.
    private static Tensor shift(Tensor x, int axis) {
        var largest = fold(Reduction.Kind.MAX, x, axis);
        return stopped(
                Tensors.maximum(
                        Tensors.minimum(largest, Tensors.constant(Double.MAX_VALUE)),
                        Tensors.constant(-Double.MAX_VALUE)));
    }

    private static Tensor stopped(Tensor x) {
        return new Apply(new StopGradient(), List.of(x)).output();
    }
}
