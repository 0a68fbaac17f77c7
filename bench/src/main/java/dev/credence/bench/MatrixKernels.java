package dev.credence.bench;

import static dev.credence.Credence.*;

import dev.credence.bench.kernels.ValueAndGradient;
import dev.credence.graph.CompiledProgram;
import dev.credence.graph.Input;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;

/// Times products and Cholesky factors of matrices, as compiled functions, against EJML and, where
/// one is installed, a native BLAS.
@Command(
        name = "matrices",
        description = "Time matrix products and Cholesky factors against EJML and a native BLAS.",
        mixinStandardHelpOptions = true)
final class MatrixKernels implements Callable<Integer> {
    private static final int[] ORDERS = {10, 50, 100, 200, 1000};
    private static final double TOLERANCE = 1e-10;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all rows there.")
    private Optional<Path> json;

    private final Optional<NativeBlas> blas = NativeBlas.installed();

    /// @param others the same by other libraries: EJML and, where installed, a native BLAS
    private record Row(
            String operation,
            int order,
            double us,
            double gflops,
            double allocatedBytes,
            List<Other> others) {}

    /// @param ratio our time by theirs
    private record Other(String library, double us, double gflops, double ratio) {}

    private record Library(String name, ValueAndGradient kernel) {}

    @Override
    public Integer call() {
        var rows = new ArrayList<Row>();
        System.out.printf(
                "%-10s %6s %11s %8s %6s | %11s %8s %6s | %11s %8s %6s%n",
                "",
                "order",
                "us",
                "GFLOP/s",
                "bytes",
                "EJML, us",
                "GFLOP/s",
                "ratio",
                "BLAS, us",
                "GFLOP/s",
                "ratio");
        for (int n : ORDERS) {
            rows.add(shown(product(n)));
            rows.add(shown(cholesky(n)));
        }
        System.out.println(
                blas.map(b -> "BLAS: %s, one thread".formatted(b.name()))
                        .orElse(
                                "BLAS: none found; libopenblas.so.0 or libblas.so.3 is looked"
                                        + " for"));
        json.ifPresent(file -> Results.write(file, rows));
        return 0;
    }

    private Row product(int n) {
        double[] a = new Random(1).doubles((long) n * n, -1, 1).toArray();
        var other = new DMatrixRMaj(n, n);
        var product = new DMatrixRMaj(n, n);
        ValueAndGradient ejml =
                (position, out) -> {
                    other.data = position;
                    product.data = out;
                    CommonOps_DDRM.mult(other, other, product);
                    return out[0];
                };
        var others = others(ejml, b -> b.square(n));
        return measure("product", n, 2.0 * n * n * n, a, compiled(n, x -> x.dot(x)), others);
    }

    private Row cholesky(int n) {
        double[] a = new Random(1).doubles((long) n * n, -1, 1).toArray();
        var data = new DMatrixRMaj(n, n, true, a);
        var covariance = new DMatrixRMaj(n, n);
        CommonOps_DDRM.multTransB(data, data, covariance);
        for (int i = 0; i < n; i++) covariance.data[i * n + i] += n;
        var decomposition = DecompositionFactory_DDRM.chol(n, true);
        var factor = new DMatrixRMaj(n, n);
        var work = new DMatrixRMaj(n, n);
        ValueAndGradient ejml =
                (position, out) -> {
                    System.arraycopy(position, 0, work.data, 0, position.length);
                    factor.data = out;
                    decomposition.decompose(work);
                    decomposition.getT(factor);
                    // Of large matrices it leaves the upper half as it was.
                    for (int i = 0; i < n; i++) Arrays.fill(out, i * n + i + 1, (i + 1) * n, 0);
                    return out[0];
                };
        double operations = (double) n * n * n / 3;
        var ours = compiled(n, x -> dev.credence.Credence.cholesky(x));
        var others = others(ejml, b -> b.cholesky(n));
        return measure("Cholesky", n, operations, covariance.data, ours, others);
    }

    private List<Library> others(
            ValueAndGradient ejml, Function<NativeBlas, ValueAndGradient> ofBlas) {
        return Stream.concat(
                        Stream.of(new Library("EJML", ejml)),
                        blas.stream().map(b -> new Library(b.name(), ofBlas.apply(b))))
                .toList();
    }

    private static ValueAndGradient compiled(int n, Function<Input, Tensor> operation) {
        var executable = program(n, operation).newExecutable();
        var inputs = new Object[1];
        var outputs = new Object[1];
        return (position, out) -> {
            inputs[0] = position;
            outputs[0] = out;
            executable.execute(inputs, outputs);
            return out[0];
        };
    }

    private static CompiledProgram program(int n, Function<Input, Tensor> operation) {
        var x = tensor("x", TensorType.float64(n, n));
        return function(List.of(x), operation.apply(x)).program(List.of(Shape.of(n, n)));
    }

    private static Row measure(
            String operation,
            int n,
            double operations,
            double[] matrix,
            ValueAndGradient ours,
            List<Library> others) {
        for (var other : others) requireEqual(operation, matrix, ours, other);
        var kernels =
                Stream.concat(Stream.of(ours), others.stream().map(Library::kernel))
                        .toArray(ValueAndGradient[]::new);
        var costs = new Alternation(new double[][] {matrix}).measure(kernels);
        double us = costs.getFirst().microseconds();
        var compared = new ArrayList<Other>();
        for (int i = 0; i < others.size(); i++) {
            double theirs = costs.get(i + 1).microseconds();
            compared.add(
                    new Other(
                            others.get(i).name(), theirs, operations / theirs / 1e3, us / theirs));
        }
        return new Row(operation, n, us, operations / us / 1e3, costs.getFirst().bytes(), compared);
    }

    private static void requireEqual(
            String operation, double[] matrix, ValueAndGradient ours, Library other) {
        var actual = new double[matrix.length];
        var expected = new double[matrix.length];
        ours.at(matrix, actual);
        other.kernel().at(matrix, expected);
        for (int i = 0; i < matrix.length; i++) {
            if (Math.abs(actual[i] - expected[i]) <= TOLERANCE * (1 + Math.abs(expected[i])))
                continue;
            throw new IllegalStateException(
                    "element %d of the %s is %s, but %s by %s; nothing is timed that differs"
                            .formatted(i, operation, actual[i], expected[i], other.name()));
        }
    }

    private static Row shown(Row row) {
        System.out.printf(
                Locale.ROOT,
                "%-10s %6d %11.4g %8.2f %6.0f",
                row.operation(),
                row.order(),
                row.us(),
                row.gflops(),
                row.allocatedBytes());
        for (var other : row.others()) {
            System.out.printf(
                    Locale.ROOT,
                    " | %11.4g %8.2f %6.2f",
                    other.us(),
                    other.gflops(),
                    other.ratio());
        }
        System.out.println();
        return row;
    }
}
