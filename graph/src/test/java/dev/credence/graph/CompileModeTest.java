package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The modes that watch a function, on functions that go wrong.
final class CompileModeTest {
    private static final CompileOptions OPTIONS = CompileOptions.standard();
    private static final CompileOptions GUARDED = OPTIONS.withMode(CompileMode.NAN_GUARD);
    private static final CompileOptions COMPARED = OPTIONS.withMode(CompileMode.COMPARE);

    private final Input x = vector("x");
    private final Input y = scalar("y");

    @Test
    void theGuardNamesTheNodeThatMakesNaN() {
        var root = sqrt(x).named("root");
        var f = function(List.of(x), sum(root.times(2).plus(1)), GUARDED);
        assertThat(f.call((Object) new double[] {4, 9}).item()).isEqualTo(12);
        assertThatThrownBy(() -> f.call((Object) new double[] {4, -1, -2}))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith(
                        "'root' is NaN at [1] (2 of 3 elements are not finite), made by sqrt from x"
                                + " = [4.0, -1.0, -2.0]. Made at ");
        assertThatThrownBy(() -> f.call((Object) new double[] {-1, 1, 1, 1, 1, 1, 7}))
                .hasMessageContaining(
                        "made by sqrt from x = float64(7) from -1.0 to 7.0. Made at ");
        assertThatThrownBy(() -> f.call((Object) new double[] {1, Double.NaN}))
                .hasMessage("'x' is given NaN at [1], and the function guards against it");
    }

    @Test
    void theGuardLetsInfiniteConstantsPass() {
        var impossible = constant(0, Double.NEGATIVE_INFINITY);
        var f = function(List.of(y), max(impossible.plus(y)), GUARDED);
        assertThat(f.call(3).item()).isEqualTo(3);
        assertThatThrownBy(() -> function(List.of(y), log(y), GUARDED).call(0))
                .hasMessageStartingWith("'log(y)' is -Infinity at [] (1 of 1 elements");
    }

    @Test
    void theGuardLooksIntoLoops() {
        var total =
                scan(
                                (c, e) -> Step.of(log(c.getFirst().times(e.getFirst()))),
                                List.of(y),
                                List.of(x))
                        .carry();
        var f = function(List.of(x, y), total, GUARDED);
        assertThat(f.call(new double[] {1, 1}, Math.E).item()).isEqualTo(0);
        assertThatThrownBy(() -> f.call(new double[] {1, -1}, Math.E))
                .hasMessageContaining("is NaN at []")
                .hasMessageContaining("made by log from ")
                .hasMessageContaining(" = -1.0")
                .hasMessageContaining(". Made at ");
    }

    /// A rule that is wrong nearly everywhere.
    private static Rewriter wrong() {
        var a = scalar("a");
        return SourceLine.inherit(
                Optional.empty(), () -> Rule.exact(Rewriter.Stage.SPECIALIZE, sin(a), cos(a)));
    }

    @Test
    void comparingNamesTheWrongRule() {
        var rules = RuleSet.standard().including(wrong());
        var f = function(List.of(x), sum(sin(x).times(2)), COMPARED.withRules(rules));
        double fixed = Math.PI / 4;
        assertThatCode(() -> f.call((Object) new double[] {fixed})).doesNotThrowAnyException();
        assertThatThrownBy(() -> f.call((Object) new double[] {1, 2}))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("by the interpreter on the graph as written: the rewrite")
                .hasMessageContaining(
                        "'sin(a) = cos(a): sin(x) -> cos(x)' is wrong; leave it out by"
                                + " RuleSet.excluding");
    }

    /// A backend that adds one wherever it should take a sine.
    private static final class WrongBackend implements Backend {
        @Override
        public String name() {
            return "wrong";
        }

        @Override
        public CompiledProgram compile(Program program, CodeOptions options) {
            var replaced = new java.util.IdentityHashMap<Tensor, Tensor>();
            for (var node : program.nodes())
                if (node.op() == Elementwise.SIN)
                    replaced.put(node.output(), node.input(0).plus(1));
            var outputs = new ArrayList<Tensor>();
            for (var o : program.outputs())
                outputs.add(GraphWalk.substitute(List.of(o), replaced).getFirst());
            return new Interpreter()
                    .compile(new Program(program.inputs(), outputs, program.nodes()), options);
        }
    }

