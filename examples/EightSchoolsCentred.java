import static dev.credence.Credence.*;

import module dev.credence;

/// Eight schools once more, centred: `theta ~ Normal(mu, tau)` says the same, but its posterior is
/// a funnel. Watch the warnings: divergences are how the sampler tells that it missed the narrow
/// end. Smaller steps help a little.
void main() {
    var schools = Table.read("data/eight_schools.csv");

    var model = new Model("eight schools, centred").coords("school", schools.strings("school"));
    var mu = model.random("mu", normal(0, 5));
    var tau = model.random("tau", halfCauchy(5));
    var theta = model.random("theta", normal(mu, tau), dims("school"));
    model.observe("y", normal(theta, schools.doubles("standard_error")), schools.doubles("effect"));

    InferenceData posterior = sample(model, options().withTargetAcceptance(0.95));
    IO.println(posterior.summary());
}
