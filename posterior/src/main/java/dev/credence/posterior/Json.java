package dev.credence.posterior;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON metadata as plain maps, lists, strings, numbers, booleans and [#NULL].
///
/// Jackson's streaming core starts five times faster than its object mapper, and a store's metadata
/// needs no more.
final class Json {
    /// The JSON literal `null`.
    static final Object NULL =
            new Object() {
                @Override
                public String toString() {
                    return "null";
                }
            };

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private Json() {}

    /// The value that a text holds.
    ///
    /// @throws JacksonException if the text is not JSON
    static Object parse(byte[] text) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            return value(parser);
        }
    }

    /// The UTF-8 text of a value.
    static byte[] bytes(Object value) {
        var out = new ByteArrayOutputStream();
        try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(generator, value);
        }
        return out.toByteArray();
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var map = new LinkedHashMap<String, Object>();
                while (parser.nextName() instanceof String name) {
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                var list = new ArrayList<Object>();
                while (!parser.nextToken().isStructEnd()) list.add(value(parser));
                yield list;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default -> NULL;
        };
    }

    private static void write(JsonGenerator generator, Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                generator.writeStartObject();
                map.forEach((name, entry) -> {
                    generator.writeName((String) name);
                    write(generator, entry);
                });
                generator.writeEndObject();
            }
            case List<?> list -> {
                generator.writeStartArray();
                for (var entry : list) write(generator, entry);
                generator.writeEndArray();
            }
            case int[] numbers -> {
                generator.writeStartArray();
                for (int number : numbers) generator.writeNumber(number);
                generator.writeEndArray();
            }
            case String text -> generator.writeString(text);
            case Boolean flag -> generator.writeBoolean(flag);
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case Double number -> generator.writeNumber(number);
            case BigInteger number -> generator.writeNumber(number);
            default -> generator.writeNull();
        }
    }
}
