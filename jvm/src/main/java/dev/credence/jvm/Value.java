package dev.credence.jvm;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

/// An array of numbers while a program is planned: given, fixed, asked for or in between; each is
/// written once.
///
/// @param id the position among the program's values
/// @param size the number of elements, in row-major order
record Value(int id, DType dtype, int size, Origin origin) {
    /// Where the numbers come from or go to.
    sealed interface Origin {
        /// Argument `index` of a call.
        record Given(int index) implements Origin {}

        /// Result `index` of a call.
        record Asked(int index) implements Origin {}

        /// A constant.
        record Fixed(NdArray array) implements Origin {}

        /// Computed and used within a call.
        record Between() implements Origin {}
    }

    boolean isBetween() {
        return origin instanceof Origin.Between;
    }

    /// Values compare by identity of their number.
    @Override
    public boolean equals(Object other) {
        return other instanceof Value that && that.id == id;
    }

    @Override
    public int hashCode() {
        return id;
    }
}
