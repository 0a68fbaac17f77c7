import static dev.credence.Credence.*;

import module dev.credence;

/// A graph is a description of a computation: it has types and names, it can be walked, changed by
/// copy, evaluated, and it is simplified when it is compiled.
void main() {
    var x = scalar("x");
    var y = vector("y");
    IO.println("%s is %s, %s is %s".formatted(x, x.type(), y, y.type()));

    var z = x.plus(y).named("x + y");
    var w = log(z).named("log(x + y)");
    IO.println(dprint(w));

    double[] point = {1, Math.E};
    var f = function(List.of(x, y), w);
    IO.println(f.call(Map.of("x", 0, "y", point)));
    IO.println(w.eval(Map.of(x, 0, y, point)));
    IO.println(w.eval(Map.of(z, point)));

    var a = scalar("a");
    var b = scalar("b");
    var d = b.times(a.div(b));
    IO.println(dprint(d));
    IO.println(dprint(function(List.of(a, b), d)));

    for (var variable : walk(List.of(w))) {
        IO.println("Checking variable " + variable);
        variable.owner().ifPresent(node -> describe(node));
    }
    IO.println("The inputs are " + graphInputs(List.of(w)));

    var e = exp(z).named("exp(x + y)");
    var copy = GraphWalk.substitute(List.of(w), Map.of(z, e)).getFirst();
    var replaced = copy.named("log(exp(x + y))");
    IO.println(dprint(replaced));
    IO.println(replaced.eval(Map.of(x, 0, y, point)));

    var simplified = function(List.of(x, y), replaced);
    IO.println(dprint(simplified));
    IO.println(simplified.call(0, point));
    IO.println(simplified.explain().lines().findFirst().orElseThrow());
}

void describe(Apply node) {
    IO.println(" Op is " + node.op());
    for (int i = 0; i < node.inputs().size(); i++)
        IO.println(" Input %d is %s".formatted(i, node.input(i)));
}
