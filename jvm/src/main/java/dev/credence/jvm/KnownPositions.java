package dev.credence.jvm;

import dev.credence.graph.Elementwise;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Gathers and scatters at constant positions: bounds are checked once, when compiling, and small
/// ones are copies and sums of single entries.
final class KnownPositions {
    /// Entries of a gather or scatter that is taken apart.
    private static final int FEW = 16;

    private KnownPositions() {}

    /// The positions that a constant index means, if all are inside an axis of that length.
    static Optional<int[]> of(Strided index, int length) {
        if (!(index.root().origin() instanceof Value.Origin.Fixed f)) return Optional.empty();
        long[] given = f.array().longs();
        var positions = new int[index.size()];
        for (int i = 0; i < positions.length; i++) {
            long at = given[index.position(i)];
            if (at < 0) at += length;
            if (at < 0 || at >= length) return Optional.empty();
            positions[i] = (int) at;
        }
        return Optional.of(positions);
    }

    /// Whether no index needs a check or counts from the end.
    static boolean areInside(Strided index, int length) {
        return index.root().origin() instanceof Value.Origin.Fixed f
                && Arrays.stream(f.array().longs()).allMatch(at -> at >= 0 && at < length);
    }

    /// Takes a small gather apart; false if it is none.
    static boolean gather(Resolution resolution, Strided x, int axis, Strided index, Strided out) {
        if (index.rank() != 1 || out.size() > FEW || out.size() == 0) return false;
        var positions = of(index, x.dims()[axis]);
        if (positions.isEmpty()) return false;
        for (int k = 0; k < positions.get().length; k++) {
            var entry = x.slice(axis, positions.get()[k], 1, 1);
            var place = out.slice(axis, k, 1, 1);
            resolution.add(new Step.Copy(entry, place, Step.Order.ALONE));
        }
        return true;
    }

    /// Takes a small scatter apart; false if it is none.
    static boolean scatter(
            Resolution resolution,
            Strided x,
            int axis,
            Strided index,
            Strided values,
            Strided out) {
        if (index.rank() != 1 || out.size() == 0) return false;
        if (out.size() > FEW || values.size() > FEW) return false;
        var positions = of(index, x.dims()[axis]);
        if (positions.isEmpty()) return false;
        for (int j = 0; j < x.dims()[axis]; j++) {
            var sum = x.slice(axis, j, 1, 1);
            for (int k = 0; k < positions.get().length; k++) {
                if (positions.get()[k] != j) continue;
                var added = resolution.between(sum.root().dtype(), sum.dims());
                var terms = List.of(sum, values.slice(axis, k, 1, 1));
                resolution.add(Step.Map.of(Elementwise.ADD, terms, added));
                sum = added;
            }
            resolution.add(new Step.Copy(sum, out.slice(axis, j, 1, 1), Step.Order.ALONE));
        }
        return true;
    }
}
