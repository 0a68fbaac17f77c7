package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;

/// Breakpoints are met where their condition holds and change nothing, checks can be left out, and
/// a page shows each node once.
final class WatchingTest {
    private final Input x = vector("x");
    private final Input y = scalar("y");

    @Test
    void aBreakpointIsMetWhereItsConditionHolds() {
        var seen = new ArrayList<NdArray>();
        var watched = breakpoint(log(x), x.lt(1), seen::add);
        var cost = sum(square(watched));
        var f = function(List.of(x), List.of(cost, grad(cost, x)));
        f.call(new double[] {1, 2});
        assertThat(seen).isEmpty();
        var found = f.callAll(new double[] {1, 0.5});
        assertThat(seen).containsExactly(NdArray.of(0, Math.log(0.5)));
        assertThat(found.getLast()).isEqualTo(NdArray.of(0, 2 * Math.log(0.5) / 0.5));
    }

    @Test
    void severalTensorsAreShownTogether() {
        var seen = new ArrayList<List<NdArray>>();
        var both = breakpoint(List.of(x, y), y.gt(0), seen::add);
        var f = function(List.of(x, y), both.getFirst().times(both.getLast()));
        assertThat(f.call(new double[] {1, 2}, 3)).isEqualTo(NdArray.of(3, 6));
        assertThat(seen).containsExactly(List.of(NdArray.of(1, 2), NdArray.scalar(3.0)));
        assertThat(dprint(both.getLast())).startsWith("Breakpoint.1 [id A]");
    }

    @Test
    void whatAVisitorThrowsEndsTheCall() {
        var stopped =
                breakpoint(
                        y,
                        y.lt(0),
                        value -> {
                            throw new IllegalStateException("y is " + value);
                        });
        var f = function(List.of(y), exp(stopped));
        assertThat(f.call(0).item()).isEqualTo(1);
        assertThatThrownBy(() -> f.call(-1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("y is -1.0");
    }

    @Test
    void checksAreLeftOutWhereRulesSaySo() {
        var checked = log(check(x, x.gt(0), "x > 0"));
        var safe = function(List.of(x), checked);
        assertThatThrownBy(() -> safe.call(new double[] {1, 0}))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("x > 0 fails");
        var options = CompileOptions.standard().withRules(RuleSet.standard().withoutChecks());
        var quick = function(List.of(x), checked, options);
        assertThat(quick.call(new double[] {1, 0}))
                .isEqualTo(NdArray.of(0, Double.NEGATIVE_INFINITY));
        assertThat(quick.graph().log().entries())
                .anyMatch(e -> e.equation().equals("Check(x, c) = x"));
    }

    @Test
    void whatIsNeededBesidesGivenTensors() {
        var z = exp(x).named("z");
        var w = z.plus(y).times(shared("s", 2));
        assertThat(truncatedInputs(List.of(w), List.of(z))).hasToString("[z, y, s]");
        assertThat(truncatedInputs(List.of(w), List.of())).hasToString("[x, y, s]");
        assertThat(w.eval(Map.of(z, new double[] {1}, y, 2))).isEqualTo(NdArray.of(6));
    }

    @Test
    void aPageHoldsEachNodeOnce() throws Exception {
        var shared = exp(x).named("a<b");
        var loop = scan((c, e) -> Step.of(c.getFirst().plus(e.getFirst())), List.of(y), List.of(x));
        var cost = shared.times(shared).plus(loop.carry());
        var page = graphPage(cost, shared);
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(null);
        var body = page.substring(page.indexOf("<html"));
        var document = builder.parse(new InputSource(new StringReader(body)));
        assertThat(document.getElementsByTagName("b").item(0).getTextContent()).isNotEmpty();
        assertThat(page).contains("exp <b>a&lt;b</b>").contains("inner graph of");
        int nodes = toposort(List.of(cost)).size() + 1;
        assertThat(page.split("<summary id=", -1)).hasSize(nodes + 1);
        assertThat(page.split("<a href=\"#n2\">exp", -1)).hasSize(3);
    }

    @Test
    void aPageOfADeepGraphEnds() {
        Tensor deep = y;
        for (int i = 0; i < 100_000; i++) deep = deep.plus(1);
        assertThat(graphPage(deep)).contains("and so on").hasSizeLessThan(100_000);
    }
}
