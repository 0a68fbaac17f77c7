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
        var rule = rule(log(cosh(x)), logAddExp(x, x.unaryMinus()).minus(Math.log(2)));
        RuleCheck.verify(rule);
        RuleCheck.verify(
                rule, in -> sum(log(cosh(in.getFirst().times(2)))), List.of(NdArray.of(1, 2, 3.0)));
        var v = vector("v");
        var options = CompileOptions.standard().withRules(RuleSet.standard().including(rule));
        var f = Tensors.function(List.of(v), sum(log(cosh(v))), options);
        assertThat(f.explain()).contains(rule.equation());
        assertThat(f.call((Object) new double[] {1000, -1000}).item())
                .isEqualTo(2 * (1000 - Math.log(2)));
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
