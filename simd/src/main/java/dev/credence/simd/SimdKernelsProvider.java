package dev.credence.simd;

import dev.credence.array.Kernels;
import dev.credence.array.KernelsProvider;

import java.util.Optional;
import java.util.Set;

/// Offers the kernels on the Vector API where the process was started with it.
///
/// This class must load without the Vector API, so nothing here may name one of its types.
public final class SimdKernelsProvider implements KernelsProvider {
    private static final String BITS = "credence.simd.bits";

    /// For the service loader.
    public SimdKernelsProvider() {}

    @Override
    public Optional<String> unavailable() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return Optional.of(
                    "the Vector API is not loaded, pass --add-modules jdk.incubator.vector");
        }
        int preferred = Lanes.PREFERRED_BITS;
        return unfit(System.getProperty(BITS, Integer.toString(preferred)), preferred);
    }

    /// Why vectors of the length asked for cannot be used.
    static Optional<String> unfit(String asked, int preferred) {
        if (preferred < 128) return Optional.of("this processor has no vectors of doubles");
        if (asked.equals(Integer.toString(preferred))) return Optional.empty();
        if (!Set.of("128", "256", "512").contains(asked)) {
            return Optional.of("%s is '%s', pass 128, 256 or 512".formatted(BITS, asked));
        }
        if (Integer.parseInt(asked) > preferred) {
            return Optional.of(
                    "%s is %s, but this processor's vectors have %d bit"
                            .formatted(BITS, asked, preferred));
        }
        return Optional.empty();
    }

    @Override
    public Kernels kernels() {
        return new SimdKernels();
    }
}
