import static dev.credence.Credence.*;

import module dev.credence;

/// Looking into a running function: values that are told, a place for the debugger to stop, checks.
void main() {
    var x = vector("x");
    var told = printing(x, "x", IO::println);
    var seen =
            breakpoint(
                    log(told), x.lt(1), value -> IO.println("here stops the debugger: " + value));
    var f = function(List.of(x), sum(check(seen, x.gt(0), "x > 0")));
    for (double first : new double[] {1, 0.5, 0}) {
        try {
            IO.println(f.call((Object) new double[] {first, 2}));
        } catch (ParameterException e) {
            IO.println(e.getMessage());
        }
    }

    var unchecked = CompileOptions.standard().withRules(RuleSet.standard().withoutChecks());
    var quick = function(List.of(x), sum(check(log(x), x.gt(0), "x > 0")), unchecked);
    IO.println(quick.call((Object) new double[] {0, 2}));
}
