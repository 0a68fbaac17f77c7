package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The part of a tensor that an index names, to be read, replaced or added to.
///
/// Ranges become slices. Integer arrays become one gather or scatter: several axes are merged into
/// one, whose positions [LinearIndex] computes.
public final class IndexedPart {
    private final Tensor x;
    private final List<Index> entries;
    private final Optional<Index.Mask> onlyMask;
    private final int maskAxis;
    private final Ranges ranges;
    private final Layout layout;

    private IndexedPart(Tensor x, List<Index> index) {
        var whole = IndexEntries.complete(x, index);
        this.x = IndexEntries.sized(x, whole);
        this.onlyMask = IndexEntries.onlyMask(whole);
        this.maskAxis = onlyMask.map(whole::indexOf).orElse(0);
        this.entries = IndexEntries.withPositions(this.x, whole);
        this.ranges = Ranges.of(entries);
        this.layout = Layout.of(entries);
    }

    /// The part of `x` that an index names.
    ///
    /// @throws GraphException if the index does not fit the axes of `x`
    public static IndexedPart of(Tensor x, Index... index) {
        try {
            return new IndexedPart(x, List.of(index));
        } catch (GraphException e) {
            throw e.at(SourceLine.here());
        }
    }

    /// The part itself.
    public Tensor read() {
        return shuffled(readWithoutNewAxes(), layout.read());
    }

    private Tensor readWithoutNewAxes() {
        var part = ranges.read(x);
        if (layout.arrays().isEmpty()) {
            for (int axis : layout.dropped().reversed()) {
                var at = (Index.At) axisEntry(axis);
                part = Tensors.slice(IndexEntries.checkedAt(part, axis, at), axis, at.position());
            }
            return part;
        }
        var merged = new MergedAxes(part, layout.arrays(), layout.target());
        return Tensors.gather(merged.tensor(), positions(merged), layout.target());
    }

    /// A copy of the tensor with the part replaced by a value that broadcasts to it. Where
    /// positions repeat, the last of them counts.
    ///
    /// @throws GraphException if the value does not fit
    public Tensor set(Tensor value) {
        var typed = typed(value);
        if (isMaskedUniformly(typed)) return Tensors.select(mask(), typed, x);
        if (layout.arrays().isEmpty()) return ranges.write(x, fitted(typed));
        return scattered((merged, positions) ->
                new Apply(
                                new ScatterSet(layout.target()),
                                List.of(merged, positions, fitted(typed)))
                        .output());
    }

    /// A copy of the tensor with a value that broadcasts to the part added to it. Where positions
    /// repeat, all are added.
    ///
    /// @throws GraphException if the value does not fit
    public Tensor add(Tensor value) {
        var typed = typed(value);
        if (isMaskedUniformly(typed)) return Tensors.select(mask(), Tensors.add(x, typed), x);
        if (layout.arrays().isEmpty()) return set(Tensors.add(read(), typed));
        return scattered((merged, positions) ->
                new Apply(
                                new Indexing.ScatterAdd(layout.target()),
                                List.of(merged, positions, fitted(typed)))
                        .output());
    }

    private interface Scatter {
        Tensor apply(Tensor merged, Tensor positions);
    }

    private Tensor scattered(Scatter scatter) {
        var merged = new MergedAxes(ranges.read(x), layout.arrays(), layout.target());
        var part = merged.restore(scatter.apply(merged.tensor(), positions(merged)));
        return ranges.write(x, part);
    }

    private Tensor typed(Tensor value) {
        var kind = x.dtype().widened();
        if (value.dtype().widened().promote(kind) != kind) {
            throw new GraphException(
                            "a value of type %s cannot be written into '%s' of type %s"
                                    .formatted(value.type(), x, x.type()))
                    .at(SourceLine.here());
        }
        return Tensors.cast(value, x.dtype());
    }

    /// Whether the whole index is one mask, all of whose places get the same.
    private boolean isMaskedUniformly(Tensor value) {
        return onlyMask.isPresent()
                && value.rank() <= x.rank() - maskAxis - onlyMask.get().mask().rank();
    }

    private Tensor mask() {
        var mask = onlyMask.orElseThrow().mask();
        var order = new ArrayList<>(IntStream.range(0, mask.rank()).boxed().toList());
        while (order.size() < x.rank() - maskAxis) order.add(View.DimShuffle.NEW_AXIS);
        return shuffled(mask, order);
    }

    /// The value broadcast to the part, without new axes; a single position keeps an axis of length
    /// one unless there are arrays.
    private Tensor fitted(Tensor value) {
        var here = read();
        boolean fits = here.shape().isKnown() && value.shape().equals(here.shape());
        var full = fits ? value : Tensors.broadcastTo(value, Tensors.shapeOf(here));
        return shuffled(full, layout.write());
    }

    /// The positions along the merged axis.
    private Tensor positions(MergedAxes merged) {
        var arrays = layout.arrays().stream().map(a -> array(axisEntry(a))).toList();
        if (arrays.size() == 1) return arrays.getFirst();
        int rank = arrays.stream().mapToInt(Tensor::rank).max().orElseThrow();
        var inputs =
                Stream.concat(
                                Stream.of(merged.lengths()),
                                arrays.stream().map(a -> Broadcasting.padTo(a, rank)))
                        .toList();
        return new Apply(new LinearIndex(layout.arrays()), inputs).output();
    }

