import static dev.credence.Credence.*;

import module dev.credence;

/// A gradient is a graph like any other: it prints, it compiles, and it can be differentiated
/// again.
void main() {
    var x = vector("x");
    var y = exp(sin(x.times(2 * Math.PI / 3)));
    var slope = grad(y.sum(), x);
    var f = function(List.of(x), List.of(y, slope));
    IO.println(f.callAll(new double[] {-3, -1.5, 0}));
    IO.println(dprint(slope));
}