    @Test
    void comparingNamesTheNodeThatABackendGetsWrong() {
        var f = function(List.of(x), exp(sin(x)).plus(x), COMPARED.withBackend(new WrongBackend()));
        assertThatThrownBy(() -> f.call((Object) new double[] {1}))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith("'exp(sin(x)) + x' is [8.389")
                .hasMessageContaining("by the wrong backend but [3.319")
                .hasMessageContaining("the wrong backend computes sin(x) wrongly. Made at ");
    }

    @Test
    void comparingAllowsWhatRoundingExplains() {
        var s = sigmoid(y);
        var f =
                function(
                        List.of(y, x),
                        List.of(
                                log(constant(1).minus(s)),
                                log(sum(exp(x))),
                                grad(log(sum(exp(x))), x)),
                        COMPARED);
        for (double at : new double[] {-30, 0, 20, 36, 40, 800})
            assertThatCode(() -> f.callAll(at, new double[] {at, 1, -at}))
                    .doesNotThrowAnyException();
    }

    @Test
    void strictResultsHaveTheSameBitsEverywhere() {
        var strict = OPTIONS.withMode(CompileMode.STRICT);
        var f =
                function(
                        List.of(x),
                        List.of(exp(x), log(x), sin(x), tanh(x), sum(x.times(0.1))),
                        strict);
        double[] at = {0.1, 1.7, 30.3};
        var out = f.callAll((Object) at);
        for (int i = 0; i < at.length; i++) {
            assertThat(out.get(0).doubles()[i]).isEqualTo(StrictMath.exp(at[i]));
            assertThat(out.get(1).doubles()[i]).isEqualTo(StrictMath.log(at[i]));
            assertThat(out.get(2).doubles()[i]).isEqualTo(StrictMath.sin(at[i]));
            assertThat(out.get(3).doubles()[i]).isEqualTo(StrictMath.tanh(at[i]));
        }
        assertThat(out.get(4).item()).isEqualTo(0.1 * 0.1 + 1.7 * 0.1 + 30.3 * 0.1);
        var constant = function(List.of(), log(constant(3)).times(1), strict);
        assertThat(constant.call().item()).isEqualTo(StrictMath.log(3));
    }

    @Test
    void monitorsSeeEveryNode() {
        var seen = new ArrayList<String>();
        var f =
                function(
                        List.of(x),
                        sum(exp(x)),
                        OPTIONS.withMonitor(e -> seen.add(e.node() + " = " + e.outputs())));
        f.call((Object) new double[] {0, 0});
        assertThat(seen).containsExactly("exp[x] = [[1.0, 1.0]]", "Sum{axes=[0]}[exp(x)] = [2.0]");
    }

    @Test
    void profilesCountCallsTimeAndMemory() {
        var f =
                function(
                        List.of(x),
                        sum(exp(x)),
                        OPTIONS.withBackend(new Interpreter()).withMode(CompileMode.PROFILE));
        for (int i = 0; i < 5; i++) f.call((Object) new double[100]);
        var profile = f.profile();
        assertThat(profile.calls()).isEqualTo(5);
        assertThat(profile.entries())
                .extracting(Profile.Entry::calls, Profile.Entry::bytes)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple(5L, 800L),
                        org.assertj.core.api.Assertions.tuple(5L, 8L));
        assertThat(profile.toString())
                .contains("time   share      runs      each     bytes  work")
                .contains("exp: exp(x), made at ");
        assertThat(function(List.of(x), exp(x)).profile().entries()).isEmpty();
    }

    @Test
    void rulesCanBeLeftOut() {
        var z = log(exp(y));
        assertThat(function(List.of(y), z).call(800).item()).isEqualTo(800);
        var without = RuleSet.standard().excluding("log(exp(x)) = x");
        assertThat(function(List.of(y), z, OPTIONS.withRules(without)).call(800).item())
                .isInfinite();
        var asWritten = function(List.of(y), z, OPTIONS.withRules(RuleSet.none()));
        assertThat(dprint(asWritten)).isEqualTo("log [id A] 1\n |exp [id B] 0\n   |y [id C]\n");
        assertThatThrownBy(() -> RuleSet.standard().excluding("x = y"))
                .hasMessage(
                        "there is no rewrite 'x = y' to leave out; rules are named by their"
                                + " equations, as in explain()");
    }
}
