package dev.credence.graph.named;

import dev.credence.graph.GraphException;
import dev.credence.graph.Index;
import dev.credence.graph.Shape;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Rules for the names of axes: what they must be, and how those of several tensors come together.
final class Dims {
    private static final int MOST = 26;

    private Dims() {}

    static void check(Tensor x, List<String> dims) {
        if (dims.size() != x.rank()) {
            throw failure(
                    "'%s' of shape %s needs %d names of dims, but %s are %d"
                            .formatted(x, x.shape(), x.rank(), dims, dims.size()));
        }
        if (new HashSet<>(dims).size() != dims.size()) {
            throw failure("dims %s of '%s' must differ from each other".formatted(dims, x));
        }
    }

    static int axis(NamedTensor x, String dim) {
        int axis = x.dims().indexOf(dim);
        if (axis < 0) {
            throw failure(
                    "'%s' has no dim '%s'; its dims are %s".formatted(x.tensor(), dim, x.dims()));
        }
        return axis;
    }

    static void checkSame(NamedTensor x, List<String> dims) {
        if (dims.size() == x.dims().size() && new HashSet<>(dims).equals(new HashSet<>(x.dims())))
            return;
        throw failure(
                "'%s' has dims %s and cannot be brought to the order %s, which must name the same"
                        .formatted(x.tensor(), x.dims(), dims));
    }

    /// All dims, in the order in which they are met.
    ///
    /// @throws GraphException if one is known to have several lengths
    static List<String> union(List<NamedTensor> tensors) {
        var all = new ArrayList<String>();
        Map<String, NamedTensor> known = new HashMap<>();
        for (var x : tensors) {
            for (var dim : x.dims()) {
                if (!all.contains(dim)) all.add(dim);
                if (length(x, dim) == Shape.UNKNOWN) continue;
                var before = known.putIfAbsent(dim, x);
                if (before == null || length(before, dim) == length(x, dim)) continue;
                throw failure(
                        "dim '%s' has length %d in '%s' but %d in '%s'"
                                .formatted(
                                        dim,
                                        length(before, dim),
                                        before.tensor(),
                                        length(x, dim),
                                        x.tensor()));
            }
        }
        return all;
    }

    private static int length(NamedTensor x, String dim) {
        return x.tensor().shape().dim(x.axis(dim));
    }

    /// One letter for each dim, its place among all.
    static String letters(List<String> dims, List<String> all) {
        if (all.size() > MOST)
            throw failure("a product can have %d dims, not %s".formatted(MOST, all));
        var text = new StringBuilder();
        for (var dim : dims) text.append((char) ('a' + all.indexOf(dim)));
        return text.toString();
    }

    /// Whether an index along one dim leaves no axis.
    static boolean drops(Index index, String dim) {
        int rank =
                switch (index) {
                    case Index.At _ -> 0;
                    case Index.Range _, Index.Between _ -> 1;
                    case Index.Positions p -> p.positions().rank();
                    case Index.Mask m -> m.mask().rank();
                    case Index.NewAxis _, Index.Rest _ -> 2;
                };
        if (rank > 1) {
            throw failure(
                    "an index along '%s' stands for one axis; %s does not".formatted(dim, index));
        }
        return rank == 0;
    }

    private static GraphException failure(String message) {
        return new GraphException(message).at(SourceLine.here());
    }
}
