package dev.credence.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import dev.credence.array.Kernels;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/// No kernel allocates once it is compiled. Should one do so, the compiler has given up on keeping
/// its vectors in registers, and it is slower than plain Java.
class AllocationTest {
    private static final int N = 300;
    private static final int ORDER = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

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

    private record Call(String name, Runnable body) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Call> calls() {
        return Stream.of(
                new Call("exp", () -> KERNELS.exp(X, 0, OUT, 0, N)),
                new Call("expm1", () -> KERNELS.expm1(X, 0, OUT, 0, N)),
                new Call("log", () -> KERNELS.log(X, 0, OUT, 0, N)),
                new Call("log1p", () -> KERNELS.log1p(X, 0, OUT, 0, N)),
                new Call("sqrt", () -> KERNELS.sqrt(X, 0, OUT, 0, N)),
                new Call("reciprocal", () -> KERNELS.reciprocal(X, 0, OUT, 0, N)),
                new Call("sin", () -> KERNELS.sin(X, 0, OUT, 0, N)),
                new Call("cos", () -> KERNELS.cos(X, 0, OUT, 0, N)),
                new Call("tanh", () -> KERNELS.tanh(X, 0, OUT, 0, N)),
                new Call("sigmoid", () -> KERNELS.sigmoid(X, 0, OUT, 0, N)),
                new Call("softplus", () -> KERNELS.softplus(X, 0, OUT, 0, N)),
                new Call("log1mexp", () -> KERNELS.log1mexp(X, 0, OUT, 0, N)),
                new Call("lgamma", () -> KERNELS.lgamma(X, 0, OUT, 0, N)),
                new Call("digamma", () -> KERNELS.digamma(X, 0, OUT, 0, N)),
                new Call("trigamma", () -> KERNELS.trigamma(X, 0, OUT, 0, N)),
                new Call("erf", () -> KERNELS.erf(X, 0, OUT, 0, N)),
                new Call("erfc", () -> KERNELS.erfc(X, 0, OUT, 0, N)),
                new Call("erfcx", () -> KERNELS.erfcx(X, 0, OUT, 0, N)),
                new Call("pow", () -> KERNELS.pow(X, 0, X, 0, OUT, 0, N)),
                new Call("sum", () -> KERNELS.sum(X, 0, N)),
                new Call("dot", () -> KERNELS.dot(X, 0, X, 0, N)),
                new Call("sumOfSquares", () -> KERNELS.sumOfSquares(X, 0, N)),
                new Call("max", () -> KERNELS.max(X, 0, N)),
                new Call("min", () -> KERNELS.min(X, 0, N)),
                new Call("logSumExp", () -> KERNELS.logSumExp(X, 0, N)),
                new Call("sumRows", () -> KERNELS.sumRows(X, 0, ORDER, ORDER, OUT, 0)),
                new Call("sumColumns", () -> KERNELS.sumColumns(X, 0, ORDER, ORDER, OUT, 0)),
                new Call("maxRows", () -> KERNELS.maxRows(X, 0, ORDER, ORDER, OUT, 0)),
                new Call("maxColumns", () -> KERNELS.maxColumns(X, 0, ORDER, ORDER, OUT, 0)),
                new Call("logSumExpRows", () -> KERNELS.logSumExpRows(X, 0, 100, 4, OUT, 0)),
                new Call("logSumExpColumns", () -> KERNELS.logSumExpColumns(X, 0, 4, 100, OUT, 0)),
                new Call("gather", () -> KERNELS.gather(X, 0, N, INDEX, 0, OUT, 0, N)),
                new Call("scatterAdd", () -> KERNELS.scatterAdd(X, 0, INDEX, 0, OUT, 0, N, N)),
                new Call("axpy", () -> KERNELS.axpy(1e-9, X, 0, OUT, 0, N)),
                new Call("matmul", () -> matmul(false)),
                new Call("matmul, transposed", () -> matmul(true)),
                new Call("matvec", () -> matvec(false)),
                new Call("matvec, transposed", () -> matvec(true)),
                new Call("cholesky", () -> KERNELS.cholesky(SPD, 0, OUT, 0, ORDER)),
                new Call("choleskyInverse", () -> KERNELS.choleskyInverse(SPD, 0, OUT, 0, ORDER)),
                new Call("solveTriangular", () -> solve(ORDER)),
                new Call("solveTriangular, one column", () -> solve(1)));
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
    void compiledKernelsAllocateNothing(Call call) throws Exception {
        long bytes = allocated(call.body());
        if (bytes > 0) bytes = allocatedInFreshProcess(call.name());
        assertThat(bytes).as("bytes in 500 calls of %s", call.name()).isZero();
    }

    /// The least that 500 calls allocate, once they are compiled.
    private static long allocated(Runnable call) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long end = System.nanoTime() + PATIENCE.toNanos();
        long least = Long.MAX_VALUE;
        while (least > 0 && System.nanoTime() < end) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 500; i++) call.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    /// What the JIT compiles depends on what else it was doing, and it never looks again at a
    /// kernel that it compiled badly. A fault of the kernel itself shows in a process of its own as
    /// well.
    private static long allocatedInFreshProcess(String name) throws Exception {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules=jdk.incubator.vector",
                                "-cp",
                                System.getProperty("java.class.path"),
                                AllocationTest.class.getName(),
                                name)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var lines = process.inputReader().readAllLines();
        return Long.parseLong(lines.getLast());
    }

    /// Prints what the kernel of this name allocates in this process.
    public static void main(String[] args) {
        var call = calls().filter(named -> named.name().equals(args[0])).findFirst();
        System.out.println(allocated(call.orElseThrow().body()));
    }
}
