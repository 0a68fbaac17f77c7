import static dev.credence.Credence.*;

import module dev.credence;

import java.util.List;

/// What rewriting does to a function: how to read its explanation, how to leave a rule out, and how
/// to add and check one of one's own.
void main() {
    var mu = scalar("mu");
    var sigma = scalar("sigma");
    var y = constant(2.1, 1.9, 2.6, 2.2);
    var z = y.minus(mu).div(sigma);
    var logp = sum(square(z).times(-0.5).minus(log(sigma)));
    var f = function(List.of(mu, sigma), logp);
    IO.println(f.explain());
    IO.println(f.call(2, 0.5));

    // The naive form of sqrt(x^2 + 1) overflows; a rule of one's own makes it safe.
    var x = scalar("x");
    var m = maximum(abs(x), constant(1));
    var rule =
            Rewriter.of(
                    Rewriter.Stage.STABILIZE,
                    Rewriter.Soundness.STABILIZES,
                    sqrt(square(x).plus(1)),
                    m.times(sqrt(square(x.div(m)).plus(square(reciprocal(m))))));
    RuleCheck.verify(rule);
    var safe = CompileOptions.standard().withRules(RuleSet.standard().including(rule));
    var v = vector("v");
    double[] large = {1, 10, 1e200};
    var length = sqrt(square(v).plus(1));
    IO.println(function(List.of(v), length).call((Object) large));
    IO.println(function(List.of(v), length, safe).call((Object) large));

    // A rule that is wrong somewhere is caught with the values.
    var wrong =
            Rewriter.of(
                    Rewriter.Stage.CANONICALIZE, Rewriter.Soundness.STABILIZES, sqrt(square(x)), x);
    try {
        RuleCheck.verify(wrong);
    } catch (GraphException e) {
        IO.println(e.getMessage());
    }

    // Rules are left out by their names.
    var asWritten = RuleSet.standard().excluding("log(exp(x)) = x");
    var g = function(List.of(x), log(exp(x)), CompileOptions.standard().withRules(asWritten));
    IO.println(g.call(1000));

    sets();
    matrices();
    patterns();
}

/// Sets of rules are asked for by tags.
void sets() {
    var x = scalar("x");
    var y = log(x.plus(1)).plus(x.minus(x));
    for (var rules :
            List.of(
                    RuleSet.standard(),
                    RuleSet.quick(),
                    RuleSet.tagged("stabilize", "assumes_finite"),
                    RuleSet.standard().excludingTags("stabilize"))) {
        var options = CompileOptions.standard().withRules(rules);
        IO.println(function(List.of(x), y, options).graph().outputs());
    }
}

/// Systems are solved as what is known of the matrix allows, and share one factorisation.
void matrices() {
    var a = tensor("A", TensorType.float64(3, 3));
    var b = tensor("b", TensorType.float64(3, 1));
    for (var p : MatrixProperty.values()) {
        var f = function(List.of(a, b), solve(assume(a, p), b));
        IO.println("%s: %s".formatted(p, f.graph().outputs()));
    }
    var x = solve(a, b);
    var value = sum(square(x)).plus(slogdet(a).logAbsDet());
    var f = function(List.of(a, b), List.of(value, grad(value, a)));
    var factorised = f.graph().nodes().stream().filter(n -> n.op().toString().equals("LuFactor"));
    IO.println(factorised.count());
}

/// A rule of any ops as two graphs.
void patterns() {
    var a = matrix("A");
    var b = matrix("B");
    var rule =
            Rewriter.pattern(
                    Rewriter.Stage.CANONICALIZE,
                    Rewriter.Soundness.STABILIZES,
                    sum(matmul(a, b)),
                    sum(sum(a, 0).times(sum(b, 1))));
    var rules = RuleSet.standard().including(rule);
    var f = function(List.of(a, b), sum(matmul(a, b)), CompileOptions.standard().withRules(rules));
    IO.println(f.explain());
}
