package dev.credence.jvm;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;

/// A Java method that compiled code calls.
///
/// @param virtual whether it is a method of an interface, whose receiver is the first argument
record Routine(ClassDesc owner, String name, MethodTypeDesc type, boolean virtual) {
    /// A static method.
    static Routine of(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
        return new Routine(described(owner), name, type(result, parameters), false);
    }

    /// A method of an interface.
    static Routine ofInterface(
            Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
        return new Routine(described(owner), name, type(result, parameters), true);
    }

    boolean returnsNothing() {
        return type.returnType().equals(ConstantDescs.CD_void);
    }

    Kind result() {
        return switch (type.returnType().descriptorString()) {
            case "D" -> Kind.DOUBLE;
            case "J" -> Kind.LONG;
            case "Z" -> Kind.BOOL;
            default -> Kind.INT;
        };
    }

    private static MethodTypeDesc type(Class<?> result, Class<?>... parameters) {
        return MethodTypeDesc.of(
                described(result),
                Arrays.stream(parameters).map(Routine::described).toArray(ClassDesc[]::new));
    }

    private static ClassDesc described(Class<?> c) {
        return c.describeConstable().orElseThrow();
    }
}