    private static Tensor array(Index entry) {
        return switch (entry) {
            case Index.Positions p -> p.positions();
            case Index.At a -> new Constant(NdArray.scalar((long) a.position()));
            case Index.Range _, Index.Between _, Index.NewAxis _, Index.Rest _, Index.Mask _ ->
                    throw new AssertionError(entry);
        };
    }

    private Index axisEntry(int axis) {
        return entries.stream()
                .filter(e -> !(e instanceof Index.NewAxis))
                .skip(axis)
                .findFirst()
                .orElseThrow();
    }

    private static Tensor shuffled(Tensor x, List<Integer> order) {
        if (order.equals(IntStream.range(0, x.rank()).boxed().toList())) return x;
        return new Apply(new View.DimShuffle(order), List.of(x)).output();
    }

    /// Where the axes of a part come from.
    ///
    /// @param arrays the axes with integer arrays
    /// @param dropped the axes with single positions, where there are no arrays
    /// @param target the merged axis of the arrays, once it is merged
    /// @param read inserts new axes into what was read
    /// @param write takes them out of what is written
    private record Layout(
            List<Integer> arrays,
            List<Integer> dropped,
            int target,
            List<Integer> read,
            List<Integer> write) {
        static Layout of(List<Index> entries) {
            boolean indexed = entries.stream().anyMatch(Index.Positions.class::isInstance);
            int arrayRank = arrayRank(entries);
            var arrays = new ArrayList<Integer>();
            var dropped = new ArrayList<Integer>();
            boolean first = indexed && IndexEntries.areSeparated(entries);
            var read = new ArrayList<Integer>();
            var write = new ArrayList<Integer>();
            int axis = 0;
            int next = first ? arrayRank : 0;
            int target = 0;
            for (int i = 0; first && i < arrayRank; i++) {
                read.add(i);
                write.add(i);
            }
            for (var entry : entries) {
                switch (entry) {
                    case Index.NewAxis _ -> read.add(View.DimShuffle.NEW_AXIS);
                    case Index.At _ when !indexed -> {
                        dropped.add(axis++);
                        write.add(View.DimShuffle.NEW_AXIS);
                    }
                    case Index.At _, Index.Positions _ -> {
                        if (arrays.isEmpty() && !first) {
                            target = axis;
                            for (int i = 0; i < arrayRank; i++) {
                                write.add(read.size());
                                read.add(next++);
                            }
                        }
                        arrays.add(axis++);
                    }
                    case Index.Range _, Index.Between _, Index.Rest _, Index.Mask _ -> {
                        write.add(read.size());
                        read.add(next++);
                        axis++;
                    }
                }
            }
            return new Layout(arrays, dropped, target, read, write);
        }

        private static int arrayRank(List<Index> entries) {
            int rank = 0;
            for (var entry : entries)
                if (entry instanceof Index.Positions p) rank = Math.max(rank, p.positions().rank());
            return rank;
        }
    }

    /// The slices of an index.
    ///
    /// @param entries by axis, what is read of it; whole axes are left out
    private record Ranges(List<Restriction> entries) {
        private record Restriction(int axis, Index part) {}

        static Ranges of(List<Index> entries) {
            boolean indexed = entries.stream().anyMatch(Index.Positions.class::isInstance);
            var found = new ArrayList<Restriction>();
            int axis = 0;
            for (var entry : entries) {
                switch (entry) {
                    case Index.NewAxis _ -> axis--;
                    case Index.Range r when r.isWhole() -> {}
                    case Index.Range _, Index.Between _ -> found.add(new Restriction(axis, entry));
                    case Index.At _ when !indexed -> found.add(new Restriction(axis, entry));
                    case Index.At _, Index.Positions _, Index.Rest _, Index.Mask _ -> {}
                }
                axis++;
            }
            return new Ranges(found);
        }

        /// The ranges of all axes; single positions are left for later.
        Tensor read(Tensor x) {
            var part = x;
            for (var r : entries) if (!(r.part instanceof Index.At)) part = slice(part, r);
            return part;
        }

        /// A copy of `x` with the ranges and single positions replaced.
        Tensor write(Tensor x, Tensor value) {
            return write(x, value, 0);
        }

        private Tensor write(Tensor whole, Tensor value, int from) {
            if (from == entries.size()) return value;
            var r = entries.get(from);
            boolean last = from == entries.size() - 1;
            var inner = last ? value : write(slice(whole, r), value, from + 1);
            var parts = List.of(IndexEntries.checkedAt(whole, r.axis, r.part), inner);
            if (r.part instanceof Index.Between b) {
                return new Apply(
                                new SetSliceBetween(r.axis, b.step()),
                                List.of(whole, inner, b.start(), b.stop()))
                        .output();
            }
            return new Apply(new Indexing.SetSlice(r.axis, fixed(r.part)), parts).output();
        }

        private static Tensor slice(Tensor x, Restriction r) {
            return r.part instanceof Index.Between b
                    ? SliceBetween.of(x, r.axis, b.start(), b.stop(), b.step())
                    : new Apply(new Indexing.Slice(r.axis, fixed(r.part)), List.of(x)).output();
        }

        private static Indexing.Range fixed(Index part) {
            return switch (part) {
                case Index.Range r -> r.range();
                case Index.At a -> IndexEntries.oneAt(a.position());
                case Index.Between _,
                        Index.NewAxis _,
                        Index.Rest _,
                        Index.Positions _,
                        Index.Mask _ ->
                        throw new AssertionError(part);
            };
        }
    }
}
