package dev.credence.posterior;

import dev.credence.array.NdArray;

import tools.jackson.core.JacksonException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the groups of a Zarr version 2 directory, finished or left behind by a killed run.
final class ZarrReader {
    private final Path root;
    private final Map<String, Map<?, ?>> metadata;

    private ZarrReader(Path root) {
        this.root = root;
        this.metadata = metadata();
    }

    /// All groups of the store in `root`.
    ///
    /// @throws StorageException if there is no store, or it cannot be read
    static InferenceData read(Path root) {
        if (!Files.exists(root))
            throw new StorageException("there is no store at %s".formatted(root));
        if (Files.exists(root.resolve("zarr.json"))) {
            throw new StorageException(
                    "%s has Zarr format 3; only format %d can be read"
                            .formatted(root, ZarrArray.FORMAT));
        }
        if (!Files.exists(root.resolve(".zgroup"))) {
            throw new StorageException(
                    "%s is not a Zarr store: it has no file .zgroup".formatted(root));
        }
        return new ZarrReader(root).groups();
    }

    private InferenceData groups() {
        var format = metadata.getOrDefault(".zgroup", Map.of()).get("zarr_format");
        if (!Integer.valueOf(ZarrArray.FORMAT).equals(format)) {
            throw new StorageException(
                    "%s has Zarr format %s; only format %d can be read"
                            .formatted(root, format, ZarrArray.FORMAT));
        }
        var groups = new LinkedHashMap<String, Dataset>();
        for (var path : metadata.keySet()) {
            if (path.endsWith("/.zgroup")) {
                var name = path.substring(0, path.length() - "/.zgroup".length());
                groups.put(name, dataset(name));
            }
        }
        return new InferenceData(groups);
    }

    private Dataset dataset(String group) {
        var attributes = attributes(group);
        int draws =
                attributes.containsKey(CompletedDraws.ATTRIBUTE)
                        ? CompletedDraws.longest(
                                CompletedDraws.parse(attributes.get(CompletedDraws.ATTRIBUTE)))
                        : Integer.MAX_VALUE;
        var variables = new ArrayList<LabelledArray>();
        var coords = new LinkedHashMap<String, List<String>>();
        var prefix = group + "/";
        for (var path : metadata.keySet()) {
            if (!path.startsWith(prefix) || !path.endsWith("/.zarray")) continue;
            var name = path.substring(prefix.length(), path.length() - "/.zarray".length());
            var dims = dims(prefix + name);
            var array = ZarrArray.parse(metadata.get(path), where(prefix + name));
            var shape = array.grid().shape();
            if (shape.length != dims.size()) {
                throw new StorageException(
                        "array %s has shape %s but dims %s"
                                .formatted(where(prefix + name), NdArray.shapeText(shape), dims));
            }
            for (int axis = 0; axis < shape.length; axis++) {
                if (dims.get(axis).equals("draw")) shape[axis] = Math.min(shape[axis], draws);
            }
            var values = values(prefix + name, array.withShape(shape));
            if (dims.equals(List.of(name))) {
                var labels = Labels.read(values);
                if (!labels.isEmpty()) coords.put(name, labels);
            } else if (values instanceof String[]) {
                throw new StorageException(
                        "array %s holds text, but only coordinates can"
                                .formatted(where(prefix + name)));
            } else {
                variables.add(new LabelledArray(name, dims, NdArray.wrap(values, shape)));
            }
        }
        return new Dataset(variables, coords, attributes);
    }

    private Object values(String path, ZarrArray array) {
        var grid = array.grid();
        var type = array.type();
        var storage = type.allocate(NdArray.sizeOf(grid.shape()));
        int bytes = Math.multiplyExact(grid.elements(), type.bytes());
        int count = grid.count();
        for (int chunk = 0; chunk < count; chunk++) {
            var key = grid.key(chunk, array.separator());
            try {
                var file = Files.readAllBytes(root.resolve(path).resolve(key));
                var buffer = ChunkCodec.unpack(file, array.compressor(), bytes);
                grid.runs(
                        chunk,
                        (inArray, inChunk, length) ->
                                type.take(
                                        buffer.position(inChunk * type.bytes()),
                                        storage,
                                        inArray,
                                        length));
            } catch (NoSuchFileException e) {
                // A chunk that was never written reads as the fill value, which is there already.
                continue;
            } catch (IOException e) {
                throw new StorageException(
                        "chunk %s of array %s is truncated or damaged (%s); delete it to read the rest"
                                .formatted(key, where(path), e.getMessage()),
                        e);
            }
        }
        return storage;
    }

    private List<String> dims(String path) {
        var names = metadata.getOrDefault(path + "/.zattrs", Map.of()).get("_ARRAY_DIMENSIONS");
        if (!(names instanceof List<?> list)) {
            throw new StorageException(
                    "array %s has no attribute _ARRAY_DIMENSIONS with the names of its dims"
                            .formatted(where(path)));
        }
        var dims = new ArrayList<String>();
        for (var name : list) dims.add(String.valueOf(name));
        return dims;
    }

    /// Group attributes come from their own file, which a running recorder keeps up to date, while
    /// the consolidated metadata is written at its start and its end.
    private Map<String, String> attributes(String group) {
        var file = root.resolve(group).resolve(".zattrs");
        var attributes = new LinkedHashMap<String, String>();
        if (Files.exists(file)) {
            parse(file).forEach((name, value) -> attributes.put((String) name, text(value)));
        }
        return attributes;
    }

    private static String text(Object value) {
        return value instanceof String text
                ? text
                : new String(Json.bytes(value), StandardCharsets.UTF_8);
    }

    private Map<String, Map<?, ?>> metadata() {
        var found = new LinkedHashMap<String, Map<?, ?>>();
        var consolidated = root.resolve(".zmetadata");
        if (Files.exists(consolidated)) {
            if (parse(consolidated).get("metadata") instanceof Map<?, ?> all) {
                all.forEach((path, json) -> found.put((String) path, (Map<?, ?>) json));
                return found;
            }
            throw new StorageException("%s holds no metadata".formatted(consolidated));
        }
        try (var files = Files.walk(root)) {
            for (var file : (Iterable<Path>) files.sorted()::iterator) {
                var name = file.getFileName().toString();
                if (name.equals(".zgroup") || name.equals(".zarray") || name.equals(".zattrs")) {
                    var path = root.relativize(file).toString().replace('\\', '/');
                    found.put(path, parse(file));
                }
            }
        } catch (IOException e) {
            throw new StorageException("cannot list %s: %s".formatted(root, e.getMessage()), e);
        }
        return found;
    }

    private static Map<?, ?> parse(Path file) {
        try {
            if (Json.parse(Files.readAllBytes(file)) instanceof Map<?, ?> map) return map;
        } catch (IOException e) {
            throw new StorageException("cannot read %s: %s".formatted(file, e.getMessage()), e);
        } catch (JacksonException e) {
            throw new StorageException(
                    "%s is not JSON: %s".formatted(file, e.getOriginalMessage()), e);
        }
        throw new StorageException("%s holds no JSON object".formatted(file));
    }

    private String where(String path) {
        return "'%s' in %s".formatted(path, root);
    }
}
