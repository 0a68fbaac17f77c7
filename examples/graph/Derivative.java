import static dev.credence.Credence.*;

import module dev.credence;

/// A function and its derivative, by `grad` and by hand, drawn as three curves.
void main() {
    var x = vector("x");
    var y = exp(sin(x.times(2 * Math.PI / 3)));
    var f = function(List.of(x), List.of(y, grad(y.sum(), x)));

    var at = linspace(-3, 3, 500).eval();
    var found = f.callAll(at);
    var values = found.get(0).doubles();
    var slopes = found.get(1).doubles();
    var byHand = new double[at.size()];
    double largest = 0;
    for (int i = 0; i < byHand.length; i++) {
        byHand[i] = 2 * Math.PI / 3 * values[i] * Math.cos(2 * Math.PI * at.element(i) / 3);
        largest = Math.max(largest, Math.abs(byHand[i] - slopes[i]));
    }
    IO.println("y = %.8f, %.8f, %.8f, ...".formatted(values[0], values[1], values[2]));
    IO.println("slopes differ by less than 1e-13: " + (largest < 1e-13));

    var figure =
            Chart.of("a function and its derivative")
                    .withLine("f(x)", at.doubles(), values)
                    .withLine("df(x)/dx by grad", at.doubles(), slopes, 5)
                    .withLine("df(x)/dx by hand", at.doubles(), byHand)
                    .withLabels("x", "f(x); df(x)/dx")
                    .figure();
    figure.save(Path.of("derivative.svg"));
    IO.println("drawn as derivative.svg");
}
