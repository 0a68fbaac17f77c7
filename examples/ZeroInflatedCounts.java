import static dev.credence.Credence.*;

import module dev.credence;

/// Movements of a foetal lamb in 240 intervals of five seconds (Leroux & Puterman 1992): more
/// intervals without any than a Poisson distribution explains, as the lamb sleeps part of the time.
void main() {
    int[] intervals = {182, 41, 12, 2, 2, 0, 0, 1};
    int[] movements =
            IntStream.range(0, intervals.length)
                    .flatMap(count -> IntStream.generate(() -> count).limit(intervals[count]))
                    .toArray();

    var model = new Model("lamb");
    var awake = model.random("awake", beta(1, 1));
    var rate = model.random("rate", exponential(1));
    model.deterministic("mean", awake.times(rate));
    model.observe("movements", zeroInflatedPoisson(awake, rate), movements);

    InferenceData posterior = sample(model, options().withSeed(1));
    IO.println(posterior.summary());

    var again =
            samplePosteriorPredictive(model, posterior, 2)
                    .group("posterior_predictive")
                    .get("movements")
                    .values();
    double still =
            IntStream.range(0, again.size()).filter(i -> again.element(i) == 0).count()
                    / (double) again.size();
    double mean = posterior.posterior().get("mean").mean();
    IO.println(
            "intervals without movement: %d seen, %.1f expected, %.1f by a Poisson distribution"
                    .formatted(
                            intervals[0],
                            still * movements.length,
                            Math.exp(-mean) * movements.length));
}
