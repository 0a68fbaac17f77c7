import static dev.credence.Credence.*;

import module dev.credence;

/// A mixture of two normal distributions: which component a point came from is a discrete unknown
/// of each point, which is summed out for NUTS and drawn afterwards. Ordered means tell the
/// components apart.
void main() {
    double[] y = Table.read("data/two_components.csv").doubles("y");

    var model =
            new Model("two components").coords("component", "left", "right").dim("point", y.length);
    var mu = model.random("mu", normal(0, 2).ordered(), dims("component"));
    var sigma = model.random("sigma", halfNormal(2), dims("component"));
    var share = model.random("share_right", beta(5, 5));
    var label = model.random("label", bernoulli(share), dims("point"));
    model.observe("y", normal(mu.get(label), sigma.get(label)), y, dims("point"));

    var summed = model.marginalize("label");
    InferenceData posterior = sample(summed, options().withSeed(1));
    IO.println(posterior.summary());

    var labels = recoverMarginals(summed, posterior, 2).posterior().get("label");
    for (int point = 0; point < 5; point++) {
        IO.println("P(%6.2f is of the right) = %.3f".formatted(y[point], labels.mean(point)));
    }
}
