import static dev.credence.Credence.*;

import module dev.credence;

/// A model is data: it prints and draws itself, is checked before it runs, becomes other models,
/// and is saved and compared.
void main() {
    var model = new Model("eight schools").coords("school", "A", "B", "C", "D");
    var mu = model.random("mu", normal(0, 5));
    var tau = model.random("tau", halfNormal(5));
    var theta = model.random("theta", normal(mu, tau), dims("school"));
    model.deterministic("best", max(theta));
    var errors = model.data("errors", new double[] {15, 10, 16, 11}, dims("school"));
    model.observe("y", normal(theta, errors), new double[] {28, 8, -3, 7}, dims("school"));
    model.check();

    IO.println(model);
    IO.println(model.table());
    IO.println(model.toLatex());
    IO.println(diagram(model).mermaid());

    IO.println(model.centredWorse());
    IO.println(model.nonCentred());

    var forced = model.withIntervention("tau", 0);
    IO.println(forced.freeVariables().stream().map(Variable::name).toList());
    var known = model.withObservation("mu", 4);
    IO.println(known.variable("mu").map(v -> v.getClass().getSimpleName()).orElse(""));

    var again = Model.ofJson(model.toJson());
    IO.println(again.difference(model).orElse("no difference"));
    again.setData("errors", new double[] {1, 1, 1, 1});
    IO.println(again.difference(model).orElse("no difference"));
    IO.println(again.difference(forced).orElse("no difference"));

    var draws = Map.of("mu", NdArray.of(0.0, 4.0), "tau", NdArray.of(0.0, 0.0));
    IO.println(model.posteriorPredictive(draws, 1, List.of("theta", "best")));
    var both = new LinkedHashMap<String, NdArray>(draws);
    both.put("theta", NdArray.zeros(DType.FLOAT64, 2, 4));
    IO.println(model.logLikelihood(both));

    var plants = new Model("two plants");
    for (var plant : List.of("north", "south")) {
        plants.part(
                plant,
                () -> {
                    var rate = plants.random("rate", gamma(2, 1));
                    return plants.observe("failures", poisson(rate), new int[] {1, 0, 2});
                });
    }
    IO.println(plants);
}
