package dev.credence.bench;

import static dev.credence.Credence.*;

import dev.credence.graph.Tensor;
import dev.credence.model.Model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The models of the inference gym; variables are named as in its ground truths.
final class GymModels {
    private GymModels() {}

    static Map<String, Supplier<Model>> all() {
        var models = new LinkedHashMap<String, Supplier<Model>>();
        models.put("gym-eight_schools", GymModels::eightSchools);
        models.put("gym-german_credit_numeric_logistic_regression", () -> credit(false));
        models.put("gym-german_credit_numeric_probit_regression", () -> credit(true));
        models.put("gym-radon_contextual_effects_minnesota", GymModels::radon);
        models.put("gym-stochastic_volatility_sp500_small", GymModels::volatility);
        models.put("gym-synthetic_item_response_theory", GymModels::itemResponse);
        models.put("gym-brownian_motion_missing_middle_observations", GymModels::brownian);
        return models;
    }

    private static Model eightSchools() {
        var data = ReferenceData.load("eight_schools");
        var model = new Model("eight schools");
        var mean = model.random("avg_effect", normal(0, 10));
        var scale = model.random("log_stddev", normal(5, 1));
        var t = model.random("t", normal(0, 1), shape(8));
        var effects = model.deterministic("school_effects", mean.plus(exp(scale).times(t)));
        model.observe("y", normal(effects, data.doubles("sigma")), data.doubles("y"));
        return model;
    }

    /// Columns have mean 0 and variance 1; the last one is constant.
    private static Model credit(boolean probit) {
        var data = ReferenceData.gym("german_credit_numeric");
        double[][] raw = data.matrix("features_raw");
        int columns = raw[0].length;
        var x = new double[raw.length][columns + 1];
        for (int j = 0; j < columns; j++) {
            int column = j;
            double[] values = Arrays.stream(raw).mapToDouble(row -> row[column]).toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            double sd =
                    Math.sqrt(
                            Arrays.stream(values)
                                    .map(v -> (v - mean) * (v - mean))
                                    .average()
                                    .orElseThrow());
            for (int i = 0; i < raw.length; i++) x[i][j] = (values[i] - mean) / sd;
        }
        for (var row : x) row[columns] = 1;
        int[] bad = Arrays.stream(data.ints("class_")).map(c -> c - 1).toArray();
        var model = new Model("German credit");
        var w = model.random("w", normal(0, 1), shape(columns + 1));
        var eta = constant(x).dot(w);
        if (probit) {
            var tail = erfc(eta.times(-Math.sqrt(0.5))).times(0.5);
            model.observe("y", bernoulli(tail), bad);
        } else {
            model.observe("y", bernoulliLogit(eta), bad);
        }
        return model;
    }

    private static Model radon() {
        var data = ReferenceData.gym("radon_minnesota");
        var county = constant(data.ints("county"));
        var model = new Model("radon");
        var mean = model.random("county_effect_mean", normal(0, 1));
        var scale = model.random("county_effect_scale", uniform(0, 100));
        var noise = model.random("log_radon_scale", uniform(0, 100));
        var w = model.random("weight", normal(0, 1), shape(3));
        var effect = model.random("county_effect", normal(mean, scale), shape(85));
        var fixed =
                w.get(0)
                        .times(constant(data.doubles("log_uranium")))
                        .plus(w.get(1).times(constant(data.doubles("floor"))))
                        .plus(w.get(2).times(constant(data.doubles("floor_by_county"))));
        model.observe(
                "log_radon",
                normal(fixed.plus(effect.get(county)), noise),
                data.doubles("log_radon"));
        return model;
    }

    private static Model volatility() {
        double[] prices =
                ReferenceData.gym("sp500_closing_prices").inner("data").doubles("CLOSING_PRICES");
        int n = 100;
        var returns = new double[n];
        for (int i = 0; i < n; i++) {
            int at = prices.length - n + i;
            returns[i] = prices[at] - prices[at - 1];
        }
        double average = Arrays.stream(returns).average().orElseThrow();
        var model = new Model("stochastic volatility");
        var share = model.random("share", beta(20, 1.5));
        var persistence = model.deterministic("persistence_of_volatility", share.times(2).minus(1));
        var mean = model.random("mean_log_volatility", cauchy(0, 5));
        var scale = model.random("white_noise_shock_scale", halfCauchy(2));
        var h = model.random("log_volatility", flat(), shape(n));
        var deviations = h.minus(mean);
        var stationary = scale.div(sqrt(square(persistence).times(-1).plus(1)));
        model.potential("first", normal(0, stationary).logp(deviations.get(0)));
        model.potential(
                "later",
                sum(
                        normal(persistence.times(deviations.slice(0, n - 1)), scale)
                                .logp(deviations.slice(1, n))));
        model.observe(
                "returns",
                normal(0, exp(h.times(0.5))),
                Arrays.stream(returns).map(r -> r - average).toArray());
        return model;
    }

    private static Model itemResponse() {
        var data = ReferenceData.gym("synthetic_item_response_theory").inner("data");
        var model = new Model("item response");
        var mean = model.random("mean_student_ability", normal(0.75, 1));
        var ability = model.random("centered_student_ability", normal(0, 1), shape(400));
        var difficulty = model.random("question_difficulty", normal(0, 1), shape(100));
        Tensor eta =
                mean.plus(ability.get(constant(data.ints("STUDENT_IDS"))))
                        .minus(difficulty.get(constant(data.ints("QUESTION_IDS"))));
        model.observe("correct", bernoulliLogit(eta), data.ints("CORRECT"));
        return model;
    }

    private static Model brownian() {
        var data = ReferenceData.gym("brownian_motion_missing_middle_observations").inner("data");
        double[] seen = data.doubles("OBSERVED_LOC");
        int[] at =
                java.util.stream.IntStream.range(0, seen.length)
                        .filter(i -> !Double.isNaN(seen[i]))
                        .toArray();
        var model = new Model("Brownian motion");
        var z = model.random("z", normal(0, 1), shape(seen.length));
        var locs = model.deterministic("locs", cumsum(z, 0).times(data.number("INNOVATION_NOISE")));
        model.observe(
                "observed",
                normal(locs.get(constant(at)), data.number("OBSERVATION_NOISE")),
                Arrays.stream(at).mapToDouble(i -> seen[i]).toArray());
        return model;
    }
}
