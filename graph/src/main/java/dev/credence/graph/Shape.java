package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The dimensions of a tensor, each a known length or unknown until a function is called.
public final class Shape {
    /// Stands for a length that is not known while the graph is built.
    public static final int UNKNOWN = -1;

    /// The shape of a scalar.
    public static final Shape SCALAR = new Shape();

    private final int[] dims;

    private Shape(int... dims) {
        this.dims = dims;
    }

    /// A shape of the given lengths; [#UNKNOWN] where a length is not known.
    public static Shape of(int... dims) {
        for (int d : dims) {
            if (d < UNKNOWN) {
                throw new IllegalArgumentException(
                        "a dimension cannot be negative: " + Arrays.toString(dims));
            }
        }
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    /// A shape of that rank with every length unknown.
    public static Shape unknown(int rank) {
        var dims = new int[rank];
        Arrays.fill(dims, UNKNOWN);
        return of(dims);
    }

    public int rank() {
        return dims.length;
    }

    /// The length of an axis, or [#UNKNOWN].
    public int dim(int axis) {
        return dims[axis];
    }

    /// A copy of the lengths.
    public int[] dims() {
        return dims.clone();
    }

    /// True if every length is known.
    public boolean isKnown() {
        for (int d : dims) if (d == UNKNOWN) return false;
        return true;
    }

    /// The number of elements; the shape must be known.
    public int size() {
        if (!isKnown())
            throw new IllegalStateException("the size of shape " + this + " is not known");
        return NdArray.sizeOf(dims);
    }

    /// Where an element is, by its number in row-major order: `7` or `[3, 1]`.
    String position(int number) {
        if (rank() == 1) return Integer.toString(number);
        var at = new int[rank()];
        int rest = number;
        for (int axis = rank() - 1; axis >= 0; axis--) {
            at[axis] = rest % dims[axis];
            rest /= dims[axis];
        }
        return Arrays.toString(at);
    }

    /// The same shape with one length replaced.
    public Shape with(int axis, int length) {
        var copy = dims.clone();
        copy[axis] = length;
        return of(copy);
    }

    /// Whether an array of these concrete lengths may be used where this shape is asked for.
    public boolean accepts(int... concrete) {
        if (concrete.length != dims.length) return false;
        return IntStream.range(0, dims.length)
                .allMatch(i -> dims[i] == UNKNOWN || dims[i] == concrete[i]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && Arrays.equals(dims, that.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /// For example `()`, `(3)`, `(?, 4)`.
    @Override
    public String toString() {
        return Arrays.stream(dims)
                .mapToObj(d -> d == UNKNOWN ? "?" : Integer.toString(d))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
