package dev.credence.model;

import static dev.credence.model.Distributions.*;

import dev.credence.array.NdArray;
import dev.credence.graph.Tensor;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// Models of posteriordb as users would write them, and values of their unknowns.
final class ReferencePosteriors {
    private ReferencePosteriors() {}

    static JsonNode read(String name) {
        try (InputStream in =
                ReferencePosteriors.class.getResourceAsStream(
                        "posteriordb/%s.json".formatted(name))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] doubles(JsonNode node) {
        return IntStream.range(0, node.size()).mapToDouble(i -> node.get(i).asDouble()).toArray();
    }

    private static double[][] rows(double[]... columns) {
        var rows = new double[columns[0].length][columns.length];
        for (int i = 0; i < rows.length; i++)
            for (int j = 0; j < columns.length; j++) rows[i][j] = columns[j][i];
        return rows;
    }

    private static double[] ones(int n) {
        var ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    static Model model(String name) {
        var data = read(name.substring(0, name.indexOf('-')));
        return switch (name) {
            case "eight_schools-eight_schools_noncentered" -> eightSchools(data, false);
            case "eight_schools-eight_schools_centered" -> eightSchools(data, true);
            case "kidiq-kidscore_momiq" -> {
                double[] iq = doubles(data.get("mom_iq"));
                yield regression(
                        flat(),
                        halfCauchy(2.5),
                        rows(ones(iq.length), iq),
                        doubles(data.get("kid_score")));
            }
            case "mesquite-mesquite" -> mesquite(data);
            case "sblrc-blr" -> {
                var x = new double[data.get("X").size()][];
                for (int i = 0; i < x.length; i++) x[i] = doubles(data.get("X").get(i));
                yield regression(normal(0, 10), halfNormal(10), x, doubles(data.get("y")));
            }
            case "gp_pois_regr-gp_regr" -> gaussianProcess(data);
            case "gp_pois_regr-gp_pois_regr" -> poissonProcess(data);
            case "low_dim_gauss_mix-low_dim_gauss_mix" -> mixture(data);
            case "hmm_example-hmm_example" -> hiddenMarkov(data);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Model eightSchools(JsonNode data, boolean centred) {
        var model = new Model("eight schools");
        double[] sigma = doubles(data.get("sigma"));
        if (centred) {
            var mu = model.random("mu", normal(0, 5));
            var tau = model.random("tau", halfCauchy(5));
            var theta = model.random("theta", normal(mu, tau), shape(8));
            model.observe("y", normal(theta, sigma), doubles(data.get("y")));
            return model;
        }
        var t = model.random("t", normal(0, 1), shape(8));
        var mu = model.random("mu", normal(0, 5));
        var tau = model.random("tau", halfCauchy(5));
        var theta = model.deterministic("theta", mu.plus(tau.times(t)));
        model.observe("y", normal(theta, sigma), doubles(data.get("y")));
        return model;
    }

    private static Model regression(
            Distribution beta, Distribution sigma, double[][] x, double[] y) {
        var model = new Model("regression");
        var b = model.random("beta", beta, shape(x[0].length));
        var s = model.random("sigma", sigma);
        model.observe("y", normal(constant(x).dot(b), s), y);
        return model;
    }

    private static Model mesquite(JsonNode data) {
        var columns = new double[7][];
        columns[0] = ones(46);
        int i = 1;
        for (var name :
                new String[] {
                    "diam1", "diam2", "canopy_height", "total_height", "density", "group"
                }) columns[i++] = doubles(data.get(name));
        return regression(flat(), halfFlat(), rows(columns), doubles(data.get("weight")));
    }

    private static Tensor covariance(Tensor rho, Tensor alpha, double[] x, Tensor diagonal) {
        var apart = expandDims(constant(x), 1).minus(constant(x));
        var kernel = exp(square(apart).div(square(rho).times(2)).unaryMinus()).times(square(alpha));
        return kernel.plus(diagonalMatrix(constant(ones(x.length)).times(diagonal)));
    }

    private static Model gaussianProcess(JsonNode data) {
        var model = new Model("Gaussian process");
        var rho = model.random("rho", gamma(25, 4));
        var alpha = model.random("alpha", halfNormal(2));
        var sigma = model.random("sigma", halfNormal(1));
        var c = covariance(rho, alpha, doubles(data.get("x")), sigma);
        model.observe("y", mvNormal(new double[11], cholesky(c)), doubles(data.get("y")));
        return model;
    }

    private static Model poissonProcess(JsonNode data) {
        var model = new Model("Poisson regression on a Gaussian process");
        var rho = model.random("rho", gamma(25, 4));
        var alpha = model.random("alpha", halfNormal(2));
        var g = model.random("g", normal(0, 1), shape(11));
        var c = covariance(rho, alpha, doubles(data.get("x")), constant(1e-10));
        var f = model.deterministic("f", cholesky(c).dot(g));
        int[] k = Arrays.stream(doubles(data.get("k"))).mapToInt(v -> (int) v).toArray();
        model.observe("k", poisson(exp(f)), k);
        return model;
    }

    private static Model mixture(JsonNode data) {
        var model = new Model("mixture");
        var mu = model.random("mu", normal(0, 2).ordered(), shape(2));
        var sigma = model.random("sigma", halfNormal(2), shape(2));
        var theta = model.random("theta", beta(5, 5));
        var y = expandDims(constant(doubles(data.get("y"))), 1);
        var weights = log(stack(theta, theta.unaryMinus().plus(1)));
        model.potential("y", logSumExp(normal(mu, sigma).logp(y).plus(weights), 1));
        return model;
    }

    /// The forward algorithm, step by step.
    private static Model hiddenMarkov(JsonNode data) {
        var model = new Model("hidden Markov");
        var theta1 = model.random("theta1", dirichlet(new double[] {1, 1}));
        var theta2 = model.random("theta2", dirichlet(new double[] {1, 1}));
        var mu =
                model.random(
                        "mu",
                        normal(new double[] {3, 10}, 1).restrictedTo(Support.POSITIVE_ORDERED));
        double[] y = doubles(data.get("y"));
        var emission = normal(mu, 1).logp(expandDims(constant(y), 1));
        var transition = log(stack(theta1, theta2));
        var forward = emission.get(0);
        for (int t = 1; t < y.length; t++) {
            forward = logSumExp(expandDims(forward, 1).plus(transition), 0).plus(emission.get(t));
        }
        model.potential("y", logSumExp(forward));
        return model;
    }

    /// The free variables' values from a flat list with names such as `beta[2]`.
    static Map<String, NdArray> values(JsonNode names, JsonNode numbers) {
        var byName = new LinkedHashMap<String, double[]>();
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i).asString().replaceAll("\\[.*", "");
            double[] old = byName.getOrDefault(name, new double[0]);
            var longer = Arrays.copyOf(old, old.length + 1);
            longer[old.length] = numbers.get(i).asDouble();
            byName.put(name, longer);
        }
        var values = new LinkedHashMap<String, NdArray>();
        byName.forEach((name, x) -> {
            boolean scalar =
                    IntStream.range(0, names.size())
                            .anyMatch(i -> names.get(i).asString().equals(name));
            if (name.matches("theta[12]")) values.put(name, NdArray.of(x[0], 1 - x[0]));
            else values.put(name, scalar ? NdArray.scalar(x[0]) : NdArray.of(x));
        });
        return values;
    }
}
