package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.NdArray;
import dev.credence.graph.linalg.LinearAlgebraFunctions;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Which rules take part: sets by tags, positions, patterns of any ops, and rules of libraries.
final class RuleSetTest {
    private final Input x = scalar("x");
    private final Input v = vector("v");
    private final Input a = matrix("A");
    private final Input b = matrix("B");

    private static String optimized(Tensor y, RuleSet rules, Tensor... inputs) {
        return MathText.of(
                Rewriting.optimize(Graph.of(List.of(inputs), List.of(y)), rules)
                        .outputs()
                        .getFirst());
    }

    private Rewriter trace() {
        return Rewriter.pattern(
                Rewriter.Stage.CANONICALIZE,
                Rewriter.Soundness.STABILIZES,
                sum(diagonal(matmul(a, b))),
                sum(a.times(b.transpose())));
    }

    @Test
    void setsAreAskedForByTags() {
        var y = log(x.plus(1)).plus(0);
        assertThat(optimized(y, RuleSet.standard(), x)).isEqualTo("log1p(x)");
        assertThat(optimized(y, RuleSet.quick(), x)).isEqualTo("log(x + 1)");
        assertThat(optimized(y, RuleSet.tagged("stabilize"), x)).isEqualTo("log1p(x) + 0");
        assertThat(optimized(y, RuleSet.standard().excludingTags("stabilize"), x))
                .isEqualTo("log(x + 1)");
        assertThat(RuleSet.standard().requiringTags("canonicalize", "exact").equations())
                .contains("x + 0 = x")
                .doesNotContain("log(exp(x)) = x");
        assertThat(optimized(x.minus(x), RuleSet.standard(), x)).isEqualTo("x - x");
        assertThat(optimized(x.minus(x), RuleSet.everything(), x)).isEqualTo("0");
    }

    @Test
    void anUnknownTagOrPlaceIsTold() {
        assertThatThrownBy(() -> RuleSet.standard().excludingTags("inplace"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("no rewrite is tagged 'inplace'; there are the tags [")
                .hasMessageContaining("specialize");
        assertThatThrownBy(() -> RuleSet.standard().includingBefore("x = y", trace()))
                .hasMessageContaining("there is no rewrite 'x = y' to place others before");
    }

    @Test
    void aRuleCanBePlacedBeforeAnother() {
        var rules = RuleSet.standard().includingBefore("x + 0 = x", trace());
        int at = rules.equations().indexOf(trace().equation());
        assertThat(rules.equations().get(at + 1)).isEqualTo("x + 0 = x");
    }

    @Test
    void aPatternMatchesAnyOps() {
        var m = tensor("m", TensorType.float64(3, 4));
        var n = tensor("n", TensorType.float64(4, 3));
        var rules = RuleSet.none().including(trace());
        var y = exp(sum(diagonal(matmul(m, n))));
        assertThat(optimized(y, rules, m, n)).doesNotContain("matmul").contains("sum(");
        RuleCheck.verify(
                trace(),
                in -> sum(diagonal(matmul(in.get(0), in.get(1)))),
                List.of(
                        NdArray.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3),
                        NdArray.of(new double[] {7, 8, 9, 1, 2, 3}, 3, 2)));
        assertThat(optimized(sum(matmul(m, n)), rules, m, n)).doesNotContain("sum(m *");
    }

    @Test
    void aWildcardThatOccursTwiceIsOneTensor() {
        var gram =
                Rewriter.pattern(
                        Rewriter.Stage.SPECIALIZE,
                        Rewriter.Soundness.STABILIZES,
                        sum(diagonal(matmul(a, a.transpose()))),
                        sum(square(a)));
        var m = tensor("m", TensorType.float64(3, 3));
        var n = tensor("n", TensorType.float64(3, 3));
        var rules = RuleSet.none().including(gram);
        assertThat(optimized(sum(diagonal(matmul(m, m.transpose()))), rules, m))
                .isEqualTo("sum(sqr(m))");
        assertThat(optimized(sum(diagonal(matmul(m, n.transpose()))), rules, m, n))
                .doesNotContain("sqr");
    }

    @Test
    void aPatternThatCannotBeSaidIsRefused() {
        var stage = Rewriter.Stage.SPECIALIZE;
        var sound = Rewriter.Soundness.EXACT;
        assertThatThrownBy(() -> Rewriter.pattern(stage, sound, x, x))
                .hasMessageContaining("has nothing to look for");
        assertThatThrownBy(() -> Rewriter.pattern(stage, sound, sum(v), x))
                .hasMessageContaining("needs 'x', which its left side does not have");
        var sign = LinearAlgebraFunctions.slogdet(a).sign();
        assertThatThrownBy(() -> Rewriter.pattern(stage, sound, sign, constant(1.0)))
                .hasMessageContaining("must be an op with one output");
    }

    @Test
    void librariesAddRules() {
        var y = constant(2.0).times(ProvidedRules.halved(x));
        assertThat(optimized(y, RuleSet.standard(), x)).isEqualTo("x");
        assertThat(RuleSet.tagged("halving").equations()).hasSize(1);
        assertThat(optimized(y, RuleSet.standard().excludingTags("halving"), x)).isNotEqualTo("x");
    }
}
