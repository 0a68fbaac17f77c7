package dev.credence.bench.fuzz;

import dev.credence.graph.Op;

import java.util.Arrays;

/// Makes ops that are not public, for programs that build a graph again.
public final class OpByName {
    private OpByName() {}

    /// The op that the record of that class is of these components.
    ///
    /// @throws IllegalArgumentException if there is no such record
    public static Op of(String className, Object... components) {
        try {
            var type = Class.forName(className);
            var types =
                    Arrays.stream(type.getRecordComponents())
                            .map(c -> c.getType())
                            .toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return (Op) constructor.newInstance(components);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no op " + className, e);
        }
    }
}
