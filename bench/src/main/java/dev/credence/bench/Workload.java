package dev.credence.bench;

import static dev.credence.Credence.*;

import dev.credence.bench.kernels.EightSchools;
import dev.credence.bench.kernels.EightSchoolsBlock;
import dev.credence.bench.kernels.GaussianProcess;
import dev.credence.bench.kernels.HiddenMarkovLogSpace;
import dev.credence.bench.kernels.HiddenMarkovScaled;
import dev.credence.bench.kernels.LogisticRegression;
import dev.credence.bench.kernels.LogisticRegressionBlock;
import dev.credence.bench.kernels.Normals;
import dev.credence.bench.kernels.ValueAndGradient;
import dev.credence.bench.kernels.VaryingSlopes;
import dev.credence.model.Model;
import dev.credence.model.ModelDensity;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The speed workloads: each a model as a user writes it, and the same density by hand.
///
/// @param chains how many chains a run of it has
/// @param model makes the model anew
/// @param forms what is compared of it with what
record Workload(String name, String title, int chains, Supplier<Model> model, List<Form> forms) {
    /// A form of a density, and the same by hand.
    ///
    /// @param note tells the forms of one workload apart
    /// @param chains how many positions are computed at once, laid out as
    ///   [ModelDensity.BlockEvaluator] wants them
    /// @param byHand makes the hand-written kernel, with the model's position; for several, its
    ///   value is their sum
    record Form(
            String note,
            int chains,
            UnaryOperator<ModelDensity> density,
            Supplier<ValueAndGradient> byHand) {
        private static Form ofOne(Supplier<ValueAndGradient> byHand) {
            return new Form("", 1, UnaryOperator.identity(), byHand);
        }

        private static Form ofBlock(int chains, Supplier<ValueAndGradient> byHand) {
            var note = ", a chain of %d".formatted(chains);
            return new Form(note, chains, UnaryOperator.identity(), byHand);
        }
    }

    private Workload(
            String name,
            String title,
            int chains,
            Supplier<Model> model,
            Supplier<ValueAndGradient> byHand) {
        this(name, title, chains, model, List.of(Form.ofOne(byHand)));
    }

