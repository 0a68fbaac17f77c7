import static dev.credence.Credence.*;

import module dev.credence;

/// Eight schools (Rubin 1981): did coaching raise test scores? Partial pooling, written so that the
/// sampler never meets the funnel: effects are `mu + tau * eta` with standard normal `eta`.
void main() {
    var schools = Table.read("data/eight_schools.csv");

    var model = new Model("eight schools").coords("school", schools.strings("school"));
    var mu = model.random("mu", normal(0, 5));
    var tau = model.random("tau", halfCauchy(5));
    var eta = model.random("eta", normal(0, 1), dims("school"));
    var theta = model.deterministic("theta", mu.plus(tau.times(eta)), dims("school"));
    model.observe("y", normal(theta, schools.doubles("standard_error")), schools.doubles("effect"));

    InferenceData posterior = sample(model);
    IO.println(posterior.summary());
}
