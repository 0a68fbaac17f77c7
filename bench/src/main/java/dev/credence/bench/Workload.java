package dev.credence.bench;

import static dev.credence.Credence.*;

import dev.credence.bench.kernels.EightSchools;
import dev.credence.bench.kernels.GaussianProcess;
import dev.credence.bench.kernels.LogisticRegression;
import dev.credence.bench.kernels.Normals;
import dev.credence.bench.kernels.ValueAndGradient;
import dev.credence.bench.kernels.VaryingSlopes;
import dev.credence.model.Model;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// The speed workloads: each a model as a user writes it, and the same density by hand.
///
/// @param chains how many chains a run of it has
/// @param model makes the model anew
/// @param byHand makes the hand-written kernel, with the model's position
record Workload(
        String name,
        String title,
        int chains,
        Supplier<Model> model,
        Supplier<ValueAndGradient> byHand) {

    static List<Workload> all() {
        var w1 = ReferenceData.workload("w1");
        var w4 = ReferenceData.workload("w4");
        var w5 = ReferenceData.workload("w5");
        var w6 = ReferenceData.workload("w6");
        int[] group = Arrays.stream(w5.ints("g")).map(g -> g - 1).toArray();
        return List.of(
                new Workload(
                        "W1",
                        "eight schools",
                        4,
                        () -> eightSchools(w1),
                        () -> new EightSchools(w1.doubles("y"), w1.doubles("sigma"))),
                new Workload("W2", "50 normals", 4, Workload::normals, Normals::new),
                new Workload(
                        "W4",
                        "logistic regression",
                        2,
                        () -> logisticRegression(w4),
                        () -> new LogisticRegression(w4.matrix("X"), w4.doubles("y"))),
                new Workload(
                        "W5",
                        "varying slopes",
                        4,
                        () -> varyingSlopes(w5, group),
                        () -> new VaryingSlopes(85, group, w5.doubles("x"), w5.doubles("y"))),
                new Workload(
                        "W6",
                        "Gaussian process",
                        2,
                        () -> gaussianProcess(w6),
                        () -> new GaussianProcess(w6.doubles("x"), w6.doubles("y"))));
    }

    private static Model eightSchools(ReferenceData data) {
        var model = new Model("eight schools");
        var mu = model.random("mu", normal(0, 5));
        var tau = model.random("tau", halfCauchy(5));
        var eta = model.random("eta", normal(0, 1), shape(8));
        var theta = mu.plus(tau.times(eta));
        model.observe("y", normal(theta, data.doubles("sigma")), data.doubles("y"));
        return model;
    }

    private static Model normals() {
        var model = new Model("50 normals");
        model.random("x", normal(0, 1), shape(50));
        return model;
    }

    private static Model logisticRegression(ReferenceData data) {
        var model = new Model("logistic regression");
        var alpha = model.random("alpha", normal(0, 1));
        var beta = model.random("beta", normal(0, 1), shape(50));
        var x = constant(data.matrix("X"));
        model.observe("y", bernoulliLogit(alpha.plus(x.dot(beta))), data.ints("y"));
        return model;
    }

    private static Model varyingSlopes(ReferenceData data, int[] group) {
        var model = new Model("varying slopes");
        var muA = model.random("mu_a", normal(0, 5));
        var muB = model.random("mu_b", normal(0, 5));
        var sigmaA = model.random("sigma_a", exponential(1));
        var sigmaB = model.random("sigma_b", exponential(1));
        var sigmaY = model.random("sigma_y", exponential(1));
        var za = model.random("za", normal(0, 1), shape(85));
        var zb = model.random("zb", normal(0, 1), shape(85));
        var a = muA.plus(sigmaA.times(za));
        var b = muB.plus(sigmaB.times(zb));
        var g = constant(group);
        var mean = a.get(g).plus(b.get(g).times(constant(data.doubles("x"))));
        model.observe("y", normal(mean, sigmaY), data.doubles("y"));
        return model;
    }

    private static Model gaussianProcess(ReferenceData data) {
        double[] x = data.doubles("x");
        int n = x.length;
        var squares = new double[n][n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) squares[i][j] = (x[i] - x[j]) * (x[i] - x[j]);
        var ones = new double[n];
        Arrays.fill(ones, 1);

        var model = new Model("Gaussian process");
        var rho = model.random("rho", inverseGamma(5, 5));
        var alpha = model.random("alpha", halfNormal(1));
        var sigma = model.random("sigma", halfNormal(1));
        var signal =
                square(alpha).times(exp(constant(squares).unaryMinus().div(square(rho).times(2))));
        var covariance = signal.plus(diagonalMatrix(square(sigma).times(constant(ones))));
        model.observe("y", mvNormal(new double[n], cholesky(covariance)), data.doubles("y"));
        return model;
    }
}
