package dev.credence.bench.fuzz;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Writes ops, which are enum constants and records, as Java expressions.
final class OpSource {
    private OpSource() {}

    static String of(Object value) {
        return switch (value) {
            case Integer n -> n.toString();
            case Boolean b -> b.toString();
            case String s -> "\"%s\"".formatted(s);
            case List<?> list ->
                    list.stream()
                            .map(OpSource::of)
                            .collect(Collectors.joining(", ", "List.of(", ")"));
            case Enum<?> e -> "%s.%s".formatted(name(e.getDeclaringClass()), e.name());
            case Record r when r.getClass().getSimpleName().equals("StopGradient") ->
                    "Tensors.stopGradient(Tensors.constant(0)).owner().orElseThrow().op()";
            case Record r ->
                    Arrays.stream(r.getClass().getRecordComponents())
                            .map(c -> of(component(r, c)))
                            .collect(
                                    Collectors.joining(
                                            ", ", "new " + name(r.getClass()) + "(", ")"));
            default -> throw new IllegalArgumentException("no source for " + value);
        };
    }

    /// The name with that of the class around it.
    private static String name(Class<?> type) {
        var around = type.getEnclosingClass();
        return around == null
                ? type.getSimpleName()
                : "%s.%s".formatted(name(around), type.getSimpleName());
    }

    private static Object component(Record of, RecordComponent component) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no source for " + of, e);
        }
    }
}
