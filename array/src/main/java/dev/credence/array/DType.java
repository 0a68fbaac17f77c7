package dev.credence.array;

/// The element type of an array or tensor, with NumPy's rules of promotion.
public enum DType {
    /// True or false; stored in a `boolean[]`.
    BOOL,
    /// 32-bit signed integers, which wrap around; stored in an `int[]`.
    INT32,
    /// 64-bit signed integers, which wrap around; stored in a `long[]`.
    INT64,
    /// IEEE 754 single precision; stored in a `float[]`.
    FLOAT32,
    /// IEEE 754 double precision; stored in a `double[]`.
    FLOAT64;

    /// The smallest type that holds both, as NumPy promotes: integers with float32 give float64,
    /// since float32 holds not even all of int32.
    public DType promote(DType other) {
        boolean inexact = this == FLOAT32 && other.isInteger() || isInteger() && other == FLOAT32;
        if (inexact) return FLOAT64;
        return compareTo(other) >= 0 ? this : other;
    }

    /// Whether it is float32 or float64.
    public boolean isFloating() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /// Whether it is int32 or int64.
    public boolean isInteger() {
        return this == INT32 || this == INT64;
    }

    /// The dtype of functions with fractional values, such as `exp`, of this one: float32 stays,
    /// all else gives float64.
    public DType toFloating() {
        return this == FLOAT32 ? FLOAT32 : FLOAT64;
    }

    /// The type of the same kind with 64 bits, in which arithmetic is done; bool stays.
    public DType widened() {
        return switch (this) {
            case BOOL -> BOOL;
            case INT32, INT64 -> INT64;
            case FLOAT32, FLOAT64 -> FLOAT64;
        };
    }

    /// The field's name for the type, for example `float64`.
    @Override
    public String toString() {
        return switch (this) {
            case BOOL -> "bool";
            case INT32 -> "int32";
            case INT64 -> "int64";
            case FLOAT32 -> "float32";
            case FLOAT64 -> "float64";
        };
    }
}
