import static dev.credence.Credence.*;

import module dev.credence;

/// A parameter that enters through an equation: mu solves `mu + mu exp(theta mu) = 1`, which has no
/// formula. Its gradient is that of the implicit function theorem, so NUTS samples theta.
void main() {
    var model = new Model("implicit function");
    var theta = model.random("theta", halfNormal(1));
    var mu = root(x -> log(x).plus(softplus(theta.times(x))), constant(1.0));
    model.deterministic("mu", mu);
    model.observe("y", normal(mu, 0.1), new double[] {0.2, 0.21, 0.3});

    InferenceData posterior = sample(model);
    IO.println(posterior.summary());
}
