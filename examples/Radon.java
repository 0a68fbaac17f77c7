import static dev.credence.Credence.*;

import module dev.credence;

/// Radon in 919 houses of Minnesota's 85 counties (Gelman & Hill 2007, ch. 12): intercepts vary by
/// county and are partially pooled; houses measured in the basement (floor 0) read higher.
void main() {
    var houses = Table.read("data/radon.csv");
    int[] county = houses.ints("county");
    var names = houses.strings("county_name").stream().distinct().toList();

    var model = new Model("radon").coords("county", names);
    var mu = model.random("mu", normal(0, 5));
    var tau = model.random("tau", halfNormal(1));
    var z = model.random("z", normal(0, 1), dims("county"));
    var alpha = model.deterministic("alpha", mu.plus(tau.times(z)), dims("county"));
    var beta = model.random("beta_floor", normal(0, 5));
    var sigma = model.random("sigma", halfNormal(1));

    var floor = model.data("floor", houses.doubles("floor"));
    var expected = alpha.get(constant(county)).plus(beta.times(floor));
    model.observe("log_radon", normal(expected, sigma), houses.doubles("log_radon"));

    InferenceData posterior = sample(model);
    IO.println(posterior.summary("mu", "tau", "beta_floor", "sigma"));
}
