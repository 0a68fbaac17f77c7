package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Estimates how much rounding a graph's value may carry, by evaluating it with every intermediate
/// result wrong by about an ulp at random.
///
/// Where a graph cancels or is near a jump, the results differ, and comparing them with another
/// graph's asks for no more than they know.
final class RoundingProbe {
    private static final int TRIALS = 6;

    /// What the probe saw of one output: its value, and for each element how far the wrong results
    /// were from it (NaN where some were not finite).
    record Reading(NdArray value, double[] spread) {}

    private RoundingProbe() {}

    static List<Reading> read(
            List<? extends Tensor> outputs,
            Map<? extends Tensor, NdArray> values,
            SplittableRandom random) {
        var plain = evaluate(outputs, values, random, 0);
        var readings = new ArrayList<Reading>();
        for (var value : plain) readings.add(new Reading(value, new double[value.size()]));
        for (int trial = 0; trial < TRIALS; trial++) {
            var wrong = evaluate(outputs, values, random, 0x1p-51);
            for (int k = 0; k < wrong.size(); k++) {
                var spread = readings.get(k).spread();
                for (int i = 0; i < spread.length; i++) {
                    double off = Math.abs(wrong.get(k).element(i) - plain.get(k).element(i));
                    spread[i] = Math.max(spread[i], off);
                }
            }
        }
        return readings;
    }

    private static List<NdArray> evaluate(
            List<? extends Tensor> outputs,
            Map<? extends Tensor, NdArray> values,
            SplittableRandom random,
            double error) {
        Map<Tensor, NdArray> known = new IdentityHashMap<>(values);
        for (var node : GraphWalk.topological(outputs)) {
            var inputs = node.inputs().stream().map(x -> value(x, known)).toList();
            var results = Widening.perform(node, inputs);
            for (int k = 0; k < results.size(); k++)
                known.put(
                        node.outputs().get(k),
                        node.op() instanceof View || node.op() instanceof Indexing
                                ? results.get(k)
                                : disturbed(results.get(k), inputs, random, error));
        }
        return outputs.stream().map(y -> value(y, known)).toList();
    }

    private static NdArray value(Tensor x, Map<Tensor, NdArray> known) {
        return x instanceof Constant c ? c.value() : known.get(x);
    }

    /// Relative errors of up to two ulps; absolute ones where a result is below the normal numbers;
    /// NaN where it overflowed.
    private static NdArray disturbed(
            NdArray x, List<NdArray> inputs, SplittableRandom random, double error) {
        if (!x.dtype().isFloating() || error == 0) return x;
        boolean single = x.dtype() == DType.FLOAT32;
        double ulps = single ? 0x1p29 * error : error;
        double normal = single ? Float.MIN_NORMAL : Double.MIN_NORMAL;
        double smallest = single ? Float.MIN_VALUE : Double.MIN_VALUE;
        var out = x.cast(DType.FLOAT64).doubles().clone();
        boolean usual = inputs.stream().allMatch(RoundingProbe::isUsual);
        for (int i = 0; i < out.length; i++) {
            double wrong = random.nextDouble(0.5, 1) * (random.nextBoolean() ? 1 : -1);
            if (usual && Math.abs(out[i]) < normal) out[i] += 2 * smallest * Math.signum(wrong);
            else if (usual && Double.isInfinite(out[i])) out[i] = Double.NaN;
            else out[i] *= 1 + ulps * wrong;
        }
        return NdArray.of(out, x.shape()).cast(x.dtype());
    }

    /// Whether all elements are finite and not zero.
    private static boolean isUsual(NdArray x) {
        for (int i = 0; i < x.size(); i++)
            if (x.element(i) == 0 || !Double.isFinite(x.element(i))) return false;
        return true;
    }
}
