package dev.credence.posterior;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes groups of labelled arrays as a Zarr version 2 directory that xarray opens as it is.
///
/// Every file is written beside its place and renamed into it, so a reader, or a run killed at any
/// moment, never meets half a file. Metadata may be written by one thread at a time, chunks by
/// many.
final class ZarrWriter {
    private final Path root;
    private final Map<String, Object> metadata = new LinkedHashMap<>();

    /// Starts a store in `root`, which is created.
    ZarrWriter(Path root) {
        this.root = root;
        directory(root);
        document(".zgroup", Map.of("zarr_format", ZarrArray.FORMAT));
    }

    /// Writes a whole group.
    void dataset(String name, Dataset group) {
        group(name, group.attributes());
        try (var codec = new ChunkCodec()) {
            for (var variable : group.variables().values()) {
                var values = variable.values();
                var array = ZarrArray.of(ElementType.of(values.dtype()), values.shape());
                array(name, variable.name(), array, variable.dims());
                chunks(name + "/" + variable.name(), array, values.storage(), codec);
            }
            var lengths = new LinkedHashMap<String, Integer>();
            for (var variable : group.variables().values()) {
                for (int axis = 0; axis < variable.dims().size(); axis++) {
                    lengths.put(variable.dims().get(axis), variable.values().dim(axis));
                }
            }
            coordinates(name, lengths, group.coords(), codec);
        }
    }

    /// Starts a group, or replaces its attributes.
    void group(String name, Map<String, String> attributes) {
        requireName("group", name);
        directory(root.resolve(name));
        document(name + "/.zgroup", Map.of("zarr_format", ZarrArray.FORMAT));
        document(name + "/.zattrs", attributes);
    }

    /// Replaces the attributes of a group, without the consolidated copy ever showing them.
    void interimAttributes(String name, Map<String, String> attributes) {
        write(name + "/.zattrs", Json.bytes(attributes));
    }

    /// Starts an array of a group: its description and dims, no values yet.
    void array(String group, String name, ZarrArray array, List<String> dims) {
        requireName("variable", name);
        var path = group + "/" + name;
        directory(root.resolve(path));
        document(path + "/.zarray", array.json());
        document(path + "/.zattrs", Map.of("_ARRAY_DIMENSIONS", dims));
    }

    /// Writes the labels of each dimension as an array of its name: integers where all labels are,
    /// text otherwise.
    void coordinates(
            String group,
            Map<String, Integer> lengths,
            Map<String, List<String>> coords,
            ChunkCodec codec) {
        lengths.forEach((dim, length) -> {
            var labels = Labels.of(coords.getOrDefault(dim, List.of()), length);
            var array = ZarrArray.of(labels.type(), new int[] {length});
            array(group, dim, array, List.of(dim));
            chunks(group + "/" + dim, array, labels.storage(), codec);
        });
    }

    private void chunks(String path, ZarrArray array, Object storage, ChunkCodec codec) {
        var grid = array.grid();
        var type = array.type();
        int count = grid.count();
        for (int chunk = 0; chunk < count; chunk++) {
            var buffer = codec.buffer(Math.multiplyExact(grid.elements(), type.bytes()));
            grid.runs(
                    chunk,
                    (inArray, inChunk, length) -> {
                        buffer.position(inChunk * type.bytes());
                        type.put(storage, inArray, length, buffer);
                    });
            chunk(path + "/" + grid.key(chunk, "."), codec.pack(buffer));
        }
    }

    /// Writes one chunk's file.
    void chunk(String path, byte[] bytes) {
        write(path, bytes);
    }

    /// Writes the metadata of all arrays and groups once more into one file, which is all that a
    /// reader has to open before the chunks.
    void consolidate() {
        var json = new LinkedHashMap<String, Object>();
        json.put("metadata", metadata);
        json.put("zarr_consolidated_format", 1);
        write(".zmetadata", Json.bytes(json));
    }

    private void document(String path, Map<String, ?> content) {
        metadata.put(path, content);
        write(path, Json.bytes(content));
    }

    private void write(String path, byte[] bytes) {
        var file = root.resolve(path);
        var temporary = root.resolve(path + ".tmp");
        try {
            Files.write(temporary, bytes);
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            throw new StorageException(
                    "cannot write %s: its directory has been removed".formatted(file), e);
        } catch (IOException e) {
            throw new StorageException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static void directory(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new StorageException(
                    "cannot create directory %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    private static void requireName(String what, String name) {
        if (name.isEmpty() || name.startsWith(".") || name.contains("/") || name.contains("\\")) {
            throw new StorageException(
                    "%s '%s' cannot be stored: a name is not empty, does not begin with '.' and has no slash"
                            .formatted(what, name));
        }
    }
}
