import static dev.credence.Credence.*;

import module dev.credence;

/// Radon again, where counties differ in their level and in how much less there is above the
/// basement, and the two are correlated: the covariance has an LKJ prior (Gelman & Hill 2007, ch.
/// 13; Lewandowski, Kurowicka & Joe 2009).
void main() {
    var houses = Table.read("data/radon.csv");
    var county = constant(houses.ints("county"));
    var floor = constant(houses.doubles("floor"));
    var names = houses.strings("county_name").stream().distinct().toList();

    var model =
            new Model("varying slopes").coords("county", names).coords("effect", "level", "floor");
    var packed = model.random("covariance", lkjCholeskyCov(2, 2, exponential(1)));
    var factor = covarianceFactor(packed, 2);
    model.deterministic("sd", factor.standardDeviations(), dims("effect"));
    model.deterministic("correlation", factor.correlations().get(0).get(1));

    var mu = model.random("mu", normal(0, 5), dims("effect"));
    var z = model.random("z", normal(0, 1), dims("county", "effect"));
    var effects =
            model.deterministic(
                    "effects", mu.plus(z.dot(factor.chol().transpose())), dims("county", "effect"));
    var sigma = model.random("sigma", exponential(1));

    var each = effects.get(county);
    var expected =
            each.get(Index.all(), Index.at(0))
                    .plus(each.get(Index.all(), Index.at(1)).times(floor));
    model.observe("log_radon", normal(expected, sigma), houses.doubles("log_radon"));

    InferenceData posterior = sample(model, options().withSeed(1).withTargetAcceptance(0.95));
    IO.println(posterior.summary("mu", "sd", "correlation", "sigma"));
}
