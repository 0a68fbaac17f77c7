package dev.credence.graph.named;

import dev.credence.graph.Index;
import dev.credence.graph.ScalarFunctions;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;
import dev.credence.graph.arrays.ArrayFunctions;
import dev.credence.graph.arrays.Axes;
import dev.credence.graph.linalg.LinearAlgebraFunctions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// A tensor whose axes have names, for computations that say "over groups" instead of "over axis
/// 1": tensors are aligned by the names of their dims, in whatever order these are.
///
/// The result of several tensors has the dims of the first in their order, then those that only the
/// second has, and so on. A dim has one length wherever it occurs: known lengths that differ are
/// refused, also where one of them is one.
///
/// ```java
/// var x = NamedTensor.of(matrix("x"), "group", "time");
/// var w = NamedTensor.of(vector("w"), "time");
/// var scores = x.minus(x.mean("time")).dot(w, "time"); // dims [group]
/// ```
///
/// @param tensor the values
/// @param dims the names of its axes, no two alike
public record NamedTensor(Tensor tensor, List<String> dims) {
    /// @throws dev.credence.graph.GraphException if there are not as many names as axes, or if two
    ///   are alike
    public NamedTensor {
        dims = List.copyOf(dims);
        Dims.check(tensor, dims);
    }

    /// A tensor with a name for each axis, none for a scalar.
    public static NamedTensor of(Tensor tensor, String... dims) {
        return new NamedTensor(tensor, List.of(dims));
    }

    /// A function of the elements of several tensors, for example `elementwise(x ->
    /// select(x.get(0), x.get(1), x.get(2)), holds, a, b)`.
    ///
    /// @param function is given tensors that broadcast against each other
    public static NamedTensor elementwise(
            Function<List<Tensor>, Tensor> function, NamedTensor... operands) {
        var dims = Dims.union(Arrays.asList(operands));
        var aligned = new ArrayList<Tensor>();
        for (var x : operands) aligned.add(x.padded(dims));
        return new NamedTensor(function.apply(aligned), dims);
    }

    /// The values with axes in the order of `all`, of length one where this tensor has no such dim.
    private Tensor padded(List<String> all) {
        if (all.equals(dims)) return tensor;
        return Tensors.dimShuffle(tensor, all.stream().map(dims::indexOf).toArray(Integer[]::new));
    }

    /// A function of each element.
    public NamedTensor map(UnaryOperator<Tensor> function) {
        return new NamedTensor(function.apply(tensor), dims);
    }

    /// A function of the elements of two tensors, aligned by name.
    public NamedTensor with(NamedTensor other, BinaryOperator<Tensor> function) {
        return elementwise(x -> function.apply(x.getFirst(), x.getLast()), this, other);
    }

    public NamedTensor plus(NamedTensor other) {
        return with(other, Tensor::plus);
    }

    public NamedTensor plus(double other) {
        return map(x -> x.plus(other));
    }

    public NamedTensor minus(NamedTensor other) {
        return with(other, Tensor::minus);
    }

    public NamedTensor minus(double other) {
        return map(x -> x.minus(other));
    }

    public NamedTensor times(NamedTensor other) {
        return with(other, Tensor::times);
    }

    public NamedTensor times(double other) {
        return map(x -> x.times(other));
    }

    public NamedTensor div(NamedTensor other) {
        return with(other, Tensor::div);
    }

    public NamedTensor div(double other) {
        return map(x -> x.div(other));
    }

    public NamedTensor unaryMinus() {
        return map(ScalarFunctions::negate);
    }

    /// A summary over dims, which the result does not have; over all if none is given. Any summary
    /// will do: `x.summary(SummaryFunctions::ptp, "time")`.
    ///
    /// @throws dev.credence.graph.GraphException if there is no such dim
    public NamedTensor summary(BiFunction<Tensor, Axes, Tensor> summary, String... over) {
        var gone = over.length == 0 ? dims : List.of(over);
        var axes = gone.stream().map(this::axis).toList();
        var kept = dims.stream().filter(d -> !gone.contains(d)).toList();
        if (axes.isEmpty()) return this;
        return new NamedTensor(summary.apply(tensor, new Axes(axes, false)), kept);
    }

