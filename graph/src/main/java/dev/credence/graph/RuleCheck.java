package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/// Compares what a rewrite replaces with what it makes of it: the test of a rule of one's own.
///
/// How far both must agree says the rule's soundness; where the left side cancels, no more is asked
/// than its own rounding allows.
public final class RuleCheck {
    private static final long SEED = 20260711;
    private static final int RANDOM_POINTS = 200;

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        2,
        -2,
        3.25,
        -7.5,
        1e-8,
        -1e-8,
        1e-170,
        1e160,
        -1e160,
        40,
        -40,
        750,
        -750,
        1e308,
        Double.MIN_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    private RuleCheck() {}

    /// Checks a rule made by [Rewriter#of] at random numbers and at special ones: zeros, huge and
    /// tiny numbers, infinities and NaN.
    ///
    /// @throws GraphException if the sides differ; the message names the values
    public static void verify(Rewriter rewriter) {
        if (!(rewriter instanceof Rule rule)) {
            throw new GraphException(
                    "the rewrite '%s' is code and needs an example: use verify(rewrite, written, point)"
                            .formatted(rewriter.equation()));
        }
        var wildcards =
                GraphWalk.leaves(List.of(rule.left())).stream()
                        .filter(Input.class::isInstance)
                        .map(Input.class::cast)
                        .toList();
        var random = new SplittableRandom(SEED);
        for (var point : points(wildcards, random)) {
            if (!isAllowed(rule, point)) continue;
            var left = RoundingProbe.read(List.of(rule.left()), point, random).getFirst();
            var right = Interpreter.evaluate(List.of(rule.right()), point).getFirst();
            compare(rule, left, right, point);
        }
    }

    /// Checks any rewrite on an example: it must apply to the graph that is built for inputs of the
    /// point's types, keep its type, and keep its value at the point.
    ///
    /// @param written builds what the rewrite is to find, from inputs of the point's types
    /// @throws GraphException if it does not apply, or the values differ; the message names them
    public static void verify(
            Rewriter rewriter, Function<List<Tensor>, Tensor> written, List<NdArray> point) {
        var inputs = new ArrayList<Input>();
        Map<Input, NdArray> values = new HashMap<>();
        for (var value : point) {
            var input = new Input("input " + inputs.size(), TensorType.of(value));
            inputs.add(input);
            values.put(input, value);
        }
        var before = Graph.of(inputs, List.of(written.apply(List.copyOf(inputs))));
        var after = RewritePass.run(before, new RuleIndex(List.of(rewriter)));
        if (after.log().entries().isEmpty()) {
            throw new GraphException(
                    "the rewrite '%s' does not apply to %s"
                            .formatted(
                                    rewriter.equation(), MathText.of(before.outputs().getFirst())));
        }
        var left =
                RoundingProbe.read(before.outputs(), values, new SplittableRandom(SEED)).getFirst();
        compare(rewriter, left, Interpreter.evaluate(after.outputs(), values).getFirst(), values);
    }

    private static void compare(
            Rewriter rule, RoundingProbe.Reading left, NdArray right, Map<Input, NdArray> point) {
        for (int i = 0; i < right.size(); i++) {
            double l = left.value().element(i);
            double r = right.element(i);
            if (agree(rule.soundness(), l, r, left.spread()[i])) continue;
            throw new GraphException(
                    "the sides of the rewrite '%s' differ more than %s allows: the left one is %s, the right one %s at %s"
                            .formatted(rule.equation(), rule.soundness(), l, r, point));
        }
    }

    private static boolean agree(Rewriter.Soundness soundness, double l, double r, double spread) {
        return switch (soundness) {
            case EXACT -> isClose(l, r, 8 * Math.ulp(l) + (spread > 0 ? spread : 0) + 1e-320);
            case STABILIZES, ASSUMES_FINITE ->
                    !Double.isFinite(l)
                            || Double.isNaN(spread)
                            || isClose(l, r, 8 * spread + 8 * Math.ulp(l) + 1e-300);
        };
    }

    private static boolean isClose(double l, double r, double tolerance) {
        return l == r || Double.isNaN(l) && Double.isNaN(r) || Math.abs(l - r) <= tolerance;
    }

    private static boolean isAllowed(Rule rule, Map<Input, NdArray> point) {
        if (rule.guard().isEmpty()) return true;
        double x = point.get(rule.guard().get().wildcard()).element(0);
        return switch (rule.guard().get().condition()) {
            case NON_NEGATIVE -> !(x < 0);
            case POSITIVE_CONSTANT -> x > 0;
            case NOT_BOUNDED_ABOVE -> true;
        };
    }

    private static List<Map<Input, NdArray>> points(
            List<Input> wildcards, SplittableRandom random) {
        List<Map<Input, NdArray>> points = new ArrayList<>(List.of(Map.of()));
        int stride = Math.max(1, (wildcards.size() - 1) * (wildcards.size() - 1) / 2);
        for (var w : wildcards) {
            var next = new ArrayList<Map<Input, NdArray>>();
            for (var point : points) {
                for (var value : specials(w, stride)) {
                    var extended = new HashMap<>(point);
                    extended.put(w, value);
                    next.add(extended);
                }
            }
            points = next;
        }
        for (int i = 0; i < RANDOM_POINTS; i++) {
            var point = new HashMap<Input, NdArray>();
            for (var w : wildcards)
                point.put(
                        w,
                        w.dtype() == DType.BOOL
                                ? NdArray.scalar(random.nextBoolean())
                                : NdArray.scalar(random.nextDouble(-6, 6)));
            points.add(point);
        }
        return points;
    }

    private static List<NdArray> specials(Input w, int stride) {
        if (w.dtype() == DType.BOOL) return List.of(NdArray.scalar(true), NdArray.scalar(false));
        var values = new ArrayList<NdArray>();
        for (int i = 0; i < SPECIAL.length; i += stride) values.add(NdArray.scalar(SPECIAL[i]));
        return values;
    }
}
