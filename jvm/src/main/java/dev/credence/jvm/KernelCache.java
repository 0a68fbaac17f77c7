package dev.credence.jvm;

import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps the classes of programs by their code, so that programs of equal structure share one, with
/// all that the JIT has done for it.
final class KernelCache {
    private static final int MOST_CLASSES = 256;

    /// Of class files; the code that an entry is found by takes many times that memory.
    private static final long MOST_BYTES = 8 << 20;

    private final AtomicLong generated = new AtomicLong();
    private final Map<List<List<Code>>, Compiled> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /// A compiled class.
    ///
    /// @param bytes the size of its class file
    record Compiled(Kernel kernel, byte[] bytes) {}

    /// The class for the given methods, generated unless there is one.
    Compiled find(List<List<Code>> methods) {
        synchronized (entries) {
            var found = entries.get(methods);
            if (found != null) return found;
        }
        var made = generate(methods);
        synchronized (entries) {
            var other = entries.putIfAbsent(methods, made);
            if (other != null) return other;
            bytes += made.bytes.length;
            dropOldest();
            return made;
        }
    }

    /// Keeps to the limits, but for the newest class.
    private void dropOldest() {
        var oldest = entries.values().iterator();
        while (entries.size() > 1 && (entries.size() > MOST_CLASSES || bytes > MOST_BYTES)) {
            bytes -= oldest.next().bytes.length;
            oldest.remove();
        }
    }

    /// How many classes were generated so far.
    long generated() {
        return generated.get();
    }

    private Compiled generate(List<List<Code>> methods) {
        generated.incrementAndGet();
        var given = new GivenFunctions();
        byte[] bytes = Emitter.emit(methods, given);
        try {
            var defined =
                    MethodHandles.lookup()
                            .defineHiddenClassWithClassData(bytes, given.functions(), true);
            var constructor =
                    defined.findConstructor(
                            defined.lookupClass(),
                            java.lang.invoke.MethodType.methodType(void.class));
            return new Compiled((Kernel) constructor.invoke(), bytes);
        } catch (Throwable e) {
            throw new IllegalStateException("compiled code could not be loaded", e);
        }
    }
}
