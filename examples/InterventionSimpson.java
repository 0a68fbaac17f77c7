import static dev.credence.Credence.*;

import module dev.credence;

/// Simpson's paradox in the treatment of 700 kidney stones (Charig et al. 1986): B cured more of
/// its patients than A, yet A is better for small stones and for large ones, because A was given
/// where stones were large. What would have happened had all been treated alike is asked by
/// `withIntervention`, Pearl's operator *do*.
void main() {
    var patients = Table.read("data/kidney_stones.csv");
    var model =
            new Model("kidney stones")
                    .coords("stone", "small", "large")
                    .coords("treatment", "B", "A")
                    .dim("patient", patients.rows());
    var pLarge = model.random("p_large", beta(1, 1));
    var pA = model.random("p_a", beta(1, 1), dims("stone"));
    var pCure = model.random("p_cure", beta(1, 1), dims("stone", "treatment"));

    int[] treatments = patients.ints("treatment_a");
    int[] cures = patients.ints("cured");
    var patient = dims("patient");
    var large = model.observe("large", bernoulli(pLarge), patients.ints("large"), patient);
    var a = model.observe("treatment_a", bernoulli(pA.get(large)), treatments, patient);
    var pEach = pCure.get(Index.of(large), Index.of(a));
    model.observe("cured", bernoulli(pEach), cures, patient);

    InferenceData posterior = sample(model, options().withSeed(1));
    IO.println(posterior.summary());

    for (int treatment : new int[] {1, 0}) {
        double seen =
                IntStream.range(0, cures.length)
                        .filter(i -> treatments[i] == treatment)
                        .mapToDouble(i -> cures[i])
                        .average()
                        .orElseThrow();
        var done = model.withIntervention("treatment_a", treatment);
        var cured =
                samplePosteriorPredictive(done, posterior, 2)
                        .group("posterior_predictive")
                        .get("cured");
        double made =
                IntStream.range(0, cures.length).mapToDouble(cured::mean).average().orElseThrow();
        IO.println(
                "%s: %.3f of those who got it were cured; if all got it, %.3f would be"
                        .formatted(treatment == 1 ? "A" : "B", seen, made));
    }
}
