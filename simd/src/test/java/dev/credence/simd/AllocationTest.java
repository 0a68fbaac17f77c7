package dev.credence.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import dev.credence.array.Kernels;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/// No kernel allocates once it is compiled. Should one do so, the compiler has given up on keeping
/// its vectors in registers, and it is slower than plain Java.
class AllocationTest {
    private static final int N = 300;
    private static final int ORDER = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Kernels KERNELS = new SimdKernels();
    private static final double[] X = new Random(1).doubles(ORDER * ORDER, 0.1, 3).toArray();
    private static final double[] SPD = positiveDefinite();
    private static final double[] OUT = new double[ORDER * ORDER];
    private static final long[] INDEX = new Random(2).longs(N, 0, N).toArray();

    private static double[] positiveDefinite() {
        var a = new double[ORDER * ORDER];
        Arrays.fill(a, 1);
        for (int i = 0; i < ORDER; i++) a[i * ORDER + i] = ORDER;
        return a;
    }

    static Stream<Named<Runnable>> calls() {
        return Stream.of(
                Named.of("exp", () -> KERNELS.exp(X, 0, OUT, 0, N)),
                Named.of("expm1", () -> KERNELS.expm1(X, 0, OUT, 0, N)),
                Named.of("log", () -> KERNELS.log(X, 0, OUT, 0, N)),
                Named.of("log1p", () -> KERNELS.log1p(X, 0, OUT, 0, N)),
                Named.of("sqrt", () -> KERNELS.sqrt(X, 0, OUT, 0, N)),
                Named.of("reciprocal", () -> KERNELS.reciprocal(X, 0, OUT, 0, N)),
                Named.of("sin", () -> KERNELS.sin(X, 0, OUT, 0, N)),
                Named.of("cos", () -> KERNELS.cos(X, 0, OUT, 0, N)),
                Named.of("tanh", () -> KERNELS.tanh(X, 0, OUT, 0, N)),
                Named.of("sigmoid", () -> KERNELS.sigmoid(X, 0, OUT, 0, N)),
                Named.of("softplus", () -> KERNELS.softplus(X, 0, OUT, 0, N)),
                Named.of("log1mexp", () -> KERNELS.log1mexp(X, 0, OUT, 0, N)),
                Named.of("lgamma", () -> KERNELS.lgamma(X, 0, OUT, 0, N)),
                Named.of("digamma", () -> KERNELS.digamma(X, 0, OUT, 0, N)),
                Named.of("trigamma", () -> KERNELS.trigamma(X, 0, OUT, 0, N)),
                Named.of("erf", () -> KERNELS.erf(X, 0, OUT, 0, N)),
                Named.of("erfc", () -> KERNELS.erfc(X, 0, OUT, 0, N)),
                Named.of("erfcx", () -> KERNELS.erfcx(X, 0, OUT, 0, N)),
                Named.of("pow", () -> KERNELS.pow(X, 0, X, 0, OUT, 0, N)),
                Named.of("sum", () -> KERNELS.sum(X, 0, N)),
                Named.of("dot", () -> KERNELS.dot(X, 0, X, 0, N)),
                Named.of("sumOfSquares", () -> KERNELS.sumOfSquares(X, 0, N)),
                Named.of("max", () -> KERNELS.max(X, 0, N)),
                Named.of("min", () -> KERNELS.min(X, 0, N)),
                Named.of("logSumExp", () -> KERNELS.logSumExp(X, 0, N)),
                Named.of("sumRows", () -> KERNELS.sumRows(X, 0, ORDER, ORDER, OUT, 0)),
                Named.of("sumColumns", () -> KERNELS.sumColumns(X, 0, ORDER, ORDER, OUT, 0)),
                Named.of("maxRows", () -> KERNELS.maxRows(X, 0, ORDER, ORDER, OUT, 0)),
                Named.of("maxColumns", () -> KERNELS.maxColumns(X, 0, ORDER, ORDER, OUT, 0)),
                Named.of("logSumExpRows", () -> KERNELS.logSumExpRows(X, 0, 100, 4, OUT, 0)),
                Named.of("logSumExpColumns", () -> KERNELS.logSumExpColumns(X, 0, 4, 100, OUT, 0)),
                Named.of("gather", () -> KERNELS.gather(X, 0, N, INDEX, 0, OUT, 0, N)),
                Named.of("scatterAdd", () -> KERNELS.scatterAdd(X, 0, INDEX, 0, OUT, 0, N, N)),
                Named.of("axpy", () -> KERNELS.axpy(1e-9, X, 0, OUT, 0, N)),
                Named.of("matmul", () -> matmul(false)),
                Named.of("matmul, transposed", () -> matmul(true)),
                Named.of("matvec", () -> matvec(false)),
                Named.of("matvec, transposed", () -> matvec(true)),
                Named.of("cholesky", () -> KERNELS.cholesky(SPD, 0, OUT, 0, ORDER)),
                Named.of("choleskyInverse", () -> KERNELS.choleskyInverse(SPD, 0, OUT, 0, ORDER)),
                Named.of("solveTriangular", () -> solve(ORDER)),
                Named.of("solveTriangular, one column", () -> solve(1)));
    }

    private static void matmul(boolean transposed) {
        KERNELS.matmul(X, 0, transposed, X, 0, transposed, OUT, 0, ORDER, ORDER, ORDER);
    }

    private static void matvec(boolean transposed) {
        KERNELS.matvec(X, 0, transposed, X, 0, OUT, 0, ORDER, ORDER);
    }

    private static void solve(int columns) {
        KERNELS.solveTriangular(SPD, 0, true, false, X, 0, OUT, 0, ORDER, columns);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void compiledKernelsAllocateNothing(Runnable call) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long end = System.nanoTime() + PATIENCE.toNanos();
        long allocated = Long.MAX_VALUE;
        while (allocated > 0 && System.nanoTime() < end) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 500; i++) call.run();
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).as("bytes in 500 calls").isZero();
    }
}
