package dev.credence.graph;

import static org.assertj.core.api.Assertions.assertThat;

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
        RuleCheck.verify(rule);
    }

    private static boolean close(double l, double r, double tolerance) {
        return l == r || Double.isNaN(l) && Double.isNaN(r) || Math.abs(l - r) <= tolerance;
    }

    private static List<Input> wildcards(Rule rule) {
        return GraphWalk.leaves(List.of(rule.left())).stream()
                .filter(Input.class::isInstance)
                .map(Input.class::cast)
                .toList();
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
            case NON_NEGATIVE -> Tensors.erfcx(leaf);
            case POSITIVE_CONSTANT -> Tensors.constant(3);
            case NOT_BOUNDED_ABOVE -> leaf;
        };
    }
}
