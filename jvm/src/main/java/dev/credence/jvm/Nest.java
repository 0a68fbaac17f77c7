package dev.credence.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A loop nest ready to be written: as few axes as possible, and for each step where its operands
/// come from and where its result goes.
///
/// @param dims the lengths, outermost first
/// @param works the steps in order
record Nest(int[] dims, List<Work> works) {

    int size() {
        int size = 1;
        for (int d : dims) size *= d;
        return size;
    }

    /// One step.
    ///
    /// @param operands what is read: for a gather `(index)`, for a scatter `(index, values)`
    /// @param table for a gather or scatter the array at integer positions
    /// @param target where results go in memory
    /// @param folded for a reduction, by axis: whether it is folded
    record Work(
            Step step,
            List<Operand> operands,
            List<Cells> table,
            List<Cells> target,
            boolean[] folded) {

        /// The same step with other operands and another place for its result.
        Work with(List<Operand> otherOperands, List<Cells> otherTarget) {
            return new Work(step, List.copyOf(otherOperands), table, otherTarget, folded);
        }

        /// The value that is computed for each element, if any.
        Optional<Value> result() {
            return switch (step) {
                case Step.Map m -> Optional.of(m.output().root());
                case Step.Gather g -> Optional.of(g.output().root());
                case Step.Copy _,
                        Step.Scatter _,
                        Step.Reduce _,
                        Step.Guard _,
                        Step.Library _,
                        Step.Perform _ ->
                        Optional.empty();
            };
        }

        /// How many outer axes stay if exactly the inner ones are folded, else -1.
        int keptPrefix() {
            int kept = 0;
            while (kept < folded.length && !folded[kept]) kept++;
            for (int axis = kept; axis < folded.length; axis++) if (!folded[axis]) return -1;
            return kept;
        }
    }

    /// Where a step finds an operand.
    sealed interface Operand {
        Kind kind();
    }

    /// The number that an earlier step of the nest computed at the same place.
    record Own(Value value) implements Operand {
        @Override
        public Kind kind() {
            return Kind.of(value.dtype());
        }
    }

    /// One number for the whole nest.
    record Same(Expr value) implements Operand {
        @Override
        public Kind kind() {
            return value.kind();
        }
    }

    /// Elements of an array.
    ///
    /// @param strides by axis
    record Cells(Slot slot, int offset, List<Integer> strides) implements Operand {
        @Override
        public Kind kind() {
            return slot.kind();
        }

        /// How many of the outer axes the position depends on.
        int depth() {
            for (int axis = strides.size(); axis > 0; axis--)
                if (strides.get(axis - 1) != 0) return axis;
            return 0;
        }

        /// The position for the given index variables.
        Expr.Index at(List<Expr.Local> indices) {
            var terms = new ArrayList<Expr.Index.Term>();
            for (int axis = 0; axis < strides.size(); axis++) {
                int stride = strides.get(axis);
                if (stride != 0) terms.add(new Expr.Index.Term(indices.get(axis), stride));
            }
            return new Expr.Index(offset, List.copyOf(terms));
        }
    }
}
