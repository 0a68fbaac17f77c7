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
        models.put("earnings-logearn_interaction", ReferenceModels::logEarnInteraction);
        models.put("earnings-log10earn_height", ReferenceModels::log10EarnHeight);
        models.put("earnings-logearn_logheight_male", ReferenceModels::logEarnLogHeight);
        models.put("kidiq-kidscore_momiq", ReferenceModels::kidScoreMomIq);
        models.put("kidiq-kidscore_interaction", ReferenceModels::kidScoreInteraction);
        models.put(
                "kidiq_with_mom_work-kidscore_interaction_z",
                ReferenceModels::kidScoreInteractionZ);
        models.put("mesquite-mesquite", ReferenceModels::mesquite);
        models.put("mesquite-logmesquite_logvas", ReferenceModels::logMesquite);
        models.put("nes1976-nes", () -> nes("nes1976"));
        models.put("nes1996-nes", () -> nes("nes1996"));
        models.put("sblrc-blr", ReferenceModels::sblrc);
        models.put("kilpisjarvi_mod-kilpisjarvi", ReferenceModels::kilpisjarvi);
        models.put("arK-arK", ReferenceModels::autoregression);
        models.put("gp_pois_regr-gp_regr", ReferenceModels::gpRegression);
        models.put("gp_pois_regr-gp_pois_regr", ReferenceModels::gpPoisson);
        models.put("low_dim_gauss_mix-low_dim_gauss_mix", ReferenceModels::mixture);
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

    /// Normal linear regression with flat coefficients.
    private static Model regression(Model model, Tensor sigma, double[] y, double[]... columns) {
        var beta = model.random("beta", flat(), shape(columns.length));
        model.observe("y", normal(constant(rows(columns)).dot(beta), sigma), y);
        return model;
    }

    private static Model flatRegression(double[] y, double[]... columns) {
        var model = new Model("linear regression");
        return regression(model, model.random("sigma", halfFlat()), y, columns);
    }

    private static Model logEarnInteraction() {
        var data = ReferenceData.load("earnings");
        double[] height = data.doubles("height");
        double[] male = data.doubles("male");
        return flatRegression(
                logs(data.doubles("earn")), ones(height), height, male, product(height, male));
    }

    private static Model log10EarnHeight() {
        var data = ReferenceData.load("earnings");
        double[] height = data.doubles("height");
        return flatRegression(
                Arrays.stream(data.doubles("earn")).map(Math::log10).toArray(),
                ones(height),
                height);
    }

    private static Model logEarnLogHeight() {
        var data = ReferenceData.load("earnings");
        double[] height = logs(data.doubles("height"));
        return flatRegression(
                logs(data.doubles("earn")), ones(height), height, data.doubles("male"));
    }

    private static Model kidScoreMomIq() {
        var data = ReferenceData.load("kidiq");
        double[] iq = data.doubles("mom_iq");
        var model = new Model("kid score");
        return regression(
                model,
                model.random("sigma", halfCauchy(2.5)),
                data.doubles("kid_score"),
                ones(iq),
                iq);
    }

    private static Model kidScoreInteraction() {
        var data = ReferenceData.load("kidiq");
        double[] iq = data.doubles("mom_iq");
        double[] hs = data.doubles("mom_hs");
        var model = new Model("kid score with interaction");
        var sigma = model.random("sigma", halfCauchy(2.5));
        return regression(
                model, sigma, data.doubles("kid_score"), ones(iq), hs, iq, product(hs, iq));
    }

    private static Model kidScoreInteractionZ() {
        var data = ReferenceData.load("kidiq_with_mom_work");
        double[] hs = halved(data.doubles("mom_hs"));
        double[] iq = halved(data.doubles("mom_iq"));
        return flatRegression(data.doubles("kid_score"), ones(hs), hs, iq, product(hs, iq));
    }

    private static Model mesquite() {
        var data = ReferenceData.load("mesquite");
        double[] y = data.doubles("weight");
        return flatRegression(
                y,
                ones(y),
                data.doubles("diam1"),
                data.doubles("diam2"),
                data.doubles("canopy_height"),
                data.doubles("total_height"),
                data.doubles("density"),
                data.doubles("group"));
    }

    private static Model logMesquite() {
        var data = ReferenceData.load("mesquite");
        double[] y = logs(data.doubles("weight"));
        double[] d1 = logs(data.doubles("diam1"));
        double[] d2 = logs(data.doubles("diam2"));
        double[] h = logs(data.doubles("canopy_height"));
        double[] volume = new double[y.length];
        double[] area = new double[y.length];
        double[] form = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            volume[i] = d1[i] + d2[i] + h[i];
            area[i] = d1[i] + d2[i];
            form[i] = d1[i] - d2[i];
        }
        return flatRegression(
                y,
                ones(y),
                volume,
                area,
                form,
                logs(data.doubles("total_height")),
                logs(data.doubles("density")),
                data.doubles("group"));
    }

    private static Model nes(String year) {
        var data = ReferenceData.load(year);
        double[] age = data.doubles("age_discrete");
        return flatRegression(
                data.doubles("partyid7"),
                ones(age),
                data.doubles("real_ideo"),
                data.doubles("race_adj"),
                indicator(age, 2),
                indicator(age, 3),
                indicator(age, 4),
                data.doubles("educ1"),
                data.doubles("gender"),
                data.doubles("income"));
    }

    private static Model sblrc() {
        var data = ReferenceData.load("sblrc");
        var model = new Model("blr");
        var beta = model.random("beta", normal(0, 10), shape(5));
        var sigma = model.random("sigma", halfNormal(10));
        model.observe("y", normal(constant(data.matrix("X")).dot(beta), sigma), data.doubles("y"));
        return model;
    }

    private static Model kilpisjarvi() {
        var data = ReferenceData.load("kilpisjarvi_mod");
        var model = new Model("kilpisjarvi");
        var alpha = model.random("alpha", normal(data.number("pmualpha"), data.number("psalpha")));
        var beta = model.random("beta", normal(data.number("pmubeta"), data.number("psbeta")));
        var sigma = model.random("sigma", halfFlat());
        var x = constant(data.doubles("x"));
        model.observe("y", normal(alpha.plus(beta.times(x)), sigma), data.doubles("y"));
        return model;
    }

    private static Model autoregression() {
        var data = ReferenceData.load("arK");
        double[] y = data.doubles("y");
        int lags = 5;
        var model = new Model("autoregression");
        var alpha = model.random("alpha", normal(0, 10));
        var beta = model.random("beta", normal(0, 10), shape(lags));
        var sigma = model.random("sigma", halfCauchy(2.5));
        var lagged = new double[lags][];
        for (int k = 1; k <= lags; k++)
            lagged[k - 1] = Arrays.copyOfRange(y, lags - k, y.length - k);
        var mean = alpha.plus(constant(rows(lagged)).dot(beta));
        model.observe("y", normal(mean, sigma), Arrays.copyOfRange(y, lags, y.length));
        return model;
    }

    private static Model gpRegression() {
        var data = ReferenceData.load("gp_pois_regr");
        var model = new Model("gaussian process");
        var rho = model.random("rho", gamma(25, 4));
        var alpha = model.random("alpha", halfNormal(2));
        var sigma = model.random("sigma", halfNormal(1));
        double[] x = data.doubles("x");
        var noise = diagonalMatrix(sigma.times(constant(ones(x))));
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

    private static double[] ones(double[] like) {
        var ones = new double[like.length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] logs(double[] x) {
        return Arrays.stream(x).map(Math::log).toArray();
    }

    private static double[] product(double[] x, double[] y) {
        var product = new double[x.length];
        for (int i = 0; i < x.length; i++) product[i] = x[i] * y[i];
        return product;
    }

    private static double[] indicator(double[] x, double code) {
        return Arrays.stream(x).map(v -> v == code ? 1 : 0).toArray();
    }

    /// Centred, and divided by two standard deviations.
    private static double[] halved(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        double sd =
                Math.sqrt(
                        Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1));
        return Arrays.stream(x).map(v -> (v - mean) / (2 * sd)).toArray();
    }

    private static double[][] rows(double[]... columns) {
        var rows = new double[columns[0].length][columns.length];
        for (int i = 0; i < rows.length; i++)
            for (int j = 0; j < columns.length; j++) rows[i][j] = columns[j][i];
        return rows;
    }
}
