package dev.credence.jvm;

import dev.credence.array.Kernels;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The table of arrays and objects that compiled code finds its constants, scratch and failures in.
final class Memory {
    /// Array passes; the same for every program.
    static final int KERNELS = 0;

    private final List<Object> entries = new ArrayList<>();
    private final Map<Object, Slot> constants = new IdentityHashMap<>();

    Memory(Kernels kernels) {
        entries.add(KERNELS, kernels);
    }

    /// An entry of which every executable has its own.
    private record Scratch(Kind kind, int length) {
        Object allocate() {
            return switch (kind) {
                case DOUBLE -> new double[length];
                case LONG -> new long[length];
                case BOOL -> new boolean[length];
                case INT -> new int[length];
            };
        }
    }

    /// Adds a constant array, or finds the one with the same elements in another shape.
    Slot constant(NdArray array) {
        return constants.computeIfAbsent(
                array.storage(),
                storage -> new Slot(Slot.Table.MEMORY, object(storage), Kind.of(array.dtype())));
    }

    /// Adds an object that all executables share.
    int object(Object shared) {
        entries.add(shared);
        return entries.size() - 1;
    }

    /// Adds an object of which every executable has its own.
    int own(InnerCall call) {
        entries.add(call);
        return entries.size() - 1;
    }

    /// Adds a scratch array.
    Slot scratch(Kind kind, int length) {
        return new Slot(Slot.Table.MEMORY, object(new Scratch(kind, length)), kind);
    }

    /// A table with scratch arrays of its own.
    Object[] allocate() {
        return entries.stream()
                .map(e ->
                        switch (e) {
                            case Scratch s -> s.allocate();
                            case InnerCall c -> c.make().get();
                            default -> e;
                        })
                .toArray();
    }

    /// The bytes of scratch of one executable.
    long scratchBytes() {
        long bytes = 0;
        for (var e : entries) {
            if (e instanceof Scratch s)
                bytes += (long) s.length() * (s.kind() == Kind.BOOL ? 1 : 8);
        }
        return bytes;
    }

    /// The calls of programs inside this one.
    List<InnerCall> innerCalls() {
        return entries.stream()
                .filter(InnerCall.class::isInstance)
                .map(InnerCall.class::cast)
                .toList();
    }

    int scratchArrays() {
        return (int) entries.stream().filter(Scratch.class::isInstance).count();
    }
}
