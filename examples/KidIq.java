import static dev.credence.Credence.*;

import module dev.credence;

/// Children's test scores against their mothers' IQ and schooling, with an interaction (Gelman &
/// Hill 2007, ch. 3). Predictors are centred and scaled, so that the coefficients are nearly
/// independent.
void main() {
    var kids = Table.read("data/kid_iq.csv");
    double[] iq = standardised(kids.doubles("mom_iq"));
    double[] highSchool = standardised(kids.doubles("mom_hs"));

    var model = new Model("kid IQ");
    var alpha = model.random("alpha", normal(80, 40));
    var betaSchool = model.random("beta_hs", normal(0, 20));
    var betaIq = model.random("beta_iq", normal(0, 20));
    var betaBoth = model.random("beta_hs_iq", normal(0, 20));
    var sigma = model.random("sigma", halfCauchy(10));

    var hs = model.data("mom_hs", highSchool);
    var q = model.data("mom_iq", iq);
    var score =
            alpha.plus(betaSchool.times(hs))
                    .plus(betaIq.times(q))
                    .plus(betaBoth.times(hs).times(q));
    model.observe("kid_score", normal(score, sigma), kids.doubles("kid_score"));

    InferenceData posterior = sample(model);
    IO.println(posterior.summary());
}

double[] standardised(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    double sd =
            Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1));
    return Arrays.stream(x).map(v -> (v - mean) / sd).toArray();
}
