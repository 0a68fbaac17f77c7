import static dev.credence.Credence.*;

import module dev.credence;

/// Ozone in New York in May 1973 by radiation, wind and temperature (Chambers et al. 1983). Ozone
/// is missing on five days and radiation on four: the missing numbers are unknowns like the others,
/// and no day is thrown away.
void main() {
    var days = Table.read("data/ozone.csv");
    double[] logOzone = Arrays.stream(days.doubles("ozone")).map(Math::log).toArray();
    double[] radiation = scaled(days.doubles("radiation"), 200, 100);
    var wind = constant(scaled(days.doubles("wind"), 10, 4));
    var temperature = constant(scaled(days.doubles("temperature"), 65, 7));

    var model = new Model("ozone").dim("day", days.rows());
    var mean = model.random("mean_radiation", normal(0, 1));
    var spread = model.random("sd_radiation", halfNormal(1));
    var sun = model.observe("radiation", normal(mean, spread), radiation, dims("day"));

    var level = model.random("level", normal(3, 1));
    var bySun = model.random("beta_radiation", normal(0, 1));
    var byWind = model.random("beta_wind", normal(0, 1));
    var byTemperature = model.random("beta_temperature", normal(0, 1));
    var sigma = model.random("sigma", halfNormal(1));
    var expected =
            level.plus(bySun.times(sun))
                    .plus(byWind.times(wind))
                    .plus(byTemperature.times(temperature));
    model.observe("log_ozone", normal(expected, sigma), logOzone, dims("day"));

    InferenceData posterior = sample(model, options().withSeed(1));
    IO.println(
            posterior.summary(
                    "level",
                    "beta_radiation",
                    "beta_wind",
                    "beta_temperature",
                    "sigma",
                    "radiation_unobserved",
                    "log_ozone_unobserved"));
}

double[] scaled(double[] x, double centre, double unit) {
    return Arrays.stream(x).map(v -> (v - centre) / unit).toArray();
}
