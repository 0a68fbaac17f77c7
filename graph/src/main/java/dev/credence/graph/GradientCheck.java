package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Compares the gradient of a function with finite differences: the test of a new op's pullback.
///
/// The output is projected on random weights between 0.5 and 1.5, twice; an element fails if its
/// absolute and its relative error both exceed the tolerance. The relative error is that of the
/// difference to the sum of magnitudes, which is taken as at least 1e-8. Steps are 1e-7 for float64
/// and 3e-4 for float32, tolerances 1e-4 and 1e-2; the projection is summed in float64.
public final class GradientCheck {
    private static final double SMALLEST_SCALE = 1e-8;
    private static final int PROJECTIONS = 2;
    private static final long SEED = 1971;

    private GradientCheck() {}

    /// Checks a function of one tensor at a point.
    ///
    /// @throws GraphException if the gradient is wrong; the message names position and values
    public static void verify(UnaryOperator<Tensor> function, NdArray point) {
        verify(inputs -> function.apply(inputs.getFirst()), List.of(point));
    }

    /// Checks a function of several tensors at a point; float64 and float32 inputs are checked,
    /// others held.
    ///
    /// @param function builds a float64 or float32 tensor from inputs of the point's types
    /// @param point the values of the inputs, which should not be at kinks or edges of the function
    /// @throws GraphException if the gradient is wrong; the message names input, position, values
    ///   and tolerance
    public static void verify(Function<List<Tensor>, Tensor> function, List<NdArray> point) {
        var inputs = new ArrayList<Tensor>();
        Map<Tensor, NdArray> values = new HashMap<>();
        for (int i = 0; i < point.size(); i++) {
            var input = new Input("input " + i, TensorType.of(point.get(i)));
            inputs.add(input);
            values.put(input, point.get(i));
        }
        var output = function.apply(inputs);
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < PROJECTIONS; i++) verify(output, inputs, values, random);
    }

    private static void verify(
            Tensor output,
            List<Tensor> inputs,
            Map<Tensor, NdArray> values,
            SplittableRandom random) {
        int[] shape = Interpreter.evaluate(List.of(output), values).getFirst().shape();
        var weights = new double[NdArray.sizeOf(shape)];
        for (int i = 0; i < weights.length; i++) weights[i] = random.nextDouble(0.5, 1.5);
        var cost =
                Tensors.sum(Tensors.multiply(output, Tensors.constant(NdArray.of(weights, shape))));
        var smooth = inputs.stream().filter(x -> x.dtype().isFloating()).toList();
        var gradients =
                Interpreter.evaluate(Gradient.of(cost, smooth, Gradient.Disconnected.ZERO), values);
        for (int k = 0; k < smooth.size(); k++)
            compare(
                    cost,
                    smooth.get(k),
                    precision(output, smooth.get(k)),
                    gradients.get(k),
                    values);
    }

    /// How a dtype is checked.
    private record Precision(double step, double tolerance) {}

    private static Precision precision(Tensor output, Tensor input) {
        boolean single = output.dtype() == DType.FLOAT32 || input.dtype() == DType.FLOAT32;
        return single ? new Precision(3e-4, 1e-2) : new Precision(1e-7, 1e-4);
    }

    private static void compare(
            Tensor cost,
            Tensor input,
            Precision precision,
            NdArray gradient,
            Map<Tensor, NdArray> values) {
        double here = value(cost, values);
        var x = values.get(input);
        if (!java.util.Arrays.equals(gradient.shape(), x.shape())) {
            throw new GraphException(
                    "the gradient of '%s' has shape %s instead of %s"
                            .formatted(
                                    input,
                                    NdArray.shapeText(gradient.shape()),
                                    NdArray.shapeText(x.shape())));
        }
        if (gradient.dtype() != x.dtype()) {
            throw new GraphException(
                    "the gradient of '%s' has dtype %s instead of %s"
                            .formatted(input, gradient.dtype(), x.dtype()));
        }
        double tolerance = precision.tolerance();
        for (int i = 0; i < x.size(); i++) {
            var moved = moved(x, i, precision.step());
            var there = new HashMap<>(values);
            there.put(input, moved);
            double numeric = (value(cost, there) - here) / (moved.element(i) - x.element(i));
            double analytic = gradient.element(i);
            double error = Math.abs(analytic - numeric);
            double scale = Math.max(Math.abs(analytic) + Math.abs(numeric), SMALLEST_SCALE);
            if (!(error <= tolerance || error / scale <= tolerance)) {
                throw new GraphException(
                        "the gradient of '%s' of shape %s at element %d is %s, but finite differences give %s (absolute error %.3g, relative %.3g, tolerance %s) at %s"
                                .formatted(
                                        input,
                                        NdArray.shapeText(x.shape()),
                                        i,
                                        analytic,
                                        numeric,
                                        error,
                                        error / scale,
                                        tolerance,
                                        x));
            }
        }
    }

    private static NdArray moved(NdArray x, int i, double step) {
        var moved = x.cast(DType.FLOAT64).doubles().clone();
        moved[i] += step;
        return NdArray.of(moved, x.shape()).cast(x.dtype());
    }

    private static double value(Tensor cost, Map<Tensor, NdArray> values) {
        return Interpreter.evaluate(List.of(cost), values).getFirst().item();
    }
}
