package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Walks over graphs, searches in them, and prints with options.
final class InspectionTest {
    private final Input x = scalar("x");
    private final Input y = vector("y");
    private final Shared s = shared("s", NdArray.of(1, 2));
    private final Tensor z = x.plus(y).named("z");
    private final Tensor w = log(z).times(s).plus(2);

    @Test
    void leavesAreInputsSharedVariablesAndConstants() {
        assertThat(graphInputs(List.of(w))).hasSize(4).contains(x, y, s);
        assertThat(explicitInputs(List.of(w))).containsExactly(x, y);
    }

    @Test
    void ancestorsGoDeepFirstAndStopAtBlockers() {
        var padded = z.owner().orElseThrow().input(0);
        var top = exp(log(z).plus(y));
        var log = top.owner().orElseThrow().input(0).owner().orElseThrow().input(0);
        var sum = top.owner().orElseThrow().input(0);
        assertThat(ancestors(List.of(top))).containsExactly(top, sum, log, z, padded, x, y);
        assertThat(walk(List.of(top))).containsExactly(top, sum, log, y, z, padded, x);
        assertThat(ancestors(List.of(top), List.of(z))).containsExactly(top, sum, log, z, y);
    }

    @Test
    void nodesComeInOrderOfExecution() {
        var order = toposort(List.of(w));
        assertThat(applyAncestors(List.of(w))).containsExactlyInAnyOrderElementsOf(order);
        assertThat(order.getLast().output()).isSameAs(w);
        assertThat(applyAncestors(List.of(w)).getFirst().output()).isSameAs(w);
    }

    @Test
    void whatLiesBetweenAndWhatIsMissing() {
        assertThat(varsBetween(List.of(z), List.of(w))).contains(z, w, s).doesNotContain(x, y);
        assertThat(orphansBetween(List.of(z), List.of(w))).hasSize(2).contains(s);
        assertThat(orphansBetween(List.of(x), List.of(z))).containsExactly(y);
    }

    @Test
    void tensorsAreFoundByName() {
        assertThat(variableByName(List.of(w), "z")).isSameAs(z);
        assertThatThrownBy(() -> variableByName(List.of(w), "q"))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith("no tensor is named 'q'; there are [s, z, y, x]");
        var twin = exp(scalar("x")).plus(x);
        assertThatThrownBy(() -> variableByName(List.of(twin), "x"))
                .hasMessageStartingWith("2 tensors are named 'x'; names need not be unique");
    }

    @Test
    void printsShowTypesNumbersAndSoManyLevels() {
        var options = PrintOptions.standard();
        assertThat(dprint(options.withTypes().withNumbers(), log(z)))
                .isEqualTo(
                        """
                        log [id A] <float64(?)> 2
                         |add [id B] <float64(?)> 'z' 1
                           |DimShuffle{x} [id C] <float64(1)> 0
                           | |x [id D] <float64()>
                           |y [id E] <float64(?)>
                        """);
        assertThat(dprint(options.withDepth(1), log(z)))
                .isEqualTo("log [id A]\n |add [id B] 'z'\n   ···\n");
        assertThat(dprint(options.withDepth(0), log(z))).isEqualTo("log [id A]\n ···\n");
        assertThat(dprint(options.withStopAtNames(), exp(log(z))))
                .isEqualTo("exp [id A]\n |log [id B]\n   |add [id C] 'z'\n");
        assertThatThrownBy(() -> options.withDepth(-1))
                .hasMessage("a graph cannot be printed to depth -1");
    }

    @Test
    void innerGraphsAreListedBelow() {
        var total =
                scan((c, e) -> Step.of(c.getFirst().plus(e.getFirst())), List.of(x), List.of(y))
                        .carry();
        var whole = dprint(total);
        assertThat(whole).startsWith("Scan{1 carries, 1 sequences} [id A]\n");
        assertThat(whole).contains("\n\nScan{1 carries, 1 sequences} [id A]\nadd [id ");
        assertThat(dprint(PrintOptions.standard().withoutInnerGraphs(), total))
                .doesNotContain("add")
                .isEqualTo(whole.substring(0, whole.indexOf("\n\n") + 1));
    }

