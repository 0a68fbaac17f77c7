package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A loop: a step is applied again and again to carries, which it hands on, and to the elements of
/// sequences, one after the other.
///
/// Inputs are `(length, steps, carries…, sequences…, invariants…)`: the length, an int64 vector of
/// one, is that of the sequences; the first `steps` elements, an int64 scalar, are visited. The
/// body maps carries, elements and invariants to new carries and rows. Outputs are the last
/// carries, the histories (the carries before each step), the stacked rows and, with `until`, the
/// number of steps done. Rows of steps not done are zero.
///
/// @param body the step
/// @param carries how many carries there are
/// @param sequences how many sequences there are
/// @param recorded the carries of which histories are kept, ascending; gradients need them
/// @param until whether the body's last output, a bool scalar, ends the loop where it is true
/// @param reversed whether the last element is visited first; outputs keep the order of the
///   sequences
public record Scan(
        InnerGraph body,
        int carries,
        int sequences,
        List<Integer> recorded,
        boolean until,
        boolean reversed)
        implements CoreOp {
    /// Inputs before the carries.
    static final int LEADING = 2;

    public Scan {
        recorded = List.copyOf(recorded);
    }

    /// A scan that keeps the histories of all carries; unneeded ones are dropped before compiling.
    static Scan recording(
            InnerGraph body, int carries, int sequences, boolean until, boolean reversed) {
        var all = IntStream.range(0, carries).boxed().toList();
        return new Scan(body, carries, sequences, all, until, reversed);
    }

    /// How many rows the body gives for stacking.
    public int stacked() {
        return body.outputs().size() - carries - (until ? 1 : 0);
    }

    /// The carries at the start.
    <T> List<T> initial(List<T> inputs) {
        return inputs.subList(LEADING, LEADING + carries);
    }

    /// The sequences among the inputs.
    <T> List<T> sequences(List<T> inputs) {
        return inputs.subList(LEADING + carries, LEADING + carries + sequences);
    }

    /// What is the same in each step.
    <T> List<T> invariants(List<T> inputs) {
        return inputs.subList(LEADING + carries + sequences, inputs.size());
    }

    /// The types of what the body is given in each step.
    List<TensorType> bodyTypes(List<Tensor> inputs) {
        var types = new ArrayList<TensorType>();
        for (int i = LEADING; i < inputs.size(); i++) {
            int at = i - LEADING - carries;
            var type = inputs.get(i).type();
            types.add(at >= 0 && at < sequences ? element(type) : type);
        }
        return types;
    }

    /// The same loop of another step.
    Scan with(InnerGraph step) {
        return new Scan(step, carries, sequences, recorded, until, reversed);
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        int length = length(inputs);
        var given = bodyTypes(inputs);
        for (int i = 0; i < given.size(); i++) {
            var wanted = body.inputs().get(i).type();
            if (wanted.unified(given.get(i)).isEmpty()) {
                throw new GraphException(
                        "a step of a scan takes %s, it cannot be given %s"
                                .formatted(wanted, given.get(i)));
            }
        }
        var types = new ArrayList<TensorType>();
        for (int i = 0; i < carries; i++) types.add(carryType(i, inputs.get(LEADING + i).type()));
        for (int i : recorded) types.add(stack(types.get(i), length));
        for (int i = 0; i < stacked(); i++)
            types.add(stack(body.outputs().get(carries + i).type(), length));
        if (until) types.add(new TensorType(DType.INT64, Shape.SCALAR));
        return types;
    }

    private TensorType carryType(int i, TensorType before) {
        var after = body.outputs().get(i);
        return before.unified(after.type())
                .orElseThrow(() -> changed(i, body.inputs().get(i).name(), before, after));
    }

    /// The error of a step that changes the type of a carry, with the line that does so.
    static GraphException changed(int i, String name, TensorType before, Tensor after) {
        return new GraphException(
                        "carry %d%s of a scan is %s at the start but the step makes it %s; a carry keeps its dtype and shape"
                                .formatted(
                                        i,
                                        name.isEmpty() ? "" : " ('%s')".formatted(name),
                                        before,
                                        after.type()))
                .at(after.owner().flatMap(Apply::where));
    }

    /// The error of a number of steps that cannot be made.
    ///
    /// @param length the number of elements there are
    public static GraphException refused(long steps, int length) {
        return new GraphException(
                steps < 0
                        ? "a scan cannot make %d steps".formatted(steps)
                        : "a scan over %d elements cannot make %d steps".formatted(length, steps));
    }

    private int length(List<Tensor> inputs) {
        int length = ShapeValues.of(inputs.getFirst(), 1).map(d -> d[0]).orElse(Shape.UNKNOWN);
        for (var s : sequences(inputs)) {
            int own = s.shape().dim(0);
            if (length == Shape.UNKNOWN) length = own;
            if (own != Shape.UNKNOWN && own != length) {
                throw new GraphException(
                        "the sequences of a scan have first lengths %s, which must be equal"
                                .formatted(
                                        sequences(inputs).stream()
                                                .map(x -> x.shape().dim(0))
                                                .toList()));
            }
        }
        return length;
    }

    /// The type of an entry of the first axis.
    static TensorType element(TensorType sequence) {
        int[] dims = sequence.shape().dims();
        return new TensorType(sequence.dtype(), Shape.of(Arrays.copyOfRange(dims, 1, dims.length)));
    }

    private static TensorType stack(TensorType row, int length) {
        return new TensorType(
                row.dtype(), Shape.of(ScanEvaluation.prepend(length, row.shape().dims())));
    }

    /// What a step is called in errors: a step, counted from 0 in the order of the elements, or an
    /// entry of a batch where no step needs another.
    public String place(Apply node, int step) {
        if (carries > 0 || until || sequences == 0) return "step %d of a loop".formatted(step);
        var rows = node.input(LEADING);
        boolean joined = rows instanceof Output o && o.apply().op() instanceof View.Reshape;
        var before = joined ? rows.owner().orElseThrow().input(0).shape() : rows.shape();
        int axes = before.rank() - rows.rank() + 1;
        if (axes < 1 || !before.isKnown()) return "entry %d".formatted(step);
        var batch = Shape.of(Arrays.copyOf(before.dims(), axes));
        return batch.size() == rows.shape().dim(0)
                ? "entry %s".formatted(batch.position(step))
                : "entry %d".formatted(step);
    }

    @Override
    public List<InnerGraph> innerGraphs() {
        return List.of(body);
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        return new ScanEvaluation(this, node, inputs).run();
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return new ScanPullback(this, node, cotangents).inputs();
    }

    @Override
    public String toString() {
        return "Scan{%d carries, %d sequences%s%s}"
                .formatted(
                        carries, sequences, until ? ", until" : "", reversed ? ", reversed" : "");
    }
}
