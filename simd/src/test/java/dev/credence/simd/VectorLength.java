package dev.credence.simd;

import dev.credence.array.Kernels;

import java.io.IOException;
import java.util.stream.Stream;

/// Gives tests the kernels of one vector length. The length is a constant of the loaded classes, so
/// each length is a second copy of them, from a loader of its own.
final class VectorLength {
    private static final String BITS = "credence.simd.bits";

    private VectorLength() {}

    /// The kernels of every length this processor has.
    static Stream<Kernels> all() {
        return Stream.of(128, 256, 512)
                .filter(bits -> bits <= Lanes.PREFERRED_BITS)
                .map(VectorLength::kernels);
    }

    private static Kernels kernels(int bits) {
        var before = System.getProperty(BITS);
        System.setProperty(BITS, Integer.toString(bits));
        try {
            var loader = new OwnCopy();
            Class.forName("dev.credence.simd.Lanes", true, loader);
            var constructor =
                    loader.loadClass("dev.credence.simd.SimdKernels").getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Kernels) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        } finally {
            if (before == null) System.clearProperty(BITS);
            else System.setProperty(BITS, before);
        }
    }

    private static final class OwnCopy extends ClassLoader {
        OwnCopy() {
            super(VectorLength.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.credence.simd.")) return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                var loaded = findLoadedClass(name);
                if (loaded != null) return loaded;
                try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] code = in.readAllBytes();
                    return defineClass(name, code, 0, code.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }
    }
}