    public NamedTensor sum(String... over) {
        return summary(ArrayFunctions::sum, over);
    }

    public NamedTensor mean(String... over) {
        return summary(ArrayFunctions::mean, over);
    }

    public NamedTensor max(String... over) {
        return summary(ArrayFunctions::max, over);
    }

    public NamedTensor min(String... over) {
        return summary(ArrayFunctions::min, over);
    }

    /// A function along one dim that keeps its place, for example `x.along("time",
    /// ArrayFunctions::cumsum)`.
    ///
    /// @param function is given the tensor and the number of the axis
    public NamedTensor along(String dim, BiFunction<Tensor, Integer, Tensor> function) {
        return new NamedTensor(function.apply(tensor, axis(dim)), dims);
    }

    /// The sum of products over dims that both tensors have; other dims of both are aligned. It is
    /// compiled as a product of matrices where it is one.
    ///
    /// @throws dev.credence.graph.GraphException if one of the tensors lacks a dim of `over`
    public NamedTensor dot(NamedTensor other, String... over) {
        var all = Dims.union(List.of(this, other));
        var gone = List.of(over);
        for (var dim : gone) {
            axis(dim);
            other.axis(dim);
        }
        var kept = all.stream().filter(d -> !gone.contains(d)).toList();
        var subscripts =
                "%s,%s->%s"
                        .formatted(
                                Dims.letters(dims, all),
                                Dims.letters(other.dims, all),
                                Dims.letters(kept, all));
        return new NamedTensor(
                LinearAlgebraFunctions.einsum(subscripts, tensor, other.tensor), kept);
    }

    /// The same values with dims in another order, which names all of them.
    ///
    /// @throws dev.credence.graph.GraphException if it does not
    public NamedTensor transpose(String... order) {
        var wanted = List.of(order);
        Dims.checkSame(this, wanted);
        return new NamedTensor(padded(wanted), wanted);
    }

    /// The part that an index names along a dim: a position drops it, ranges and vectors of
    /// positions keep it.
    ///
    /// @throws dev.credence.graph.GraphException if there is no such dim, or if the index stands
    ///   for more or less than one axis
    public NamedTensor at(String dim, Index index) {
        int axis = axis(dim);
        var kept = new ArrayList<>(dims);
        if (Dims.drops(index, dim)) kept.remove(axis);
        var entries =
                IntStream.range(0, dims.size()).mapToObj(a -> a == axis ? index : Index.all());
        return new NamedTensor(tensor.get(entries.toArray(Index[]::new)), kept);
    }

    /// The entry at a position of a dim, counted from the end if negative.
    public NamedTensor at(String dim, int position) {
        return at(dim, Index.at(position));
    }

    /// The same values with another name for a dim.
    public NamedTensor rename(String from, String to) {
        axis(from);
        return new NamedTensor(tensor, dims.stream().map(d -> d.equals(from) ? to : d).toList());
    }

    /// Tensors along a new first dim; their other dims are aligned by name, and must be the same.
    public static NamedTensor stack(String dim, NamedTensor first, NamedTensor... others) {
        var parts = new ArrayList<>(List.of(first.tensor));
        for (var x : others) parts.add(x.transpose(first.dims.toArray(String[]::new)).tensor);
        var dims = new ArrayList<>(List.of(dim));
        dims.addAll(first.dims);
        return new NamedTensor(Tensors.stack(parts.toArray(Tensor[]::new)), dims);
    }

    /// Tensors joined along a dim that all have; their other dims are aligned by name, and must be
    /// the same.
    public static NamedTensor concatenate(String dim, NamedTensor first, NamedTensor... others) {
        var parts = new ArrayList<>(List.of(first.tensor));
        for (var x : others) parts.add(x.transpose(first.dims.toArray(String[]::new)).tensor);
        return new NamedTensor(
                Tensors.concatenate(first.axis(dim), parts.toArray(Tensor[]::new)), first.dims);
    }

    /// The number of the axis of a dim.
    ///
    /// @throws dev.credence.graph.GraphException if there is no such dim
    public int axis(String dim) {
        return Dims.axis(this, dim);
    }

    /// For example `x(group, time)`.
    @Override
    public String toString() {
        return "%s(%s)".formatted(tensor, String.join(", ", dims));
    }
}
