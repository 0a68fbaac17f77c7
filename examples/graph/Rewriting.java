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
}
