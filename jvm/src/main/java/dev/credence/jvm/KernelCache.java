package dev.credence.jvm;

import java.lang.invoke.MethodHandles;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps the classes of programs by their code, so that programs of equal structure share one, with
/// all that the JIT has done for it.
final class KernelCache {
    private static final int CAPACITY = 256;

    private final AtomicLong generated = new AtomicLong();
    private final Map<List<List<Code>>, Compiled> entries =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        @Override
                        protected boolean removeEldestEntry(
                                Map.Entry<List<List<Code>>, Compiled> eldest) {
                            return size() > CAPACITY;
                        }
                    });

    /// A compiled class.
    ///
    /// @param bytes the size of its class file
    record Compiled(Kernel kernel, byte[] bytes) {}

    /// The class for the given methods, generated unless there is one.
    Compiled find(List<List<Code>> methods) {
        var found = entries.get(methods);
        if (found != null) return found;
        var made = generate(methods);
        var other = entries.putIfAbsent(methods, made);
        return other == null ? made : other;
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
