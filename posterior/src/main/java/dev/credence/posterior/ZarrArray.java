package dev.credence.posterior;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the `.zarray` file of a stored array says: how it is cut, laid out and compressed.
///
/// @param type the layout of an element
/// @param grid the array's shape and how it is cut
/// @param compressor `zlib`, `gzip` or `none`
/// @param separator what stands between the numbers of a chunk's name
record ZarrArray(ElementType type, ChunkGrid grid, String compressor, String separator) {
    static final int FORMAT = 2;
    private static final int MOST_ELEMENTS = 1 << 20;

    /// An array as we write it.
    static ZarrArray of(ElementType type, int[] shape, int[] chunks) {
        return new ZarrArray(type, new ChunkGrid(shape, chunks), "zlib", ".");
    }

    /// An array cut along its leading axes so that a chunk stays within a million elements.
    static ZarrArray of(ElementType type, int[] shape) {
        var chunks = new int[shape.length];
        long elements = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            chunks[axis] = Math.clamp(MOST_ELEMENTS / elements, 1, Math.max(1, shape[axis]));
            elements *= chunks[axis];
        }
        return of(type, shape, chunks);
    }

    /// The content of `.zarray`.
    ///
    /// Only floats have a fill value: readers that follow the CF conventions would take it for
    /// "missing" and turn integers and truth values into floats.
    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("zarr_format", FORMAT);
        json.put("shape", grid.shape());
        json.put("chunks", grid.chunks());
        json.put("dtype", type.code());
        var compression = new LinkedHashMap<String, Object>();
        compression.put("id", compressor);
        compression.put("level", ChunkCodec.LEVEL);
        json.put("compressor", compression);
        boolean floats = type == ElementType.Numbers.FLOAT64 || type == ElementType.Numbers.FLOAT32;
        json.put("fill_value", floats ? "NaN" : Json.NULL);
        json.put("order", "C");
        json.put("filters", Json.NULL);
        return json;
    }

    /// The description in a `.zarray` file.
    ///
    /// @param where names the array in error messages
    static ZarrArray parse(Map<?, ?> json, String where) {
        if (!Integer.valueOf(FORMAT).equals(json.get("zarr_format"))) {
            throw new StorageException(
                    "array %s has Zarr format %s; only format %d can be read"
                            .formatted(where, json.get("zarr_format"), FORMAT));
        }
        if (!"C".equals(json.get("order")) || json.get("filters") instanceof List<?>) {
            throw new StorageException(
                    "array %s has order %s and filters %s; only order C without filters can be read"
                            .formatted(where, json.get("order"), json.get("filters")));
        }
        var separator = json.get("dimension_separator") instanceof String given ? given : ".";
        return new ZarrArray(
                type(String.valueOf(json.get("dtype")), where),
                new ChunkGrid(lengths(json, "shape", where), lengths(json, "chunks", where)),
                compressor(json.get("compressor"), where),
                separator);
    }

    private static ElementType type(String code, String where) {
        for (var numbers : ElementType.Numbers.values()) {
            if (numbers.code().equals(code)) return numbers;
        }
        if (code.startsWith("<U")) return new ElementType.Text(Integer.parseInt(code.substring(2)));
        throw new StorageException(
                "array %s has dtype '%s'; only <f8, <f4, <i8, <i4, |b1 and <U text can be read"
                        .formatted(where, code));
    }

    private static String compressor(Object json, String where) {
        if (json == Json.NULL) return "none";
        var id =
                json instanceof Map<?, ?> map
                        ? String.valueOf(map.get("id"))
                        : String.valueOf(json);
        if (id.equals("zlib") || id.equals("gzip")) return id;
        throw new StorageException(
                "array %s is compressed with '%s'; only zlib, gzip and no compression can be read"
                        .formatted(where, id));
    }

    private static int[] lengths(Map<?, ?> json, String field, String where) {
        if (!(json.get(field) instanceof List<?> list)) {
            throw new StorageException("array %s has no %s".formatted(where, field));
        }
        var lengths = new int[list.size()];
        for (int axis = 0; axis < lengths.length; axis++) {
            if (!(list.get(axis) instanceof Integer length)) {
                throw new StorageException(
                        "array %s has %s %s, which does not fit in memory"
                                .formatted(where, field, list));
            }
            lengths[axis] = length;
        }
        return lengths;
    }

    /// The same array with `shape` in place of its own.
    ZarrArray withShape(int[] shape) {
        return new ZarrArray(type, new ChunkGrid(shape, grid.chunks()), compressor, separator);
    }
}
