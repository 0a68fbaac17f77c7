package dev.credence.graph;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The public static method of doubles that computes a scalar function: the interpreter calls it by
/// a handle, compiled code directly.
public record ScalarMethod(Class<?> owner, String name, int arity) {
    private static final Map<ScalarMethod, MethodHandle> HANDLES = new ConcurrentHashMap<>();

    /// Calls it.
    double apply(double... arguments) {
        try {
            return (double)
                    HANDLES.computeIfAbsent(this, ScalarMethod::find).invokeExact(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(this.toString(), e);
        }
    }

    private static MethodHandle find(ScalarMethod m) {
        var type = MethodType.methodType(double.class, Collections.nCopies(m.arity, double.class));
        try {
            return MethodHandles.publicLookup()
                    .findStatic(m.owner, m.name, type)
                    .asSpreader(double[].class, m.arity);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("no method for " + m, e);
        }
    }
}
