package dev.credence.jvm;

import dev.credence.graph.Elementwise;
import dev.credence.graph.Reduction;

import java.util.List;

/// One piece of work on values: what the ops of a program come down to once views are strides.
sealed interface Step {

    /// A scalar function, element by element; the inputs have the output's shape.
    record Map(MapFunction function, List<Strided> inputs, Strided output) implements Step {
        /// A function that the compiler knows.
        static Map of(Elementwise function, List<Strided> inputs, Strided output) {
            return new Map(new MapFunction.Core(function), inputs, output);
        }
    }

    /// Copies elements.
    record Copy(Strided input, Strided output, Order order) implements Step {}

    /// How a copy stands to other writes to the same elements.
    enum Order {
        /// There are none.
        ALONE,
        /// Others follow.
        FIRST,
        /// Others were before.
        LATER
    }

    /// Entries of `x` at positions of one axis; the axes of `index` take the place of the axis.
    record Gather(Strided x, int axis, Strided index, Strided output, Failure failure)
            implements Step {}

    /// Adds `values` to entries of `into` at positions of one axis.
    record Scatter(Strided into, int axis, Strided index, Strided values, Failure failure)
            implements Step {}

    /// Folds axes; `output` has the input's shape without them.
    record Reduce(Reduction.Kind kind, List<Integer> axes, Strided input, Value output)
            implements Step {}

    /// Fails unless a truth value holds.
    record Guard(Strided condition, Failure failure) implements Step {}

    /// A call of library code.
    record Library(Routine routine, List<Argument> arguments, Value output) implements Step {}

    /// What library code is given after the array passes.
    sealed interface Argument {}

    /// Contiguous elements, as an array and an offset.
    record Run(Strided view) implements Argument {}

    /// A length.
    record Size(int value) implements Argument {}

    /// A choice.
    record Flag(boolean value) implements Argument {}

    /// The reference evaluation of an op, on copies.
    record Perform(dev.credence.graph.Apply node, List<Strided> inputs, List<Value> outputs)
            implements Step {}

    /// What is read.
    default List<Strided> reads() {
        return switch (this) {
            case Map m -> m.inputs();
            case Copy c -> List.of(c.input());
            case Gather g -> List.of(g.x(), g.index());
            case Scatter s -> List.of(s.index(), s.values());
            case Reduce r -> List.of(r.input());
            case Guard g -> List.of(g.condition());
            case Library l ->
                    l.arguments().stream()
                            .filter(Run.class::isInstance)
                            .map(a -> ((Run) a).view())
                            .filter(v -> !v.root().equals(l.output()))
                            .toList();
            case Perform p -> p.inputs();
        };
    }

    /// The values that are written, wholly or in part.
    default List<Value> writes() {
        return switch (this) {
            case Map m -> List.of(m.output().root());
            case Copy c -> List.of(c.output().root());
            case Gather g -> List.of(g.output().root());
            case Scatter s -> List.of(s.into().root());
            case Reduce r -> List.of(r.output());
            case Guard _ -> List.of();
            case Library l -> List.of(l.output());
            case Perform p -> p.outputs();
        };
    }
}
