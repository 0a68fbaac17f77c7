package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.NdArray;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.ParameterException;
import dev.credence.graph.Tensor;

import java.util.List;

/// Solves small systems of equations in the sense of least squares by the method of Levenberg and
/// Marquardt (Nocedal and Wright 2006, section 10.3).
final class Fit {
    private static final int STEPS = 500;
    private static final double CLOSE = 1e-10;
    private static final double LONGEST = 3;

    private final CompiledFunction function;

    /// @param position a vector, the unknowns
    /// @param residuals a vector to be brought to zero
    Fit(Input position, Tensor residuals) {
        var outputs = List.of(residuals, jacobian(residuals, position));
        function = new CompiledFunction(List.of(position), outputs, new Interpreter());
    }

    /// The largest residual; infinite where they are not defined.
    double misfit(double... y) {
        return misfit(at(y));
    }

    private List<NdArray> at(double... y) {
        try {
            return function.callAll(NdArray.of(y));
        } catch (ParameterException e) {
            return List.of(NdArray.of(Double.NaN));
        }
    }

    private static double misfit(List<NdArray> values) {
        double largest = 0;
        for (var value : values) {
            for (double r : value.doubles())
                if (!Double.isFinite(r)) return Double.POSITIVE_INFINITY;
        }
        for (double r : values.getFirst().doubles()) largest = Math.max(largest, Math.abs(r));
        return largest;
    }

    /// The best position on the way from a start at which the residuals are defined.
    double[] from(double... start) {
        double[] y = start;
        var now = at(y);
        double damping = 1e-3;
        for (int step = 0; step < STEPS && misfit(now) > CLOSE; step++) {
            if (Double.isInfinite(misfit(now))) return y;
            double[] next = step(y, now, damping);
            var then = at(next);
            boolean better = squares(then) < squares(now);
            damping = better ? damping / 5 : damping * 4;
            if (better) {
                y = next;
                now = then;
            }
        }
        return y;
    }

    private static double squares(List<NdArray> values) {
        if (Double.isInfinite(misfit(values))) return Double.POSITIVE_INFINITY;
        double total = 0;
        for (double r : values.getFirst().doubles()) total += r * r;
        return total;
    }

    /// `y - (J^T J + damping)^-1 J^T r`, no entry farther than [#LONGEST].
    private static double[] step(double[] y, List<NdArray> now, double damping) {
        int n = y.length;
        var r = now.get(0);
        var j = now.get(1);
        var rows = new double[n][n + 1];
        for (int a = 0; a < n; a++) {
            for (int i = 0; i < r.size(); i++) {
                for (int b = 0; b < n; b++) rows[a][b] += j.at(i, a) * j.at(i, b);
                rows[a][n] += j.at(i, a) * r.element(i);
            }
            rows[a][a] += damping * Math.max(1e-6, rows[a][a]);
        }
        double[] change = solve(rows);
        var next = y.clone();
        for (int a = 0; a < n; a++) {
            double scale = LONGEST * Math.max(1, Math.abs(y[a]));
            next[a] -= Math.clamp(change[a], -scale, scale);
        }
        return next;
    }

    /// Gauss's elimination of a positive definite system with the right side in the last column.
    private static double[] solve(double[]... rows) {
        int n = rows.length;
        for (int k = 0; k < n; k++) {
            for (int i = k + 1; i < n; i++) {
                double factor = rows[i][k] / rows[k][k];
                for (int j = k; j <= n; j++) rows[i][j] -= factor * rows[k][j];
            }
        }
        var x = new double[n];
        for (int k = n - 1; k >= 0; k--) {
            double rest = rows[k][n];
            for (int j = k + 1; j < n; j++) rest -= rows[k][j] * x[j];
            x[k] = rest / rows[k][k];
        }
        return x;
    }
}
