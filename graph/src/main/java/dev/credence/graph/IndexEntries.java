package dev.credence.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Brings an index to one entry for each axis, beside new axes.
final class IndexEntries {
    private IndexEntries() {}

    /// The index with the rest written out as whole axes.
    static List<Index> complete(Tensor x, List<Index> index) {
        int taken = 0;
        int rests = 0;
        for (var entry : index) {
            taken +=
                    switch (entry) {
                        case Index.NewAxis _, Index.Rest _ -> 0;
                        case Index.Mask m -> m.mask().rank();
                        case Index.At _, Index.Range _, Index.Between _, Index.Positions _ -> 1;
                    };
            if (entry instanceof Index.Rest) rests++;
        }
        if (rests > 1) {
            throw new GraphException(
                    "an index of '%s' has %d entries for the rest; one is allowed"
                            .formatted(x, rests));
        }
        if (taken > x.rank()) {
            throw new GraphException(
                    "an index for %d axes does not fit '%s' of shape %s"
                            .formatted(taken, x, x.shape()));
        }
        var whole = new ArrayList<Index>();
        var all = index;
        if (rests == 0) {
            all = new ArrayList<>(index);
            all.add(Index.rest());
        }
        for (var entry : all) {
            if (entry instanceof Index.Rest)
                for (int i = taken; i < x.rank(); i++) whole.add(Index.all());
            else whole.add(entry);
        }
        return whole;
    }

    /// The mask of an index that is a mask and whole axes.
    static Optional<Index.Mask> onlyMask(List<Index> whole) {
        Optional<Index.Mask> found = Optional.empty();
        for (var entry : whole) {
            if (entry instanceof Index.Mask m && found.isEmpty()) found = Optional.of(m);
            else if (!(entry instanceof Index.Range r && r.isWhole())) return Optional.empty();
        }
        return found;
    }

    /// The index with masks replaced by the positions where they are true, and single positions
    /// checked where that can be done.
    static List<Index> withPositions(Tensor x, List<Index> whole) {
        var entries = new ArrayList<Index>();
        int axis = 0;
        for (var entry : whole) {
            switch (entry) {
                case Index.Mask m -> {
                    for (var p : Nonzero.of(sized(m.mask(), x, axis))) entries.add(Index.of(p));
                    axis += m.mask().rank();
                }
                case Index.At a -> {
                    InBounds.check(axis, a.position(), x.shape());
                    entries.add(entry);
                    axis++;
                }
                case Index.NewAxis _ -> entries.add(entry);
                case Index.Range _, Index.Between _, Index.Positions _, Index.Rest _ -> {
                    entries.add(entry);
                    axis++;
                }
            }
        }
        return entries;
    }

    private static void checkMask(Tensor x, int axis, Tensor mask) {
        if (mask.rank() == 0)
            throw new GraphException("a mask needs an axis, '%s' has none".formatted(mask));
        for (int i = 0; i < mask.rank(); i++) {
            int length = mask.shape().dim(i);
            int wanted = x.shape().dim(axis + i);
            if (length != wanted && length != Shape.UNKNOWN && wanted != Shape.UNKNOWN) {
                throw new GraphException(
                        "a mask of shape %s does not fit axis %d of '%s', which has shape %s"
                                .formatted(mask.shape(), axis, x, x.shape()));
            }
        }
    }

    /// A mask that has the lengths of the axes of `x` it stands for; where these are not known yet
    /// the check is made later.
    private static Tensor sized(Tensor mask, Tensor x, int axis) {
        int stop = axis + mask.rank();
        var lengths = Arrays.copyOfRange(x.shape().dims(), axis, stop);
        boolean known = mask.shape().isKnown() && mask.shape().equals(Shape.of(lengths));
        if (mask instanceof Constant || known) return mask;
        var wanted = Tensors.slice(Tensors.shapeOf(x), 0, axis, stop, 1);
        return new Apply(new SpecifyShape(), List.of(mask, wanted)).output();
    }

    /// `x`, which has the lengths of the constant masks of an index.
    static Tensor sized(Tensor x, List<Index> whole) {
        var dims = x.shape().dims();
        int axis = 0;
        for (var entry : whole) {
            if (entry instanceof Index.Mask m) {
                checkMask(x, axis, m.mask());
                for (int i = 0; i < m.mask().rank() && m.mask() instanceof Constant; i++)
                    dims[axis + i] = m.mask().shape().dim(i);
                axis += m.mask().rank();
            } else if (!(entry instanceof Index.NewAxis)) {
                axis++;
            }
        }
        if (Shape.of(dims).equals(x.shape())) return x;
        var shape = new Constant(ShapeValues.constant(dims));
        return new Apply(new SpecifyShape(), List.of(x, shape)).output();
    }

    /// `x`, checked for the position of an entry if it is a single one; where the length is not
    /// known yet the check is made later.
    static Tensor checkedAt(Tensor x, int axis, Index entry) {
        if (!(entry instanceof Index.At a)) return x;
        int length = x.shape().dim(axis);
        if (length == Shape.UNKNOWN)
            return new Apply(new InBounds(axis, a.position()), List.of(x)).output();
        InBounds.check(axis, a.position(), x.shape());
        return x;
    }

    /// The range of a single position.
    static Indexing.Range oneAt(int position) {
        return new Indexing.Range(position, position == -1 ? Indexing.Range.END : position + 1, 1);
    }

    /// Whether something lies between the arrays of an index.
    static boolean areSeparated(List<Index> entries) {
        int first = -1;
        int last = -1;
        int count = 0;
        for (int i = 0; i < entries.size(); i++) {
            if (!(entries.get(i) instanceof Index.At || entries.get(i) instanceof Index.Positions))
                continue;
            if (first < 0) first = i;
            last = i;
            count++;
        }
        return last - first + 1 != count;
    }
}
