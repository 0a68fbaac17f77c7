package dev.credence.array;

/// The element type of an array or tensor, ordered as NumPy promotes them: a later one can hold an
/// earlier one.
public enum DType {
    /// True or false; stored in a `boolean[]`.
    BOOL,
    /// 64-bit signed integers; stored in a `long[]`.
    INT64,
    /// IEEE 754 double precision; stored in a `double[]`.
    FLOAT64;

    /// The smaller type that holds both, as NumPy promotes.
    public DType promote(DType other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /// The field's name for the type, for example `float64`.
    @Override
    public String toString() {
        return switch (this) {
            case BOOL -> "bool";
            case INT64 -> "int64";
            case FLOAT64 -> "float64";
        };
    }
}
