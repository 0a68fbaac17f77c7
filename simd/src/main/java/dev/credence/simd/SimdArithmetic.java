package dev.credence.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// The elementwise functions that processors have an instruction for.
final class SimdArithmetic {
    private static final VectorSpecies<Double> S = Lanes.DOUBLES;

    private SimdArithmetic() {}

    static void sqrt(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            DoubleVector.fromArray(S, x, xOffset + i).sqrt().intoArray(out, outOffset + i);
        }
    }

    static void reciprocal(double[] x, int xOffset, double[] out, int outOffset, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            DoubleVector.broadcast(S, 1)
                    .div(DoubleVector.fromArray(S, x, xOffset + i))
                    .intoArray(out, outOffset + i);
        }
    }
}
