package dev.credence.bench.fuzz;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes ops, which are enum constants and records, as Java expressions.
final class OpSource {
    private OpSource() {}

    static String of(Object value) {
        return switch (value) {
            case Integer n -> n.toString();
            case Boolean b -> b.toString();
            case Double d -> d.toString();
            case String s -> "\"%s\"".formatted(s);
            case List<?> list ->
                    list.stream()
                            .map(OpSource::of)
                            .collect(Collectors.joining(", ", "List.of(", ")"));
            case Enum<?> e -> "%s.%s".formatted(name(e.getDeclaringClass()), e.name());
            case Record r when Modifier.isPublic(r.getClass().getModifiers()) ->
                    "new %s(%s)".formatted(name(r.getClass()), components(r));
            case Record r ->
                    Stream.of("\"%s\"".formatted(r.getClass().getName()), components(r))
                            .filter(part -> !part.isEmpty())
                            .collect(Collectors.joining(", ", "OpByName.of(", ")"));
            default -> throw new IllegalArgumentException("no source for " + value);
        };
    }

    /// The name with that of the class around it.
    private static String name(Class<?> type) {
        var around = type.getEnclosingClass();
        return around == null
                ? type.getName()
                : "%s.%s".formatted(name(around), type.getSimpleName());
    }

    private static String components(Record of) {
        return Arrays.stream(of.getClass().getRecordComponents())
                .map(c -> of(component(of, c)))
                .collect(Collectors.joining(", "));
    }

    private static Object component(Record of, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no source for " + of, e);
        }
    }
}
