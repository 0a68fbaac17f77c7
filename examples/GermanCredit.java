import static dev.credence.Credence.*;

import module dev.credence;

/// Logistic regression on real data: which of 24 attributes of 1000 loan applicants go with bad
/// credit (Hofmann 1994).
void main() {
    var applicants = Table.read("data/german_credit.csv");
    int n = applicants.rows();
    var x = new double[n][24];
    for (int j = 0; j < 24; j++) {
        double[] column = standardised(applicants.doubles("x" + (j + 1)));
        for (int i = 0; i < n; i++) x[i][j] = column[i];
    }

    var model = new Model("german credit");
    var intercept = model.random("intercept", normal(0, 1));
    var beta = model.random("beta", normal(0, 1), shape(24));
    model.observe(
            "bad", bernoulliLogit(intercept.plus(constant(x).dot(beta))), applicants.ints("bad"));

    InferenceData posterior = sample(model);
    IO.println(posterior.summary());
}

double[] standardised(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    double sd = Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / x.length);
    return Arrays.stream(x).map(v -> (v - mean) / sd).toArray();
}
