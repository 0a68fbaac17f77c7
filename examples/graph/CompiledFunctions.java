import static dev.credence.Credence.*;

import module dev.credence;

/// What a function can do besides computing: keep state, take defaults, name its outputs, and watch
/// itself while it runs.
void main() {
    var x = scalar("x");
    var rate = scalar("rate");

    // State: a shared variable that each call updates.
    var total = shared("total", 0);
    var keep = CompileOptions.standard().withUpdate(total, total.plus(x));
    var add = function(List.of(x), total, keep);
    for (double value : new double[] {1, 2, 3}) add.call(value);
    IO.println("total " + total.value());
    var other = shared("other", 100);
    add.copy(Map.of(total, other)).call(5);
    IO.println("total %s, other %s".formatted(total.value(), other.value()));

    // Defaults and named outputs.
    var outputs = new LinkedHashMap<String, Tensor>();
    outputs.put("growth", exp(x.times(rate)));
    outputs.put("slope", grad(exp(x.times(rate)), x));
    var options = CompileOptions.standard().withDefault(rate, 0.5);
    IO.println(function(List.of(x, rate), outputs, options).callNamed(Map.of("x", 0)));

    // The guard stops where NaN appears first.
    var v = vector("v");
    var likelihood = sum(log(sqrt(v).minus(1)));
    var guarded =
            function(
                    List.of(v),
                    likelihood,
                    CompileOptions.standard().withMode(CompileMode.NAN_GUARD));
    IO.println(guarded.call((Object) new double[] {4, 9}));
    try {
        guarded.call((Object) new double[] {4, -1});
    } catch (GraphException e) {
        IO.println(e.getMessage());
    }

    // A monitor sees every node.
    NodeMonitor monitor = seen -> IO.println("%s -> %s".formatted(seen.node(), seen.outputs()));
    function(List.of(v), likelihood, CompileOptions.standard().withMonitor(monitor))
            .call((Object) new double[] {4, 9});
}