    private static final int GROUPS = 85;
    private static final Map<String, Supplier<Workload>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("W1", Workload::eightSchools);
        BY_NAME.put("W2", Workload::normals);
        BY_NAME.put("W3", Workload::hiddenMarkov);
        BY_NAME.put("W4", Workload::logisticRegression);
        BY_NAME.put("W5", Workload::varyingSlopes);
        BY_NAME.put("W6", Workload::gaussianProcess);
    }

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /// The workload of that name, its data read.
    static Workload of(String name) {
        return BY_NAME.get(name).get();
    }

    private static Workload eightSchools() {
        var data = ReferenceData.workload("w1");
        double[] y = data.doubles("y");
        double[] sigma = data.doubles("sigma");
        return new Workload(
                "W1",
                "eight schools",
                4,
                () -> eightSchools(y, sigma),
                List.of(
                        Form.ofOne(() -> new EightSchools(y, sigma)),
                        Form.ofBlock(8, () -> new EightSchoolsBlock(y, sigma, 8))));
    }

    private static Workload normals() {
        return new Workload("W2", "50 normals", 4, Workload::normalsModel, Normals::new);
    }

    private static Workload hiddenMarkov() {
        double[][] y = ReferenceData.workload("w3").matrix("y");
        return new Workload(
                "W3",
                "hidden Markov",
                2,
                () -> hiddenMarkov(y),
                List.of(
                        new Form(
                                ", scaled",
                                1,
                                UnaryOperator.identity(),
                                () -> new HiddenMarkovScaled(y)),
                        new Form(
                                ", logs",
                                1,
                                ModelDensity::unconditional,
                                () -> new HiddenMarkovLogSpace(y))));
    }

    private static Workload logisticRegression() {
        var data = ReferenceData.workload("w4");
        double[][] x = data.matrix("X");
        int[] y = data.ints("y");
        double[] outcomes = Arrays.stream(y).asDoubleStream().toArray();
        return new Workload(
                "W4",
                "logistic",
                2,
                () -> logisticRegression(x, y),
                List.of(
                        Form.ofOne(() -> new LogisticRegression(x, outcomes)),
                        Form.ofBlock(
                                LogisticRegressionBlock.CHAINS,
                                () -> new LogisticRegressionBlock(x, outcomes))));
    }

    private static Workload varyingSlopes() {
        var data = ReferenceData.workload("w5");
        int[] group = Arrays.stream(data.ints("g")).map(g -> g - 1).toArray();
        double[] x = data.doubles("x");
        double[] y = data.doubles("y");
        return new Workload(
                "W5",
                "varying slopes",
                4,
                () -> varyingSlopes(group, x, y),
                () -> new VaryingSlopes(GROUPS, group, x, y));
    }

    private static Workload gaussianProcess() {
        var data = ReferenceData.workload("w6");
        double[] x = data.doubles("x");
        double[] y = data.doubles("y");
        return new Workload(
                "W6",
                "Gaussian process",
                2,
                () -> gaussianProcess(x, y),
                () -> new GaussianProcess(x, y));
    }

    private static Model eightSchools(double[] y, double[] sigma) {
        var model = new Model("eight schools");
        var mu = model.random("mu", normal(0, 5));
        var tau = model.random("tau", halfCauchy(5));
        var eta = model.random("eta", normal(0, 1), shape(8));
        var theta = mu.plus(tau.times(eta));
        model.observe("y", normal(theta, sigma), y);
        return model;
    }

    static Model normalsModel() {
        var model = new Model("50 normals");
        model.random("x", normal(0, 1), shape(50));
        return model;
    }

    static Model hiddenMarkov(double[][] y) {
        int times = y[0].length;
        var emissions = constant(y).transpose();
        var model = new Model("hidden Markov");
        var signal = model.random("emission_signal", normal(0, 1));
        var noise = model.random("emission_noise", halfNormal(1));
        var initial = model.random("p_initial_state", dirichlet(new double[] {1, 1, 1}));
        var transition =
                model.random("p_transition", dirichlet(new double[] {1, 1, 1}), shape(3, 3));
        var z = expandDims(emissions, 2).minus(signal.times(constant(1, 2, 3.0))).div(noise);
        var emission = z.times(z).times(-0.5).minus(log(noise)).minus(0.5 * Math.log(2 * Math.PI));
        var start = log(initial).plus(emission.get(0));
        ScanStep step =
                (alpha, e) -> {
                    var paths = expandDims(alpha.getFirst(), 2).plus(log(transition));
                    return Step.of(logSumExp(paths, 1).plus(e.getFirst()));
                };
        var alpha = scan(step, List.of(start), List.of(emission.slice(1, times))).carry();
        model.potential("log_likelihood", sum(logSumExp(alpha, 1)));
        return model;
    }

    private static Model logisticRegression(double[][] x, int[] y) {
        var model = new Model("logistic regression");
        var alpha = model.random("alpha", normal(0, 1));
        var beta = model.random("beta", normal(0, 1), shape(50));
        model.observe("y", bernoulliLogit(alpha.plus(constant(x).dot(beta))), y);
        return model;
    }

    private static Model varyingSlopes(int[] group, double[] x, double[] y) {
        var model = new Model("varying slopes");
        var muA = model.random("mu_a", normal(0, 5));
        var muB = model.random("mu_b", normal(0, 5));
        var sigmaA = model.random("sigma_a", exponential(1));
        var sigmaB = model.random("sigma_b", exponential(1));
        var sigmaY = model.random("sigma_y", exponential(1));
        var za = model.random("za", normal(0, 1), shape(GROUPS));
        var zb = model.random("zb", normal(0, 1), shape(GROUPS));
        var a = muA.plus(sigmaA.times(za));
        var b = muB.plus(sigmaB.times(zb));
        var g = constant(group);
        var mean = a.get(g).plus(b.get(g).times(constant(x)));
        model.observe("y", normal(mean, sigmaY), y);
        return model;
    }

    private static Model gaussianProcess(double[] x, double[] y) {
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
        model.observe("y", mvNormal(new double[n], cholesky(covariance)), y);
        return model;
    }
}
