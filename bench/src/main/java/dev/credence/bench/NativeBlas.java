package dev.credence.bench;

import static java.lang.foreign.ValueLayout.*;

import dev.credence.bench.kernels.ValueAndGradient;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;

/// The BLAS and LAPACK of the machine, where installed, on one thread: what products and Cholesky
/// factors are measured against. Arrays are passed as they are, without a copy.
@SuppressWarnings("restricted")
final class NativeBlas {
    private static final int ROW_MAJOR = 101;
    private static final int NO_TRANSPOSE = 111;
    private static final Linker LINKER = Linker.nativeLinker();

    private final SymbolLookup library;
    private final String name;
    private final MethodHandle dgemm;
    private final MethodHandle dpotrf;

    private NativeBlas(SymbolLookup library) {
        this.library = library;
        var fields = new MemoryLayout[14];
        Arrays.fill(fields, JAVA_INT);
        for (int pointer : new int[] {7, 9, 12}) fields[pointer] = ADDRESS;
        for (int factor : new int[] {6, 11}) fields[factor] = JAVA_DOUBLE;
        dgemm = function("cblas_dgemm", FunctionDescriptor.ofVoid(fields)).orElseThrow();
        // Fortran's arguments are references, with the length of the string in the end.
        dpotrf =
                function(
                                "dpotrf_",
                                FunctionDescriptor.ofVoid(
                                        ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG))
                        .orElseThrow();
        name = text("openblas_get_config").orElse("libblas.so.3");
        takeOneThread();
    }

    /// The first library that is found, OpenBLAS before the system's default ones.
    static Optional<NativeBlas> installed() {
        return open("libopenblas.so.0")
                .or(() -> open("libblas.so.3").flatMap(b -> open("liblapack.so.3").map(b::or)))
                .filter(l -> l.find("cblas_dgemm").isPresent() && l.find("dpotrf_").isPresent())
                .map(NativeBlas::new);
    }

    private static Optional<SymbolLookup> open(String file) {
        try {
            return Optional.of(SymbolLookup.libraryLookup(file, Arena.global()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Optional<MethodHandle> function(String symbol, FunctionDescriptor type) {
        return library.find(symbol)
                .map(f -> LINKER.downcallHandle(f, type, Linker.Option.critical(true)));
    }

    /// The library with its version and the processor whose code it takes, if it tells.
    String name() {
        return name;
    }

    private Optional<String> text(String symbol) {
        return function(symbol, FunctionDescriptor.of(ADDRESS))
                .map(f -> {
                    try {
                        var text = (MemorySegment) f.invokeExact();
                        return text.reinterpret(Long.MAX_VALUE).getString(0).strip();
                    } catch (Throwable e) {
                        throw new IllegalStateException(symbol + " failed", e);
                    }
                });
    }

    private void takeOneThread() {
        function("openblas_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT))
                .ifPresent(f -> {
                    try {
                        f.invokeExact(1);
                    } catch (Throwable e) {
                        throw new IllegalStateException("cannot set the threads", e);
                    }
                });
    }

    /// The square of a matrix of that order.
    ValueAndGradient square(int n) {
        return (position, out) -> {
            var a = MemorySegment.ofArray(position);
            var c = MemorySegment.ofArray(out);
            try {
                dgemm.invokeExact(
                        ROW_MAJOR, NO_TRANSPOSE, NO_TRANSPOSE, n, n, n, 1.0, a, n, a, n, 0.0, c, n);
            } catch (Throwable e) {
                throw new IllegalStateException("cblas_dgemm failed", e);
            }
            return out[0];
        };
    }

    /// The lower Cholesky factor of a matrix of that order, zero above the diagonal.
    ValueAndGradient cholesky(int n) {
        // An upper triangle by columns is a lower one by rows.
        var uplo = Arena.global().allocateFrom(JAVA_BYTE, (byte) 'U');
        var order = Arena.global().allocateFrom(JAVA_INT, n);
        var info = Arena.global().allocate(JAVA_INT);
        return (position, out) -> {
            System.arraycopy(position, 0, out, 0, position.length);
            try {
                dpotrf.invokeExact(uplo, order, MemorySegment.ofArray(out), order, info, 1L);
            } catch (Throwable e) {
                throw new IllegalStateException("dpotrf failed", e);
            }
            for (int i = 0; i < n; i++) Arrays.fill(out, i * n + i + 1, (i + 1) * n, 0);
            return info.get(JAVA_INT, 0) == 0 ? out[0] : Double.NaN;
        };
    }
}
