package dev.credence.jvm;

import dev.credence.array.DType;

import java.lang.classfile.TypeKind;

/// The kinds of numbers that compiled code holds in locals and on the operand stack: float32 as a
/// rounded double, int32 as a wrapped long.
enum Kind {
    DOUBLE(TypeKind.DOUBLE, "[D"),
    LONG(TypeKind.LONG, "[J"),
    BOOL(TypeKind.INT, "[Z"),
    INT(TypeKind.INT, "[I");

    final TypeKind type;
    final String array;

    Kind(TypeKind type, String array) {
        this.type = type;
        this.array = array;
    }

    static Kind of(DType dtype) {
        return switch (dtype) {
            case FLOAT32, FLOAT64 -> DOUBLE;
            case INT32, INT64 -> LONG;
            case BOOL -> BOOL;
        };
    }

    /// Whether numbers of a dtype are held as such.
    static boolean isOwn(DType dtype) {
        return dtype == DType.FLOAT64 || dtype == DType.INT64 || dtype == DType.BOOL;
    }

    /// How many local variables one takes.
    int width() {
        return type.slotSize();
    }
}
