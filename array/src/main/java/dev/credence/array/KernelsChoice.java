package dev.credence.array;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/// Chooses the kernels of this process: the first usable provider, or plain Java with the reason.
final class KernelsChoice {
    static final Kernels FASTEST =
            choose(
                    System.getProperty("credence.simd", "on"),
                    ServiceLoader.load(
                            KernelsProvider.class, KernelsProvider.class.getClassLoader()));

    private KernelsChoice() {}

    static Kernels choose(String simd, Iterable<KernelsProvider> providers) {
        if (simd.equals("off")) return plainBecause(List.of("switched off by credence.simd=off"));
        var reasons = new ArrayList<String>();
        for (var provider : providers) {
            var reason = provider.unavailable();
            if (reason.isEmpty()) return provider.kernels();
            reasons.add(reason.get());
        }
        return plainBecause(reasons.isEmpty() ? List.of("no dev.credence.simd here") : reasons);
    }

    private static Kernels plainBecause(List<String> reasons) {
        return new PlainKernels("plain Java: " + String.join("; ", reasons));
    }
}
