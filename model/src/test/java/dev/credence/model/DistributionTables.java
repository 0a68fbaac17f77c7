package dev.credence.model;

import dev.credence.array.NdArray;
import dev.credence.graph.Constant;
import dev.credence.graph.Tensor;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The reference values of `distributions.json` as Java values.
final class DistributionTables {
    private DistributionTables() {}

    /// One set of parameters with its points; arrays where the family is multivariate.
    record Case(
            String name,
            Map<String, NdArray> parameters,
            double mean,
            double variance,
            List<Point> points) {
        Distribution distribution(Function<String, Tensor> parameter) {
            return StructuredTables.distribution(this, parameter)
                    .orElseGet(() -> DistributionTables.distribution(name, parameter));
        }

        Distribution distribution() {
            return distribution(p -> new Constant(parameters.get(p)));
        }

        @Override
        public String toString() {
            return name + parameters;
        }
    }

    /// A value with what is known there; NaN where a number is not given.
    record Point(
            NdArray x, double logp, double logcdf, NdArray dx, Map<String, NdArray> dparameters) {}

    static Distribution distribution(String name, Function<String, Tensor> p) {
        return switch (name) {
            case "Normal" -> new Normal(p.apply("mu"), p.apply("sigma"));
            case "HalfNormal" -> new HalfNormal(p.apply("sigma"));
            case "Cauchy" -> new Cauchy(p.apply("alpha"), p.apply("beta"));
            case "HalfCauchy" -> new HalfCauchy(p.apply("beta"));
            case "StudentT" -> new StudentT(p.apply("nu"), p.apply("mu"), p.apply("sigma"));
            case "HalfStudentT" -> new HalfStudentT(p.apply("nu"), p.apply("sigma"));
            case "LogNormal" -> new LogNormal(p.apply("mu"), p.apply("sigma"));
            case "Exponential" -> new Exponential(p.apply("lam"));
            case "Gamma" -> new Gamma(p.apply("alpha"), p.apply("beta"));
            case "InverseGamma" -> new InverseGamma(p.apply("alpha"), p.apply("beta"));
            case "Beta" -> new Beta(p.apply("alpha"), p.apply("beta"));
            case "Uniform" -> new Uniform(p.apply("lower"), p.apply("upper"));
            case "Laplace" -> new Laplace(p.apply("mu"), p.apply("b"));
            case "Logistic" -> new Logistic(p.apply("mu"), p.apply("s"));
            case "AsymmetricLaplace" ->
                    new AsymmetricLaplace(p.apply("b"), p.apply("kappa"), p.apply("mu"));
            case "ChiSquared" -> new ChiSquared(p.apply("nu"));
            case "ExGaussian" -> new ExGaussian(p.apply("mu"), p.apply("sigma"), p.apply("nu"));
            case "Gumbel" -> new Gumbel(p.apply("mu"), p.apply("beta"));
            case "Kumaraswamy" -> new Kumaraswamy(p.apply("a"), p.apply("b"));
            case "LogitNormal" -> new LogitNormal(p.apply("mu"), p.apply("sigma"));
            case "Moyal" -> new Moyal(p.apply("mu"), p.apply("sigma"));
            case "Pareto" -> new Pareto(p.apply("alpha"), p.apply("m"));
            case "SkewNormal" -> new SkewNormal(p.apply("mu"), p.apply("sigma"), p.apply("alpha"));
            case "SkewStudentT" ->
                    new SkewStudentT(p.apply("a"), p.apply("b"), p.apply("mu"), p.apply("sigma"));
            case "PolyaGamma" -> new PolyaGamma(p.apply("h"), p.apply("z"));
            case "Triangular" -> new Triangular(p.apply("lower"), p.apply("c"), p.apply("upper"));
            case "TruncatedNormal" ->
                    new TruncatedNormal(
                            p.apply("mu"), p.apply("sigma"), p.apply("lower"), p.apply("upper"));
            case "Wald" -> new Wald(p.apply("mu"), p.apply("lam"), p.apply("alpha"));
            case "Weibull" -> new Weibull(p.apply("alpha"), p.apply("beta"));
            case "Bernoulli" -> new Bernoulli(p.apply("p"));
            case "Binomial" -> new Binomial(p.apply("n"), p.apply("p"));
            case "Poisson" -> new Poisson(p.apply("mu"));
            case "NegativeBinomial" -> new NegativeBinomial(p.apply("mu"), p.apply("alpha"));
            case "DiscreteUniform" -> new DiscreteUniform(p.apply("lower"), p.apply("upper"));
            case "BetaBinomial" ->
                    new BetaBinomial(p.apply("n"), p.apply("alpha"), p.apply("beta"));
            case "DiscreteWeibull" -> new DiscreteWeibull(p.apply("q"), p.apply("beta"));
            case "Geometric" -> new Geometric(p.apply("p"));
            case "OrderedLogistic" -> new OrderedLogistic(p.apply("eta"), p.apply("cutpoints"));
            case "OrderedProbit" ->
                    new OrderedProbit(p.apply("eta"), p.apply("sigma"), p.apply("cutpoints"));
            case "ZeroInflatedPoisson" ->
                    new ZeroInflated(p.apply("psi"), distribution("Poisson", p));
            case "ZeroInflatedBinomial" ->
                    new ZeroInflated(p.apply("psi"), distribution("Binomial", p));
            case "ZeroInflatedNegativeBinomial" ->
                    new ZeroInflated(p.apply("psi"), distribution("NegativeBinomial", p));
            case "HurdlePoisson" -> new Hurdle(p.apply("psi"), distribution("Poisson", p));
            case "HurdleNegativeBinomial" ->
                    new Hurdle(p.apply("psi"), distribution("NegativeBinomial", p));
            case "HurdleGamma" -> new Hurdle(p.apply("psi"), distribution("Gamma", p));
            case "HurdleLogNormal" -> new Hurdle(p.apply("psi"), distribution("LogNormal", p));
            case "Categorical" -> new Categorical(p.apply("p"));
            case "Dirichlet" -> new Dirichlet(p.apply("a"));
            case "MvNormal_chol" -> new MvNormal(p.apply("mu"), p.apply("chol"));
            case "NegativeBinomial_np" ->
                    Distributions.negativeBinomialNP(p.apply("n"), p.apply("p"));
            case "HyperGeometric" -> new HyperGeometric(p.apply("N"), p.apply("k"), p.apply("n"));
            case "Multinomial" -> new Multinomial(p.apply("n"), p.apply("p"));
            case "DirichletMultinomial" -> new DirichletMultinomial(p.apply("n"), p.apply("a"));
            case "ZeroSumNormal" -> new ZeroSumNormal(p.apply("sigma"), 4);
            case "MvNormal_cov" -> Distributions.mvNormalCovariance(p.apply("mu"), p.apply("cov"));
            case "MvNormal_tau" -> Distributions.mvNormalPrecision(p.apply("mu"), p.apply("tau"));
            case "MvStudentT" ->
                    Distributions.mvStudentTScale(p.apply("nu"), p.apply("mu"), p.apply("scale"));
            case "VonMises" -> new VonMises(p.apply("mu"), p.apply("kappa"));
            case "Rice" -> new Rice(p.apply("nu"), p.apply("sigma"));
            case "GeneralizedGamma" ->
                    new GeneralizedGamma(p.apply("alpha"), p.apply("p"), p.apply("lam"));
            case "TruncatedExponential" ->
                    new TruncatedExponential(p.apply("lam"), p.apply("lower"), p.apply("upper"));
            case "NormalMixture" ->
                    Distributions.normalMixture(p.apply("w"), p.apply("mu"), p.apply("sigma"));
            default -> throw new IllegalArgumentException(name);
        };
    }

