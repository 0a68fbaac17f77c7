import static dev.credence.Credence.*;

import module dev.credence;

/// Fit a logistic regression on 100 points, then exchange the data and predict at three new ones:
/// the same model, nothing rebuilt, and the observed variable takes the new length by itself.
void main() {
    var random = new Random(1);
    double[] seen = random.doubles(100, -3, 3).toArray();
    int[] positive = Arrays.stream(seen).mapToInt(v -> v > 0 ? 1 : 0).toArray();

    var model = new Model("switched data");
    var x = model.data("x", seen);
    var coefficient = model.random("coefficient", normal(0, 1));
    model.observe("obs", bernoulli(sigmoid(coefficient.times(x))), positive);

    InferenceData posterior = sample(model);
    IO.println(posterior.summary());

    model.setData("x", new double[] {-1, 0, 1});
    InferenceData predicted = predict(model, posterior);
    for (int point = 0; point < 3; point++) {
        IO.println(
                "P(obs = 1 | x = %2d) = %.3f"
                        .formatted(
                                point - 1, predicted.group("predictions").get("obs").mean(point)));
    }
}
