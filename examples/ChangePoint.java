import static dev.credence.Credence.*;

import module dev.credence;

/// Coal-mining disasters in Britain, year by year from 1851 on (Jarrett 1979; years without a
/// record are left out): when did their rate change? The year is discrete, so it is summed out for
/// NUTS and drawn afterwards.
void main() {
    int[] disasters = {
        4, 5, 4, 0, 1, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1, 4, 4, 1, 5, 5, 3, 4, 2,
        5, 2, 2, 3, 4, 2, 1, 3, 2, 1, 1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1, 0, 3, 2, 2, 0, 1, 1,
        1, 0, 1, 0, 1, 0, 0, 0, 2, 1, 0, 0, 0, 1, 1, 0, 2, 3, 3, 1, 2, 1, 1, 1, 1, 2, 4, 2, 0, 0, 1,
        4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1
    };
    double[] years =
            IntStream.rangeClosed(1851, 1961)
                    .filter(year -> year != 1890 && year != 1934)
                    .asDoubleStream()
                    .toArray();

    var model = new Model("coal mining");
    var change = model.random("change", discreteUniform(1852, 1961));
    var early = model.random("early", exponential(1));
    var late = model.random("late", exponential(1));
    model.observe("disasters", poisson(select(constant(years).lt(change), early, late)), disasters);

    var summed = model.marginalize("change");
    InferenceData posterior = sample(summed, options().withSeed(1));
    IO.println(recoverMarginals(summed, posterior, 1).summary());
}
