package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.OptionalInt;

/// A number of steps as graph: a constant where it is known.
///
/// @param number an int64 scalar
record StepCount(Tensor number) {
    static StepCount of(long count) {
        return new StepCount(new Constant(NdArray.scalar(count)));
    }

    /// A number of steps that can be made.
    static StepCount asked(int steps) {
        if (steps < 0) throw Scan.refused(steps, 0).at(SourceLine.here());
        return of(steps);
    }

    /// The length of the first axis.
    static StepCount along(Tensor sequence) {
        return new StepCount(Contraction.length(sequence, 0));
    }

    OptionalInt known() {
        return number instanceof Constant c
                ? OptionalInt.of(Math.toIntExact(c.value().longs()[0]))
                : OptionalInt.empty();
    }

    /// Whether it is known to be this number.
    boolean is(int count) {
        return known().equals(OptionalInt.of(count));
    }

    StepCount minus(StepCount other) {
        return folded(Tensors.subtract(number, other.number));
    }

    StepCount times(StepCount other) {
        return folded(Tensors.multiply(number, other.number));
    }

    /// The quotient, rounded down.
    StepCount by(StepCount other) {
        return folded(Tensors.floorDivide(number, other.number));
    }

    StepCount orLess(StepCount most) {
        return folded(Tensors.minimum(number, most.number));
    }

    StepCount orMore(StepCount least) {
        return folded(Tensors.maximum(number, least.number));
    }

    StepCount root() {
        return folded(new Apply(new WholeRoot(), List.of(number)).output());
    }

    private static StepCount folded(Tensor x) {
        var node = x.owner().orElseThrow();
        if (!node.inputs().stream().allMatch(Constant.class::isInstance)) return new StepCount(x);
        var values = node.inputs().stream().map(c -> ((Constant) c).value()).toList();
        return new StepCount(new Constant(Interpreter.perform(node, values).getFirst()));
    }

    /// As the first operand of a [Scan].
    Tensor length() {
        if (number instanceof Constant c) return new Constant(c.value().reshape(1));
        boolean taken = number instanceof Output o && o.apply().op() instanceof View.DimShuffle;
        return taken ? number.owner().orElseThrow().input(0) : Tensors.reshape(number, 1);
    }

    /// Entries of the first axis from one position up to another, which is not among them.
    static Tensor part(Tensor x, StepCount from, StepCount to) {
        boolean known = from.known().isPresent() && to.known().isPresent();
        if (!known) return SliceBetween.of(x, 0, from.number, to.number, 1);
        int start = from.known().getAsInt();
        int stop = to.known().getAsInt();
        return start == 0 && stop == x.shape().dim(0) ? x : Tensors.slice(x, 0, start, stop, 1);
    }
}
