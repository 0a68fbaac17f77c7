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
                    default -> null;
                });
    }

    /// The last axis of the standard deviations is that of the rows.
    private static Tensor eachRow(Tensor x) {
        return x.rank() == 0 ? x : Tensors.expandDims(x, -1);
    }

    private static int number(DistributionTables.Case c, String parameter) {
        return (int) c.parameters().get(parameter).item();
    }
}
