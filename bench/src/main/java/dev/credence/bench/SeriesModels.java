package dev.credence.bench;

import static dev.credence.Credence.*;

import dev.credence.graph.Tensor;
import dev.credence.model.Model;

import java.util.Arrays;
import java.util.List;

/// The time series and hidden Markov models of posteriordb.
final class SeriesModels {
    private SeriesModels() {}

    static Model autoregression() {
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
        var mean = alpha.plus(constant(Columns.rows(lagged)).dot(beta));
        model.observe("y", normal(mean, sigma), Arrays.copyOfRange(y, lags, y.length));
        return model;
    }

    static Model arma() {
        var data = ReferenceData.load("arma");
        var y = constant(data.doubles("y"));
        int n = data.doubles("y").length;
        var model = new Model("arma");
        var mu = model.random("mu", normal(0, 10));
        var phi = model.random("phi", normal(0, 2));
        var theta = model.random("theta", normal(0, 2));
        var sigma = model.random("sigma", halfCauchy(2.5));
        var first = y.get(0).minus(mu.plus(phi.times(mu)));
        ScanStep step =
                (c, e) -> {
                    var mean = mu.plus(phi.times(e.get(0))).plus(theta.times(c.get(0)));
                    var error = e.get(1).minus(mean);
                    return Step.of(error).stacking(error);
                };
        var later = scan(step, List.of(first), List.of(y.slice(0, n - 1), y.slice(1, n)));
        var errors = concatenate(0, first.reshape(1), later.stacked());
        model.potential("y", sum(normal(constant(0.0), sigma).logp(errors)));
        return model;
    }

    /// The two coefficients and what is left of one are uniform on the simplex.
    static Model garch() {
        var data = ReferenceData.load("garch");
        var y = constant(data.doubles("y"));
        int n = data.doubles("y").length;
        var model = new Model("garch");
        var mu = model.random("mu", flat());
        var alpha0 = model.random("alpha0", halfFlat());
        var shares = model.random("shares", dirichlet(new double[] {1, 1, 1}));
        var alpha1 = model.deterministic("alpha1", shares.get(0));
        var beta1 = model.deterministic("beta1", shares.get(1));
        double first = data.number("sigma1");
        ScanStep step =
                (c, e) -> {
                    var shock = square(e.get(0).minus(mu));
                    var variance = alpha0.plus(alpha1.times(shock)).plus(beta1.times(c.get(0)));
                    return Step.of(variance).stacking(variance);
                };
        var variances =
                scan(step, List.of(constant(first * first)), List.of(y.slice(0, n - 1))).stacked();
        model.observe("y_first", normal(mu, first), data.doubles("y")[0]);
        model.observe(
                "y", normal(mu, sqrt(variances)), Arrays.copyOfRange(data.doubles("y"), 1, n));
        return model;
    }

    static Model hiddenMarkov() {
        var data = ReferenceData.load("hmm_example");
        var y = expandDims(constant(data.doubles("y")), 1);
        var model = new Model("hidden Markov");
        var transition =
                stack(
                        0,
                        model.random("theta1", dirichlet(new double[] {1, 1})),
                        model.random("theta2", dirichlet(new double[] {1, 1})));
        var mu = positiveOrdered(model, "mu", 3, 10);
        model.potential("y", forward(normal(mu, 1).logp(y), log(transition)));
        return model;
    }

    static Model drives() {
        var data = ReferenceData.load("bball_drive_event_0");
        var u = expandDims(constant(data.doubles("u")), 1);
        var v = expandDims(constant(data.doubles("v")), 1);
        var model = new Model("drives");
        var transition =
                stack(
                        0,
                        model.random("theta1", dirichlet(new double[] {4, 2})),
                        model.random("theta2", dirichlet(new double[] {2, 4})));
        var phi = positiveOrdered(model, "phi", 0, 3);
        var lambda = positiveOrdered(model, "lambda", 0, 3);
        var emission = exponential(phi).logp(u).plus(exponential(lambda).logp(v));
        model.potential("events", forward(emission, log(transition)));
        return model;
    }

    /// Two positive values in order with normal priors of these means and deviation 1, restricted
    /// but not normalised again.
    private static Tensor positiveOrdered(Model model, String name, double... means) {
        var steps = model.random(name + "_steps", halfFlat(), shape(2));
        var values = model.deterministic(name, cumsum(steps, 0));
        model.potential(name + "_prior", sum(normal(constant(means), 1).logp(values)));
        return values;
    }

    /// The log-density of observations whose hidden states are summed out; both first states have
    /// weight 1.
    private static Tensor forward(Tensor emission, Tensor logTransition) {
        int n = emission.type().shape().dims()[0];
        ScanStep step =
                (alpha, e) -> {
                    var paths = expandDims(alpha.get(0), 1).plus(logTransition);
                    return Step.of(logSumExp(paths, 0).plus(e.get(0)));
                };
        var last = scan(step, List.of(emission.get(0)), List.of(emission.slice(1, n))).carry();
        return logSumExp(last, 0);
    }
}
