package dev.credence.graph;

import java.util.List;
import java.util.stream.IntStream;

/// In which order a loop visits the elements of its sequences, to take them and their rows apart
/// and together.
///
/// @param backwards whether the last elements come first
/// @param count how many there are
record VisitOrder(boolean backwards, StepCount count) {
    /// The elements that are visited from one step up to another, which is not among them.
    List<Tensor> part(List<Tensor> sequences, StepCount from, StepCount to) {
        return sequences.stream()
                .map(x ->
                        backwards
                                ? StepCount.part(x, count.minus(to), count.minus(from))
                                : StepCount.part(x, from, to))
                .toList();
    }

    /// The rows of earlier and of later steps as one.
    List<Tensor> joined(List<Tensor> earlier, List<Tensor> later) {
        return IntStream.range(0, earlier.size())
                .mapToObj(i ->
                        backwards
                                ? Tensors.concatenate(0, later.get(i), earlier.get(i))
                                : Tensors.concatenate(0, earlier.get(i), later.get(i)))
                .toList();
    }
}
