package dev.credence.bench;

import static dev.credence.Credence.*;

import dev.credence.graph.Tensor;
import dev.credence.model.Model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The models of the reference posteriors, written as a user would write them; variables are named
/// as in the references.
final class ReferenceModels {
    private ReferenceModels() {}

    /// Models by the name of their posterior.
    static Map<String, Supplier<Model>> all() {
        var models = new LinkedHashMap<String, Supplier<Model>>();
        models.put("eight_schools-eight_schools_noncentered", () -> eightSchools(false));
        models.put("eight_schools-eight_schools_centered", () -> eightSchools(true));
        models.put("earnings-logearn_interaction", RegressionModels::logEarnInteraction);
        models.put("earnings-log10earn_height", RegressionModels::log10EarnHeight);
        models.put("earnings-logearn_logheight_male", RegressionModels::logEarnLogHeight);
        models.put("kidiq-kidscore_momiq", RegressionModels::kidScoreMomIq);
        models.put("kidiq-kidscore_interaction", RegressionModels::kidScoreInteraction);
        models.put(
                "kidiq_with_mom_work-kidscore_interaction_z",
                RegressionModels::kidScoreInteractionZ);
        models.put("mesquite-mesquite", RegressionModels::mesquite);
        models.put("mesquite-logmesquite_logvas", RegressionModels::logMesquite);
        models.put("nes1976-nes", () -> RegressionModels.nes("nes1976"));
        models.put("nes1996-nes", () -> RegressionModels.nes("nes1996"));
        models.put("sblrc-blr", RegressionModels::sblrc);
        models.put("kilpisjarvi_mod-kilpisjarvi", RegressionModels::kilpisjarvi);
        models.put("arK-arK", SeriesModels::autoregression);
        models.put("gp_pois_regr-gp_regr", ReferenceModels::gpRegression);
        models.put("gp_pois_regr-gp_pois_regr", ReferenceModels::gpPoisson);
        models.put("low_dim_gauss_mix-low_dim_gauss_mix", ReferenceModels::mixture);
        models.put("diamonds-diamonds", RegressionModels::diamonds);
        models.put("arma-arma11", SeriesModels::arma);
        models.put("garch-garch11", SeriesModels::garch);
        models.put("hmm_example-hmm_example", SeriesModels::hiddenMarkov);
        models.put("bball_drive_event_0-hmm_drive_0", SeriesModels::drives);
        models.putAll(GymModels.all());
        return models;
    }

    private static Model eightSchools(boolean centred) {
        var data = ReferenceData.load("eight_schools");
        var model = new Model("eight schools");
        var mu = model.random("mu", normal(0, 5));
        var tau = model.random("tau", halfCauchy(5));
        Tensor theta;
        if (centred) {
            theta = model.random("theta", normal(mu, tau), shape(8));
        } else {
            var t = model.random("t", normal(0, 1), shape(8));
            theta = model.deterministic("theta", mu.plus(tau.times(t)));
        }
        model.observe("y", normal(theta, data.doubles("sigma")), data.doubles("y"));
        return model;
    }

    private static Model gpRegression() {
        var data = ReferenceData.load("gp_pois_regr");
        var model = new Model("gaussian process");
        var rho = model.random("rho", gamma(25, 4));
        var alpha = model.random("alpha", halfNormal(2));
        var sigma = model.random("sigma", halfNormal(1));
        double[] x = data.doubles("x");
        var noise = diagonalMatrix(sigma.times(constant(Columns.ones(x))));
        var covariance = exponentiatedQuadratic(x, alpha, rho).plus(noise);
        model.observe(
                "y",
                mvNormal(constant(new double[x.length]), cholesky(covariance)),
                data.doubles("y"));
        return model;
    }

    private static Model gpPoisson() {
        var data = ReferenceData.load("gp_pois_regr");
        var model = new Model("gaussian process, counts");
        var rho = model.random("rho", gamma(25, 4));
        var alpha = model.random("alpha", halfNormal(2));
        double[] x = data.doubles("x");
        var g = model.random("g", normal(0, 1), shape(x.length));
        var jitter = diagonalMatrix(constant(Arrays.stream(x).map(v -> 1e-10).toArray()));
        var f =
                model.deterministic(
                        "f", cholesky(exponentiatedQuadratic(x, alpha, rho).plus(jitter)).dot(g));
        model.observe("k", poisson(exp(f)), data.ints("k"));
        return model;
    }

    private static Model mixture() {
        var data = ReferenceData.load("low_dim_gauss_mix");
        var model = new Model("mixture");
        var mu = model.random("mu", normal(0, 2).ordered(), shape(2));
        var sigma = model.random("sigma", halfNormal(2), shape(2));
        var theta = model.random("theta", beta(5, 5));
        var y = constant(data.doubles("y"));
        var low = log(theta).plus(normal(mu.get(0), sigma.get(0)).logp(y));
        var high = log1p(theta.unaryMinus()).plus(normal(mu.get(1), sigma.get(1)).logp(y));
        model.potential("y", sum(logAddExp(low, high)));
        return model;
    }

    private static Tensor exponentiatedQuadratic(double[] x, Tensor alpha, Tensor rho) {
        var squares = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++)
            for (int j = 0; j < x.length; j++) squares[i][j] = (x[i] - x[j]) * (x[i] - x[j]);
        return square(alpha).times(exp(constant(squares).div(square(rho).times(-2))));
    }
}