    @Test
    void printsGoToStreamsToo() {
        var bytes = new ByteArrayOutputStream();
        dprint(
                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                PrintOptions.standard(),
                exp(x));
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("exp [id A]\n |x [id B]\n");
    }

    @Test
    void functionsPrintWithOptions() {
        var f = function(List.of(x), exp(x).times(2));
        assertThat(dprint(PrintOptions.standard().withTypes(), f))
                .startsWith("mul [id A] <float64()> 1\n");
    }

    @Test
    void outlinesShowOpsAndLeaves() {
        assertThat(minInformative(log(z).plus(exp(x))))
                .isEqualTo(
                        """
                        A. add
                         B. log
                          C. z
                         D. DimShuffle{x}
                          E. exp
                           F. x
                        """);
        var e = exp(x);
        assertThat(minInformative(e.times(e))).isEqualTo("A. mul\n B. exp\n  C. x\n <B>\n");
        assertThat(pprint(log(x.plus(y)))).isEqualTo("log(x + y)");
    }

    @Test
    void latexIsMathematics() {
        var sigma = scalar("sigma");
        var mu = scalar("mu_1");
        var r = x.minus(mu).div(sigma);
        assertThat(latex(square(r).times(-0.5).minus(log(sigma))))
                .isEqualTo(
                        "\\left(\\frac{x - \\mu_{1}}{\\sigma}\\right)^{2} \\cdot"
                                + " \\left(-0.5\\right) - \\log\\left(\\sigma\\right)");
        assertThat(latex(exp(x.unaryMinus()))).isEqualTo("e^{-x}");
        assertThat(latex(x.plus(1).pow(x.minus(2)))).isEqualTo("\\left(x + 1\\right)^{x - 2}");
        assertThat(latex(x.minus(x.minus(1)))).isEqualTo("x - \\left(x - 1\\right)");
        assertThat(latex(select(x.gt(0), sqrt(x), constant(0))))
                .isEqualTo(
                        "\\begin{cases}\\sqrt{x} & \\text{if } x > 0 \\\\ 0 &"
                                + " \\text{otherwise}\\end{cases}");
        assertThat(latex(sum(y.times(2)))).isEqualTo("\\sum y \\cdot 2");
        assertThat(latex(erf(scalar("sigma_log__"))))
                .isEqualTo("\\operatorname{erf}\\left(\\sigma_{\\mathrm{log}}\\right)");
        assertThat(latex(constant(1.5e-30).times(x))).isEqualTo("1.5 \\cdot 10^{-30} \\cdot x");
        var doubled = x.plus(0);
        for (int i = 0; i < 40; i++) doubled = doubled.plus(doubled);
        assertThat(latex(doubled)).hasSizeLessThan(20_000);
    }

    @Test
    void graphvizDrawsLeavesNodesAndArrows() {
        assertThat(graphviz(exp(x).named("e")))
                .isEqualTo(
                        """
                        digraph {
                          node [fontname="sans-serif"];
                          n0 [label="x", shape=ellipse];
                          n1 [label="exp\\ne", shape=box];
                          n0 -> n1 [label="float64()"];
                          o2 [label="e", shape=ellipse];
                          n1 -> o2 [label="float64()"];
                        }
                        """);
    }

    @Test
    void valuesAreToldWhileAFunctionRuns() {
        var told = new ArrayList<String>();
        var shown = printing(exp(y), "exp(y)", told::add);
        assertThat(shown.owner().orElseThrow().op()).hasToString("Print{exp(y)}");
        var cost = sum(square(shown));
        var f = function(List.of(y), List.of(cost, grad(cost, y)));
        assertThat(f.callAll(new double[] {0, 0}).getLast().doubles()).containsExactly(2, 2);
        assertThat(told).containsExactly("exp(y) = [1.0, 1.0]");
        f.call(new double[7]);
        assertThat(told.getLast()).isEqualTo("exp(y) = float64(7) from 1.0 to 1.0");
    }
}
