import static dev.credence.Credence.*;

import module dev.credence;

/// With which party 1043 Americans identified in 1996, from strong Democrat to strong Republican in
/// seven steps, by ideology and income: an ordered logistic regression, whose cutpoints divide a
/// line into the steps (McCullagh 1980).
void main() {
    var answers = Table.read("data/party.csv");
    int[] party = Arrays.stream(answers.ints("party")).map(step -> step - 1).toArray();

    var model = new Model("party").coords("cut", "1|2", "2|3", "3|4", "4|5", "5|6", "6|7");
    var cutpoints = model.random("cutpoints", normal(0, 3).ordered(), dims("cut"));
    var beta = model.random("beta_ideology", normal(0, 1));
    var gamma = model.random("beta_income", normal(0, 1));

    var ideology = model.data("ideology", answers.doubles("ideology"));
    var income = model.data("income", answers.doubles("income"));
    var location = beta.times(ideology.minus(4)).plus(gamma.times(income.minus(3)));
    model.observe("party", orderedLogistic(location, cutpoints), party);

    InferenceData posterior = sample(model, options().withSeed(1));
    IO.println(posterior.summary());

    model.setData("ideology", new double[] {1, 4, 7});
    model.setData("income", new double[] {3, 3, 3});
    var steps = predict(model, posterior).group("predictions").get("party");
    var who = List.of("an extreme liberal", "a moderate", "an extreme conservative");
    for (int i = 0; i < 3; i++) {
        IO.println("%-23s: step %.1f of 7".formatted(who.get(i), 1 + steps.mean(i)));
    }
}
