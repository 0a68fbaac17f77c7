package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Stops an evaluation where NaN or an infinity appears first: at the node that makes it from
/// values that are free of it.
///
/// Constants may hold infinities, and what merely passes them on is not at fault.
final class NanGuard implements NodeMonitor {
    @Override
    public void evaluated(Evaluation e) {
        boolean infinite = e.inputs().stream().anyMatch(x -> first(x, false) >= 0);
        boolean nan = e.inputs().stream().anyMatch(x -> first(x, true) >= 0);
        for (int i = 0; i < e.outputs().size(); i++) {
            var value = e.outputs().get(i);
            boolean faulty =
                    first(value, true) >= 0 && !nan
                            || first(value, false) >= 0 && !infinite && !nan;
            if (faulty) throw failure(e, i);
        }
    }

    /// Refuses arguments that hold NaN or infinities.
    static void check(List<Tensor> inputs, List<NdArray> values) {
        for (int i = 0; i < inputs.size(); i++) {
            int at = worst(values.get(i));
            if (at < 0) continue;
            throw new GraphException(
                    "'%s' is given %s at %s, and the function guards against it"
                            .formatted(
                                    inputs.get(i),
                                    values.get(i).element(at),
                                    ValueText.position(at, values.get(i).shape())));
        }
    }

    private static GraphException failure(Evaluation e, int output) {
        var value = e.outputs().get(output);
        int at = worst(value);
        double bad = value.element(at);
        long count =
                IntStream.range(0, value.size())
                        .filter(k -> !Double.isFinite(value.element(k)))
                        .count();
        var given =
                IntStream.range(0, e.inputs().size())
                        .mapToObj(i ->
                                "%s = %s"
                                        .formatted(
                                                e.node().input(i), ValueText.of(e.inputs().get(i))))
                        .collect(Collectors.joining(", "));
        return new GraphException(
                        "'%s' is %s at %s (%d of %d elements are not finite), made by %s from %s"
                                .formatted(
                                        e.node().outputs().get(output),
                                        bad,
                                        ValueText.position(at, value.shape()),
                                        count,
                                        value.size(),
                                        e.node().op() instanceof LinearAlgebra.Cholesky
                                                ? "Cholesky, which needs a positive definite"
                                                        + " matrix,"
                                                : e.node().op(),
                                        given))
                .at(e.node().where());
    }

    /// The first NaN, else the first infinity, else -1.
    private static int worst(NdArray x) {
        int nan = first(x, true);
        return nan >= 0 ? nan : first(x, false);
    }

    private static int first(NdArray x, boolean nan) {
        for (int i = 0; i < x.size(); i++) {
            double v = x.element(i);
            if (nan ? Double.isNaN(v) : Double.isInfinite(v)) return i;
        }
        return -1;
    }
}
