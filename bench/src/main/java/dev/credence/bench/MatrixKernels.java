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

/// Times products and Cholesky factors of matrices, as compiled functions, against EJML.
@Command(
        name = "matrices",
        description = "Time matrix products and Cholesky factors against EJML.",
        mixinStandardHelpOptions = true)
final class MatrixKernels implements Callable<Integer> {
    private static final int[] ORDERS = {50, 200, 1000};
    private static final double TOLERANCE = 1e-10;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all rows there.")
    private Optional<Path> json;

    private record Row(
            String operation,
            int order,
            double us,
            double usEjml,
            double ratio,
            double gflops,
            double gflopsEjml,
            double allocatedBytes) {}

    @Override
    public Integer call() {
        var rows = new ArrayList<Row>();
        System.out.printf(
                "%-10s %6s %11s %11s %6s %8s %8s %8s%n",
                "", "order", "us", "EJML", "ratio", "GFLOP/s", "EJML", "bytes");
        for (int n : ORDERS) {
            rows.add(product(n));
            print(rows.getLast());
            rows.add(cholesky(n));
            print(rows.getLast());
        }
        json.ifPresent(file -> Results.write(file, rows));
        return 0;
    }

    private static Row product(int n) {
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
        return measure("product", n, 2.0 * n * n * n, a, compiled(n, x -> x.dot(x)), ejml);
    }

    private static Row cholesky(int n) {
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
        return measure("Cholesky", n, operations, covariance.data, ours, ejml);
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
            ValueAndGradient ejml) {
        var actual = new double[matrix.length];
        var expected = new double[matrix.length];
        ours.at(matrix, actual);
        ejml.at(matrix, expected);
        for (int i = 0; i < matrix.length; i++) {
            if (Math.abs(actual[i] - expected[i]) <= TOLERANCE * (1 + Math.abs(expected[i])))
                continue;
            throw new IllegalStateException(
                    "element %d of the %s is %s, but %s by EJML; nothing is timed that differs"
                            .formatted(i, operation, actual[i], expected[i]));
        }
        var costs = new Alternation(new double[][] {matrix}).measure(ours, ejml);
        double us = costs.getFirst().microseconds();
        double usEjml = costs.getLast().microseconds();
        return new Row(
                operation,
                n,
                us,
                usEjml,
                us / usEjml,
                operations / us / 1e3,
                operations / usEjml / 1e3,
                costs.getFirst().bytes());
    }

    private static void print(Row row) {
        System.out.printf(
                Locale.ROOT,
                "%-10s %6d %11.4g %11.4g %6.2f %8.2f %8.2f %8.0f%n",
                row.operation(),
                row.order(),
                row.us(),
                row.usEjml(),
                row.ratio(),
                row.gflops(),
                row.gflopsEjml(),
                row.allocatedBytes());
    }
}
