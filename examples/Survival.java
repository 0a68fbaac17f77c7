import static dev.credence.Credence.*;

import module dev.credence;

/// Weeks until relapse of 42 children with leukaemia, half of whom got 6-mercaptopurine (Freireich
/// et al. 1963). Twelve were still well when the study ended: of their times only a lower bound is
/// known, so they are censored there.
void main() {
    var children = Table.read("data/leukaemia.csv");
    double[] weeks = children.doubles("weeks");
    double[] relapse = children.doubles("relapse");
    double[] end =
            IntStream.range(0, weeks.length)
                    .mapToDouble(i -> relapse[i] == 1 ? Double.POSITIVE_INFINITY : weeks[i])
                    .toArray();

    var model = new Model("leukaemia").coords("group", "placebo", "6-MP");
    var shape = model.random("shape", logNormal(0, 1));
    var median = model.random("median", logNormal(2, 1), dims("group"));
    model.deterministic("ratio_of_medians", median.get(1).div(median.get(0)));

    var scale = median.div(constant(Math.log(2)).pow(constant(1).div(shape)));
    var time = weibull(shape, scale.get(constant(children.ints("drug"))));
    model.observe("weeks", censored(time, constant(0.0), constant(end)), weeks);

    InferenceData posterior = sample(model, options().withSeed(1));
    IO.println(posterior.summary());
}
