package dev.credence.simd;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The vector length all kernels use: what the processor prefers, or what the system property
/// `credence.simd.bits` asks for. A constant, because the compiler only then makes instructions of
/// vector operations.
final class Lanes {
    static final int PREFERRED_BITS = VectorShape.preferredShape().vectorBitSize();
    static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, shape());
    static final int BITS = DOUBLES.vectorBitSize();
    static final int COUNT = DOUBLES.length();

    private Lanes() {}

    private static VectorShape shape() {
        // An unfit property is refused by the provider, with a sentence.
        int bits = Integer.getInteger("credence.simd.bits", PREFERRED_BITS);
        return bits == 128 || bits == 256 || bits == 512
                ? VectorShape.forBitSize(bits)
                : VectorShape.preferredShape();
    }
}