    static List<Case> cases() {
        var cases = new ArrayList<Case>();
        for (var family : read().get("distributions")) {
            for (var c : family.get("cases")) {
                var points = new ArrayList<Point>();
                for (var point : c.get("points")) {
                    points.add(
                            new Point(
                                    array(point.get("x")),
                                    number(point.get("logp")),
                                    number(point.get("logcdf")),
                                    array(point.get("dlogp_dx")),
                                    arrays(point.get("dlogp_dparam"))));
                }
                cases.add(
                        new Case(
                                family.get("name").asString(),
                                arrays(c.get("params")),
                                number(c.get("mean")),
                                number(c.get("variance")),
                                points));
            }
        }
        return cases;
    }

    private static JsonNode read() {
        try (InputStream in = DistributionTables.class.getResourceAsStream("distributions.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, NdArray> arrays(JsonNode node) {
        var arrays = new LinkedHashMap<String, NdArray>();
        if (node != null && node.isObject()) {
            for (var entry : node.properties()) arrays.put(entry.getKey(), array(entry.getValue()));
        }
        return arrays;
    }

    private static NdArray array(JsonNode node) {
        if (node == null || !node.isArray()) return NdArray.scalar(number(node));
        if (!node.get(0).isArray()) {
            var values = new double[node.size()];
            for (int i = 0; i < values.length; i++) values[i] = number(node.get(i));
            return NdArray.of(values);
        }
        var rows = new double[node.size()][];
        for (int i = 0; i < rows.length; i++) rows[i] = array(node.get(i)).doubles();
        return NdArray.of(rows);
    }

    private static double number(JsonNode node) {
        if (node == null || node.isNull() || node.isArray()) return Double.NaN;
        return node.isString() ? Double.parseDouble(node.asString()) : node.asDouble();
    }
}
