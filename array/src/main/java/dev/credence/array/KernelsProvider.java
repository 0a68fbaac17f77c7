package dev.credence.array;

import java.util.Optional;

/// The service through which faster kernels than plain Java are found.
public interface KernelsProvider {
    /// Why these kernels cannot run here, as the rest of a sentence that says what to do; empty if
    /// they can.
    Optional<String> unavailable();

    /// The kernels; asked for only where they are available.
    Kernels kernels();
}
