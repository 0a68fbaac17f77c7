package dev.credence.model;

import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The distributions of `distributions.json` of vectors and matrices whose length is a number of
/// its own.
final class StructuredTables {
    private StructuredTables() {}

    static Optional<Distribution> distribution(
            DistributionTables.Case c, Function<String, Tensor> p) {
        return Optional.ofNullable(
                switch (c.name()) {
                    case "LKJCorr" -> new LKJCorr(number(c, "n"), p.apply("eta"));
                    case "LKJCholeskyCorr" -> new LKJCholeskyCorr(number(c, "n"), p.apply("eta"));
                    case "LKJCholeskyCov_Exponential" ->
                            new LKJCholeskyCov(
                                    number(c, "n"),
                                    p.apply("eta"),
                                    new Exponential(eachRow(p.apply("lam"))));
                    case "Wishart" -> Distributions.wishart(p.apply("nu"), p.apply("V"));
                    case "MatrixNormal" ->
                            Distributions.matrixNormal(
                                    p.apply("mu"), p.apply("rowcov"), p.apply("colcov"));
                    case "KroneckerNormal" ->
                            Distributions.kroneckerNormal(
                                    p.apply("mu"), List.of(p.apply("K1"), p.apply("K2")));
                    case "OrderedMultinomial" ->
                            new OrderedMultinomial(
                                    p.apply("n"), p.apply("eta"), p.apply("cutpoints"));
                    case "StickBreakingWeights" -> {
                        int weights = c.points().getFirst().x().size();
                        yield new StickBreakingWeights(p.apply("alpha"), weights - 1);
                    }
                    case "CAR" ->
                            new CAR(p.apply("mu"), p.apply("W"), p.apply("alpha"), p.apply("tau"));
                    case "ICAR_pymc_form" ->
                            new ICAR(p.apply("W"), p.apply("sigma"), p.apply("zero_sum_stdev"));
                    case "AR" ->
                            Distributions.ar(
                                    p.apply("rho"),
                                    p.apply("sigma"),
                                    first(eachRow(p.apply("init_sigma"))),
                                    length(c) - c.parameters().get("rho").size());
                    case "AR_constant" ->
                            Distributions.ar(
                                    p.apply("constant"),
                                    p.apply("rho"),
                                    p.apply("sigma"),
                                    first(eachRow(p.apply("init_sigma"))),
                                    length(c) - c.parameters().get("rho").size());
                    case "GaussianRandomWalk" ->
                            Distributions.gaussianRandomWalk(
                                    p.apply("mu"),
                                    p.apply("sigma"),
                                    first(p.apply("init_sigma")),
                                    length(c) - 1);
                    case "MvGaussianRandomWalk" ->
                            Distributions.mvGaussianRandomWalk(
                                    p.apply("mu"),
                                    p.apply("chol"),
                                    Distributions.independent(
                                            new Normal(
                                                    Tensors.constant(new double[2]),
                                                    eachRow(p.apply("init_sigma"))),
                                            1),
                                    length(c) - 1);
                    case "GARCH11" ->
                            new GARCH11(
                                    p.apply("omega"),
                                    p.apply("alpha_1"),
                                    p.apply("beta_1"),
                                    p.apply("initial_vol"),
                                    length(c) - 1);
                    default -> null;
                });
    }

    private static Distribution first(Tensor sigma) {
        return new Normal(Tensors.constant(0), sigma);
    }

    private static int length(DistributionTables.Case c) {
        return c.points().getFirst().x().dim(0);
    }

    /// The last axis of the standard deviations is that of the rows.
    private static Tensor eachRow(Tensor x) {
        return x.rank() == 0 ? x : Tensors.expandDims(x, -1);
    }

    private static int number(DistributionTables.Case c, String parameter) {
        return (int) c.parameters().get(parameter).item();
    }
}
