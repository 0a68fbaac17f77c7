package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Rules of a user's own: made, checked, and used by a function.
final class RuleCheckTest {
    private final Input x = scalar("x");
    private final Input y = scalar("y");

    private Rewriter rule(Tensor left, Tensor right) {
        return Rewriter.of(Rewriter.Stage.STABILIZE, Rewriter.Soundness.STABILIZES, left, right);
    }

    @Test
    void aSoundRuleIsUsed() {
        var m = maximum(abs(x), constant(1));
        var safe = m.times(sqrt(square(x.div(m)).plus(square(reciprocal(m)))));
        var rule = rule(sqrt(square(x).plus(1)), safe);
        RuleCheck.verify(rule);
        RuleCheck.verify(
                rule,
                in -> sum(sqrt(square(in.getFirst().times(2)).plus(1))),
                List.of(NdArray.of(1, 2, 3.0)));
        var v = vector("v");
        var options = CompileOptions.standard().withRules(RuleSet.standard().including(rule));
        var f = Tensors.function(List.of(v), sum(sqrt(square(v).plus(1))), options);
        assertThat(f.explain()).contains(rule.equation());
        assertThat(f.call((Object) new double[] {1e200, -1e200}).item()).isEqualTo(2e200);
    }

    @Test
    void aWrongRuleIsCaughtWithTheValues() {
        assertThatThrownBy(() -> RuleCheck.verify(rule(sqrt(square(x)), x)))
                .isInstanceOf(GraphException.class)
                .hasMessageMatching(
                        "the sides of the rewrite 'sqrt\\(sqr\\(x\\)\\) = x' differ more than"
                                + " STABILIZES allows: the left one is .*, the right one -.* at"
                                + " \\{x=.*");
        assertThatThrownBy(() ->
                        RuleCheck.verify(
                                rule(exp(x), expm1(x)),
                                in -> exp(in.getFirst()),
                                List.of(NdArray.of(1, 2))))
                .hasMessageContaining("the sides of the rewrite 'exp(x) = expm1(x)' differ");
    }

    @Test
    void aRuleThatDoesNotApplyOrCannotBeSaidIsRefused() {
        var rule = rule(log(cosh(x)), x);
        assertThatThrownBy(() ->
                        RuleCheck.verify(rule, in -> exp(in.getFirst()), List.of(NdArray.of(1, 2))))
                .hasMessageContaining("does not apply to exp(input 0)");
        assertThatThrownBy(() -> rule(x, x.plus(0))).hasMessageContaining("would match everything");
        assertThatThrownBy(() -> rule(sum(vector("v")), x))
                .hasMessageContaining("only elementwise functions can be matched");
        assertThatThrownBy(() -> rule(exp(x), y))
                .hasMessageContaining("needs 'y', which its left side does not have");
        assertThatThrownBy(() -> RuleCheck.verify(new LeastSquares()))
                .hasMessageContaining("is code and needs an example");
    }
}
