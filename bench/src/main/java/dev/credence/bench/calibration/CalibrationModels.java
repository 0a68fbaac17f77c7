package dev.credence.bench.calibration;

import static dev.credence.Credence.*;

import dev.credence.graph.Tensor;
import dev.credence.model.Model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/// Models of ten families and more, each with one observed variable `y` whose values are the data
/// `seen`, so that simulated data can be put in without another compilation.
final class CalibrationModels {
    private CalibrationModels() {}

    static Map<String, Supplier<Model>> all() {
        var models = new LinkedHashMap<String, Supplier<Model>>();
        models.put("normal", CalibrationModels::normalSample);
        models.put("linear-regression", CalibrationModels::linear);
        models.put("logistic-regression", CalibrationModels::logistic);
        models.put("poisson-regression", CalibrationModels::counts);
        models.put("negative-binomial", CalibrationModels::dispersed);
        models.put("robust-regression", CalibrationModels::robust);
        models.put("varying-intercepts", CalibrationModels::groups);
        models.put("gaussian-process", CalibrationModels::process);
        models.put("stochastic-volatility", CalibrationModels::volatility);
        models.put("mixture", CalibrationModels::mixtureOfTwo);
        models.put("multinomial", CalibrationModels::shares);
        models.put("censored-survival", CalibrationModels::survival);
        return models;
    }

    private static Model normalSample() {
        var model = new Model("normal");
        var mu = model.random("mu", normal(0, 5));
        var sigma = model.random("sigma", halfNormal(3));
        model.observe("y", normal(mu, sigma), seen(model, 20));
        return model;
    }

    private static Model linear() {
        var model = new Model("linear regression");
        var beta = model.random("beta", normal(0, 2), shape(4));
        var sigma = model.random("sigma", halfNormal(2));
        model.observe("y", normal(regressors(40, 4).dot(beta), sigma), seen(model, 40));
        return model;
    }

    private static Model logistic() {
        var model = new Model("logistic regression");
        var beta = model.random("beta", normal(0, 1.5), shape(4));
        model.observe("y", bernoulliLogit(regressors(60, 4).dot(beta)), seenCounts(model, 60));
        return model;
    }

    private static Model counts() {
        var model = new Model("Poisson regression");
        var beta = model.random("beta", normal(0, 0.7), shape(3));
        model.observe("y", poisson(exp(regressors(40, 3).dot(beta))), seenCounts(model, 40));
        return model;
    }

    private static Model dispersed() {
        var model = new Model("negative binomial");
        var mu = model.random("mu", gamma(3, 0.5));
        var alpha = model.random("alpha", gamma(3, 1));
        model.observe("y", negativeBinomial(mu, alpha), seenCounts(model, 40));
        return model;
    }

    private static Model robust() {
        var model = new Model("robust regression");
        var beta = model.random("beta", normal(0, 2), shape(2));
        var sigma = model.random("sigma", halfNormal(2));
        var nu = model.random("nu", gamma(4, 0.5));
        model.observe("y", studentT(nu, regressors(40, 2).dot(beta), sigma), seen(model, 40));
        return model;
    }

    private static Model groups() {
        int n = 48;
        var group = new int[n];
        for (int i = 0; i < n; i++) group[i] = i % 8;
        var model = new Model("varying intercepts");
        var mu = model.random("mu", normal(0, 2));
        var tau = model.random("tau", halfNormal(1.5));
        var z = model.random("z", normal(0, 1), shape(8));
        var sigma = model.random("sigma", halfNormal(1));
        var effect = model.deterministic("effect", mu.plus(tau.times(z)));
        model.observe("y", normal(effect.get(constant(group)), sigma), seen(model, n));
        return model;
    }

    private static Model process() {
        int n = 15;
        var model = new Model("Gaussian process");
        var rho = model.random("rho", inverseGamma(5, 5));
        var alpha = model.random("alpha", halfNormal(2));
        var sigma = model.random("sigma", halfNormal(1));
        var squares = new double[n][n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) squares[i][j] = 0.16 * (i - j) * (i - j);
        var covariance = square(alpha).times(exp(constant(squares).div(square(rho).times(-2))));
        var noise = diagonalMatrix(broadcastTo(square(sigma).plus(1e-9), n));
        model.observe(
                "y",
                mvNormal(constant(new double[n]), cholesky(covariance.plus(noise))),
                seen(model, n));
        return model;
    }

    /// Log-variances are an autoregression of first order that starts in its stationary state.
    private static Model volatility() {
        int n = 50;
        var model = new Model("stochastic volatility");
        var persistence = model.random("persistence", beta(20, 2));
        var scale = model.random("scale", halfNormal(0.5));
        var mean = model.random("mean", normal(0, 1));
        var z = model.random("z", normal(0, 1), shape(n));
        var first = z.get(0).div(sqrt(square(persistence).times(-1).plus(1)));
        ScanStep step =
                (c, e) -> {
                    var next = persistence.times(c.get(0)).plus(e.get(0));
                    return Step.of(next).stacking(next);
                };
        var later = scan(step, List.of(first), List.of(z.slice(1, n))).stacked();
        var h = mean.plus(scale.times(concatenate(0, first.reshape(1), later)));
        model.observe("y", normal(0, exp(h.times(0.5))), seen(model, n));
        return model;
    }

    private static Model mixtureOfTwo() {
        var model = new Model("mixture");
        var mu = model.random("mu", normal(constant(-2, 2.0), 1));
        var sigma = model.random("sigma", halfNormal(1), shape(2));
        var w = model.random("w", dirichlet(new double[] {4, 4}));
        model.observe("y", normalMixture(w, mu, sigma), seen(model, 40));
        return model;
    }

    private static Model shares() {
        var model = new Model("multinomial");
        var p = model.random("p", dirichlet(new double[] {1, 2, 0.7, 1.5}));
        var data = model.data("seen", new int[] {10, 10, 10, 10});
        model.observe("y", multinomial(40, p), data);
        return model;
    }

    private static Model survival() {
        var model = new Model("censored survival");
        var shape = model.random("shape", gamma(6, 4));
        var scale = model.random("scale", logNormal(0, 0.7));
        model.observe("y", censored(weibull(shape, scale), 0, 1.5), seen(model, 40));
        return model;
    }

    /// A column of ones and columns of standard normal numbers, always the same.
    private static Tensor regressors(int rows, int columns) {
        var random = new Random(rows * 31L + columns);
        var x = new double[rows][columns];
        for (var row : x) {
            for (int j = 1; j < columns; j++) row[j] = random.nextGaussian();
            row[0] = 1;
        }
        return constant(x);
    }

    private static Tensor seen(Model model, int n) {
        var values = new double[n];
        Arrays.fill(values, 1);
        return model.data("seen", values);
    }

    private static Tensor seenCounts(Model model, int n) {
        return model.data("seen", new int[n]);
    }
}
