package dev.credence.model;

import dev.credence.graph.InnerGraph;
import dev.credence.graph.Tensor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes ops, distributions and their parameters as data and makes them again, component by
/// component.
///
/// A record is a map with its name as `type`, or its name alone if it has no components; an enum
/// constant is its class and name. What is made of code (a function, a listener) cannot be saved.
final class SavedValues {
    /// How tensors inside values are written and read.
    interface Tensors {
        Object write(Tensor x);

        Tensor read(Object saved);
    }

    private final Tensors tensors;

    SavedValues(Tensors tensors) {
        this.tensors = tensors;
    }

    Object write(Object value) {
        return switch (value) {
            case Tensor x -> tensors.write(x);
            case InnerGraph g -> SavedGraph.write(g);
            case Integer i -> (long) i;
            case Double x -> number(x);
            case Long _, Boolean _, String _ -> value;
            case Optional<?> o -> o.map(x -> List.of(write(x))).orElse(List.of());
            case List<?> list -> list.stream().map(this::write).toList();
            case Enum<?> e when SavedTypes.isKnown(e.getDeclaringClass()) ->
                    "%s.%s".formatted(SavedTypes.name(e.getDeclaringClass()), e.name());
            case Record r when SavedTypes.isKnown(r.getClass()) -> record(r);
            default ->
                    throw new ModelException(
                            "'%s' is made of code (%s), which cannot be saved; build it from the library's functions and distributions"
                                    .formatted(value, value.getClass().getName()));
        };
    }

    /// Numbers that JSON has no words for are strings.
    static Object number(double x) {
        return Double.isFinite(x) ? x : Double.toString(x);
    }

    private Object record(Record value) {
        var components = value.getClass().getRecordComponents();
        var name = SavedTypes.name(value.getClass());
        if (components.length == 0) return name;
        var saved = new LinkedHashMap<String, Object>();
        saved.put("type", name);
        for (var component : components) saved.put(component.getName(), part(value, component));
        return saved;
    }

    private Object part(Record value, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return write(accessor.invoke(value));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    <T> T read(Object saved, Class<T> wanted) {
        return wanted.cast(value(saved, wanted));
    }

    private Object value(Object saved, Type type) {
        if (type instanceof ParameterizedType p) {
            var element = p.getActualTypeArguments()[0];
            var parts = new ArrayList<Object>();
            for (var x : SavedGraph.list(saved)) parts.add(value(x, element));
            if (p.getRawType() == Optional.class) return parts.stream().findFirst();
            if (p.getRawType() == List.class) return List.copyOf(parts);
        }
        if (!(type instanceof Class<?> wanted)) throw unexpected(saved, type);
        if (wanted == Tensor.class) return tensors.read(saved);
        if (wanted == InnerGraph.class) return SavedGraph.readInner(saved);
        if (wanted == int.class || wanted == Integer.class)
            return Math.toIntExact(SavedGraph.whole(saved));
        if (wanted == long.class || wanted == Long.class) return SavedGraph.whole(saved);
        if (wanted == double.class || wanted == Double.class) return SavedGraph.real(saved);
        if (wanted == boolean.class && saved instanceof Boolean b) return b;
        if (wanted == String.class) return SavedGraph.text(saved);
        return named(saved, wanted);
    }

    private static ModelException unexpected(Object saved, Type type) {
        return new ModelException(
                "the saved model has %s where a %s belongs".formatted(saved, type.getTypeName()));
    }

    private Object named(Object saved, Class<?> wanted) {
        if (saved instanceof Map<?, ?> map)
            return made(SavedTypes.named(SavedGraph.text(map.get("type")), wanted), map);
        var name = SavedGraph.text(saved);
        int dot = name.lastIndexOf('.');
        boolean constant = dot > 0 && name.substring(dot + 1).matches("[A-Z][A-Z0-9_]*");
        if (constant) {
            var type = SavedTypes.named(name.substring(0, dot), wanted);
            for (var c : type.isEnum() ? type.getEnumConstants() : new Object[0])
                if (((Enum<?>) c).name().equals(name.substring(dot + 1))) return c;
            throw unexpected(saved, wanted);
        }
        return made(SavedTypes.named(name, wanted), Map.of());
    }

    private Object made(Class<?> type, Map<?, ?> saved) {
        if (!type.isRecord()) throw unexpected(saved, type);
        var components = type.getRecordComponents();
        var types = new Class<?>[components.length];
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            var part = saved.get(components[i].getName());
            if (part == null) {
                throw new ModelException(
                        "the saved model has a %s without '%s'"
                                .formatted(SavedTypes.name(type), components[i].getName()));
            }
            values[i] = value(part, components[i].getGenericType());
        }
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new ModelException(
                    "the saved model has a %s that cannot be: %s"
                            .formatted(SavedTypes.name(type), e.getCause().getMessage()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
