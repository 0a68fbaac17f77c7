package dev.credence.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// What every rule made of two graphs must keep: both sides agree as its soundness says, types are
/// kept under broadcasting, and the standard pipeline does use it.
final class RuleLaws {
    private static final long SEED = 20260711;

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

    private static final List<TensorType> TYPES =
            List.of(
                    TensorType.float64(),
                    TensorType.float64(1),
                    TensorType.float64(3),
                    TensorType.float64(Shape.UNKNOWN),
                    TensorType.float64(2, 1),
                    TensorType.float64(1, 3),
                    TensorType.float64(2, Shape.UNKNOWN));

    static Stream<Rule> rules() {
        return Rewriting.rules().filter(Rule.class::isInstance).map(Rule.class::cast);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void bothSidesAgree(Rule rule) {
        var wildcards = wildcards(rule);
        var random = new SplittableRandom(SEED);
        for (var point : points(wildcards, random)) {
            if (!isAllowed(rule, point)) continue;
            var left = RoundingProbe.read(List.of(rule.left()), point, random).getFirst();
            double right = Interpreter.evaluate(List.of(rule.right()), point).getFirst().element(0);
            double l = left.value().element(0);
            boolean agree =
                    switch (rule.soundness()) {
                        case EXACT -> close(l, right, 8 * Math.ulp(l) + 1e-320);
                        case STABILIZES, ASSUMES_FINITE ->
                                !Double.isFinite(l)
                                        || Double.isNaN(left.spread()[0])
                                        || close(
                                                l,
                                                right,
                                                8 * left.spread()[0] + 8 * Math.ulp(l) + 1e-300);
                    };
            if (!agree)
                fail(
                        "%s (%s): left %s, right %s at %s, seed %d"
                                .formatted(
                                        rule.equation(), rule.soundness(), l, right, point, SEED));
        }
    }

    private static boolean close(double l, double r, double tolerance) {
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

    private static List<Input> wildcards(Rule rule) {
        return GraphWalk.leaves(List.of(rule.left())).stream()
                .filter(Input.class::isInstance)
                .map(Input.class::cast)
                .toList();
    }

    private static List<Map<Input, NdArray>> points(
            List<Input> wildcards, SplittableRandom random) {
        List<Map<Input, NdArray>> points = new ArrayList<>(List.of(Map.of()));
        int stride = wildcards.size() > 2 ? 2 : 1;
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
        for (int i = 0; i < 200; i++) {
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

    /// The left side over tensors of several shapes, rewritten by this rule alone: the value stays,
    /// and so does the type.
    @ParameterizedTest
    @MethodSource("rules")
    void broadcastingIsKept(Rule rule) {
        var random = new SplittableRandom(SEED);
        for (int trial = 0; trial < 40; trial++) {
            var leaves = new HashMap<Input, Tensor>();
            var values = new HashMap<Tensor, NdArray>();
            for (var w : wildcards(rule)) {
                var shape = TYPES.get(random.nextInt(TYPES.size())).shape();
                var leaf = new Input(w.name(), new TensorType(w.dtype(), shape));
                leaves.put(w, leaf);
                values.put(leaf, sample(leaf, random));
            }
            var written = instance(rule.left(), leaves);
            var before =
                    Graph.of(
                            List.copyOf(leaves.values().stream().map(Input.class::cast).toList()),
                            List.of(written));
            var after = RewritePass.run(before, new RuleIndex(List.of(rule)));
            assertThat(TypeFit.fits(after.outputs().getFirst().type(), written.type()))
                    .as("%s on %s keeps the type, seed %d", rule, leaves, SEED)
                    .isTrue();
            var expected = RoundingProbe.read(List.of(written), values, random).getFirst();
            var actual = Interpreter.evaluate(after.outputs(), values).getFirst();
            assertThat(actual.shape()).isEqualTo(expected.value().shape());
            for (int i = 0; i < actual.size(); i++) {
                double l = expected.value().element(i);
                double slack = 8 * expected.spread()[i] + 1e-13 * Math.abs(l) + 1e-300;
                assertThat(close(l, actual.element(i), slack) || Double.isNaN(l))
                        .as("%s on %s: %s is not %s", rule, values, actual, expected.value())
                        .isTrue();
            }
        }
    }

    private static NdArray sample(Input leaf, SplittableRandom random) {
        int[] dims = leaf.shape().dims();
        for (int i = 0; i < dims.length; i++) if (dims[i] == Shape.UNKNOWN) dims[i] = 3;
        var out = NdArray.zeros(leaf.dtype(), dims);
        for (int i = 0; i < out.size(); i++) {
            switch (out.storage()) {
                case double[] d -> d[i] = random.nextDouble(0.1, 3);
                case boolean[] b -> b[i] = random.nextBoolean();
                default -> throw new AssertionError(leaf);
            }
        }
        return out;
    }

    private static Tensor instance(Tensor pattern, Map<Input, Tensor> leaves) {
        return switch (pattern) {
            case Input w -> leaves.get(w);
            case Output o ->
                    Tensors.elementwise(
                            (Elementwise) o.apply().op(),
                            o.apply().inputs().stream()
                                    .map(x -> instance(x, leaves))
                                    .toArray(Tensor[]::new));
            case Constant c -> c;
            case Shared s -> s;
        };
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theStandardPipelineUsesIt(Rule rule) {
        var leaves = new HashMap<Input, Tensor>();
        var inputs = new ArrayList<Input>();
        for (var w : wildcards(rule)) {
            var leaf = new Input(w.name(), w.type());
            inputs.add(leaf);
            leaves.put(w, fulfilling(rule, w, leaf));
        }
        var graph = Graph.of(inputs, List.of(instance(rule.left(), leaves)));
        var rewritten =
                rule.soundness() == Rewriter.Soundness.ASSUMES_FINITE
                        ? Rewriting.optimizeAssumingFinite(graph)
                        : Rewriting.optimize(graph);
        assertThat(rewritten.log().stopped()).isEqualTo(RewriteLog.StopReason.SETTLED);
        assertThat(rewritten.log().entries())
                .as("%s", rewritten.log())
                .anyMatch(e -> e.equation().equals(rule.equation()));
    }

    /// The leaf, or something that fulfils the guard.
    private static Tensor fulfilling(Rule rule, Input wildcard, Input leaf) {
        var guard = rule.guard().filter(g -> g.wildcard() == wildcard);
        if (guard.isEmpty()) return leaf;
        return switch (guard.get().condition()) {
            case NON_NEGATIVE -> Tensors.cosh(leaf);
            case POSITIVE_CONSTANT -> Tensors.constant(3);
            case NOT_BOUNDED_ABOVE -> leaf;
        };
    }
}
