package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A search for the minimum of a scalar as an op: quasi-Newton steps with the formula of Broyden,
/// Fletcher, Goldfarb and Shanno.
///
/// Inputs are `(start, parameters…)`. The result is near a minimum, not on it to the last digit, so
/// it counts as given: no gradient flows through the search.
final class Minimum implements CustomOp {
    private static final int MOST_STEPS = 1000;
    private static final double SUFFICIENT_DECREASE = 1e-4;
    private static final double SHORTEST_STEP = 1e-14;
    private static final double FLAT = 1e-8;

    private final InnerGraph objective;
    private final CompiledFunction function;

    private Minimum(InnerGraph objective) {
        this.objective = objective;
        var cost = objective.outputs().getFirst();
        var slope = DerivativeFunctions.grad(cost, objective.inputs().getFirst());
        this.function = new CompiledFunction(objective.inputs(), List.of(cost, slope));
    }

    static Tensor of(UnaryOperator<Tensor> objective, Tensor start) {
        var x = new Input(start.name().isEmpty() ? "x" : start.name(), start.type());
        var closed = Closure.invariants(List.of(objective.apply(x)), List.of(x));
        var inputs = new ArrayList<Tensor>(List.of(x));
        inputs.addAll(closed.inputs());
        var operands = new ArrayList<>(List.of(start));
        operands.addAll(closed.captured());
        return new Apply(new Minimum(InnerGraph.of(inputs, closed.outputs())), operands).output();
    }

    @Override
    public List<InnerGraph> innerGraphs() {
        return List.of(objective);
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        return List.of(inputs.getFirst().type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        int[] shape = inputs.getFirst().shape();
        return List.of(NdArray.of(new Search(inputs).run(), shape));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return node.inputs().stream().map(_ -> Optional.<Tensor>empty()).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Minimum that && objective.equals(that.objective);
    }

    @Override
    public int hashCode() {
        return objective.hashCode();
    }

    @Override
    public String toString() {
        return "minimum{%s}".formatted(objective);
    }

    /// One search, with its position and its estimate of the inverse Hessian.
    private final class Search {
        private final Object[] arguments;
        private final int[] shape;
        private final int n;
        private double[] x;
        private double[] slope;
        private double value;
        private final double[][] inverse;

        Search(List<NdArray> inputs) {
            arguments = inputs.toArray();
            shape = inputs.getFirst().shape();
            x = inputs.getFirst().doubles().clone();
            n = x.length;
            inverse = new double[n][n];
            restart();
            var first = at(x);
            value = first.get(0).item();
            slope = first.get(1).doubles();
        }

        private void restart() {
            for (int i = 0; i < n; i++) {
                Arrays.fill(inverse[i], 0);
                inverse[i][i] = 1;
            }
        }

        private List<NdArray> at(double... position) {
            arguments[0] = NdArray.of(position, shape);
            return function.callAll(arguments);
        }

        double[] run() {
            for (int step = 0; step < MOST_STEPS && !isFlat(); step++) if (!move()) break;
            return x;
        }

        private boolean isFlat() {
            double largest = 0;
            for (double s : slope) largest = Math.max(largest, Math.abs(s));
            return largest <= FLAT * Math.max(1, Math.abs(value));
        }

        /// One step; false if the value falls along no direction.
        private boolean move() {
            var direction = times(slope);
            double descent = -dot(direction, slope);
            if (!(descent < 0)) {
                restart();
                direction = slope.clone();
                descent = -dot(slope, slope);
            }
            for (double length = 1; length > SHORTEST_STEP; length /= 2) {
                var there = new double[n];
                for (int i = 0; i < n; i++) there[i] = x[i] - length * direction[i];
                var found = at(there);
                double lower = found.getFirst().item();
                if (lower <= value + SUFFICIENT_DECREASE * length * descent) {
                    accept(there, lower, found.get(1).doubles());
                    return true;
                }
            }
            return false;
        }

        private void accept(double[] there, double lower, double... newSlope) {
            var s = new double[n];
            var y = new double[n];
            for (int i = 0; i < n; i++) {
                s[i] = there[i] - x[i];
                y[i] = newSlope[i] - slope[i];
            }
            update(s, y);
            x = there;
            value = lower;
            slope = newSlope;
        }

        /// `H = (I - s y' / s'y) H (I - y s' / s'y) + s s' / s'y`, unless the curvature is not
        /// positive.
        private void update(double[] s, double... y) {
            double curvature = dot(s, y);
            if (!(curvature > 0)) return;
            var hy = times(y);
            double scale = (1 + dot(y, hy) / curvature) / curvature;
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    inverse[i][j] +=
                            scale * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / curvature;
        }

        private double[] times(double... v) {
            var product = new double[n];
            for (int i = 0; i < n; i++) product[i] = dot(inverse[i], v);
            return product;
        }

        private static double dot(double[] a, double... b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
            return sum;
        }
    }
}
