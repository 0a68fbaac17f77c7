import static dev.credence.Credence.*;

import module dev.credence;

/// The changing volatility of the S&P 500 in spring 2020, when the pandemic came: the daily change
/// in percent has Student's t distribution, and the logarithm of its scale takes a random walk.
void main() {
    double[] close = Table.read("data/sp500.csv").doubles("close");
    int days = close.length - 1;
    double[] change =
            IntStream.range(0, days)
                    .mapToDouble(t -> 100 * Math.log(close[t + 1] / close[t]))
                    .toArray();

    var model = new Model("stochastic volatility").dim("day", days);
    var drift = model.random("drift", normal(0, 1));
    var nu = model.random("nu", gamma(2, 0.1));
    var stepScale = model.random("step_scale", exponential(5));
    var step = model.random("step", normal(0, 1), dims("day"));
    var start = model.random("start", normal(0, 1));
    var volatility =
            model.deterministic(
                    "volatility", exp(start.plus(stepScale.times(cumsum(step)))), dims("day"));
    model.observe("change", studentT(nu, drift, volatility), change, dims("day"));

    InferenceData posterior = sample(model, options().withSeed(1).withTargetAcceptance(0.98));
    IO.println(posterior.summary("drift", "nu", "start", "step_scale"));
    var found = posterior.posterior().get("volatility");
    for (int day = 9; day < days; day += 10) {
        IO.println("day %3d: changes of %.1f %%".formatted(day + 1, found.mean(day)));
    }
}
