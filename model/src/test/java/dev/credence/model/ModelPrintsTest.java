package dev.credence.model;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.DType;

import org.junit.jupiter.api.Test;

/// A model as a table, as HTML and as LaTeX, and what its parts depend on.
class ModelPrintsTest {
    private static Model schools() {
        var model = new Model("schools").dim("school", 4);
        var mu = model.random("mu", normal(0, 5));
        var tau = model.random("tau", halfNormal(5));
        var theta = model.random("theta", normal(mu, tau), dims("school"));
        var spread = model.deterministic("spread_all", max(theta).minus(min(theta)));
        model.potential("penalty", square(spread).times(-0.5));
        var errors = model.data("errors", new double[] {15, 10, 16, 11}, dims("school"));
        var effects = model.data("effects", new double[] {28, 8, -3, 7});
        model.observe("y", normal(theta, errors), effects);
        return model;
    }

    @Test
    void aTable() {
        assertThat(schools().table())
                .hasToString(
                        """
                        variable    kind           definition                         axes
                        mu          free           ~ Normal(0, 5)
                        tau         free           ~ HalfNormal(5)
                        theta       free           ~ Normal(mu, tau)                  school[4]
                        spread_all  deterministic  = max(theta) - min(theta)
                        penalty     potential      + sqr(spread_all) * -0.5
                        errors      data           = data                             school[4]
                        effects     data           = data                             (4)
                        y           observed       ~ Normal(theta, errors), observed  (4)
                        6 unknown values\
                        """);
    }

    @Test
    void html() {
        var model = new Model();
        model.random("x", normal(0, 1));
        assertThat(model.table().toHtml())
                .isEqualTo(
                        """
                        <table class="model">
                        <tr><th>variable</th><th>kind</th><th>definition</th><th>axes</th></tr>
                        <tr><td>x</td><td>free</td><td>~ Normal(0, 1)</td><td></td></tr>
                        </table>
                        """);
        model.deterministic(
                "large", cast(model.variables().getFirst().tensor().gt(3), DType.FLOAT64));
        assertThat(model.table().toHtml()).contains("&gt; 3").doesNotContain("> 3");
    }

    @Test
    void latex() {
        assertThat(schools().toLatex())
                .isEqualTo(
                        """
                        \\begin{aligned}
                        \\mu &\\sim \\operatorname{Normal}\\left(0, 5\\right) \\\\
                        \\tau &\\sim \\operatorname{HalfNormal}\\left(5\\right) \\\\
                        \\theta &\\sim \\operatorname{Normal}\\left(\\mu, \\tau\\right) \\\\
                        \\mathrm{spread}_{\\mathrm{all}} &= \\max \\theta - \\min \\theta \\\\
                        \\mathrm{penalty} &\\text{ adds } \\mathrm{spread}_{\\mathrm{all}}^{2} \\cdot \\left(-0.5\\right) \\\\
                        y &\\sim \\operatorname{Normal}\\left(\\theta, \\mathrm{errors}\\right)
                        \\end{aligned}\
                        """);
    }

    @Test
    void parents() {
        var model = schools();
        var y = model.variable("y").orElseThrow();
        assertThat(model.parents(y))
                .extracting(Variable::name)
                .containsExactly("theta", "errors", "effects");
        assertThat(model.parents(model.variable("penalty").orElseThrow()))
                .extracting(Variable::name)
                .containsExactly("spread_all");
        assertThat(model.parents(model.variable("mu").orElseThrow())).isEmpty();
    }
}
