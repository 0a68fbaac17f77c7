package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// The law of independent random expressions joined along an axis: each at its part of the value.
///
/// @param laws those of the parts, all of one kind
/// @param parts the joined expressions, whose lengths along the axis are known
record JoinedLaw(List<Law> laws, List<Tensor> parts, int axis) implements Law {
    @Override
    public Kind kind() {
        return laws.getFirst().kind();
    }

    static boolean hasLengths(List<Tensor> parts, int axis) {
        return parts.stream().noneMatch(p -> p.shape().dim(axis) == Shape.UNKNOWN);
    }

    /// The piece of a value that belongs to each part.
    static List<Tensor> pieces(Tensor value, List<Tensor> parts, int axis) {
        var pieces = new ArrayList<Tensor>();
        int start = 0;
        for (var part : parts) {
            int stop = start + part.shape().dim(axis);
            pieces.add(slice(value, axis, start, stop, 1));
            start = stop;
        }
        return pieces;
    }

    private Optional<Tensor> joined(
            Tensor value, BiFunction<Law, Tensor, Optional<Tensor>> ofPart) {
        var pieces = pieces(value, parts, axis);
        var found = new ArrayList<Tensor>();
        for (int i = 0; i < laws.size(); i++) {
            var term = ofPart.apply(laws.get(i), pieces.get(i));
            if (term.isEmpty()) return Optional.empty();
            found.add(broadcastTo(term.get(), shapeOf(pieces.get(i))));
        }
        return Optional.of(concatenate(axis, found.toArray(Tensor[]::new)));
    }

    @Override
    public Tensor logp(Tensor value) {
        return joined(value, (law, piece) -> Optional.of(law.logp(piece))).orElseThrow();
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return joined(value, Law::logcdf);
    }

    @Override
    public Optional<Tensor> logBelow(Tensor value) {
        return joined(value, Law::logBelow);
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return joined(p, Law::icdf);
    }

    @Override
    public Bounds bounds() {
        var first = laws.getFirst().bounds();
        boolean same = laws.stream().allMatch(law -> law.bounds().equals(first));
        return same ? first : Bounds.NONE;
    }

    @Override
    public boolean isElementwise() {
        return false;
    }
}
