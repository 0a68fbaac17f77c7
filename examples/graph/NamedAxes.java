import static dev.credence.Credence.*;

import module dev.credence;

/// Tensors whose axes have names: what is computed does not depend on the order of axes.
void main() {
    var x = NamedTensor.of(matrix("x"), "group", "time");
    var weight = NamedTensor.of(vector("weight"), "time");
    var place = NamedTensor.of(vector("place"), "group");

    var scores = x.minus(x.mean("time")).dot(weight, "time").plus(place);
    IO.println("%s has dims %s".formatted(x, x.dims()));
    IO.println(
            "a product of %s and %s has dims %s"
                    .formatted(place, weight, place.times(weight).dims()));

    double[][] rows = {{1, 2, 6}, {0, 0, 3}};
    var inputs = List.of(x.tensor(), weight.tensor(), place.tensor());
    var f = function(inputs, List.of(scores.tensor(), grad(scores.tensor().sum(), x.tensor())));
    IO.println(f.callAll(rows, new double[] {1, 1, 2}, new double[] {10, 20}));

    var turned = x.transpose("time", "group");
    var same = turned.minus(turned.mean("time")).dot(weight, "time").plus(place);
    var g = function(inputs, same.transpose("group").tensor());
    IO.println(g.call(rows, new double[] {1, 1, 2}, new double[] {10, 20}));

    IO.println(x.at("time", Index.range(0, 2)).along("time", ArrayFunctions::cumsum).dims());
    try {
        x.sum("place");
    } catch (GraphException e) {
        IO.println(e.getMessage());
    }
}
