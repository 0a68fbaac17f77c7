package acceptance;

import static dev.credence.Credence.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Constant;
import dev.credence.graph.Tensor;
import dev.credence.model.Distribution;
import dev.credence.model.EulerMaruyama;
import dev.credence.model.Model;
import dev.credence.model.Transform;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Each distribution works as an unknown: without data, NUTS gives back what direct draws give; and
/// it can be observed.
final class PriorBySamplingTest {
    private static final long SEED = 5;
    private static final int DIRECT = 40_000;

    /// Standard errors by which a share may differ; some hundred shares are compared.
    private static final double BOUND = 4.5;

    private static final double[][] COVARIANCE = {{1, 0.5}, {0.5, 2}};
    private static final double[][] RING = {{0, 1, 0, 1}, {1, 0, 1, 0}, {0, 1, 0, 1}, {1, 0, 1, 0}};

    static Stream<Distribution> distributions() {
        Tensor matrix = constant(COVARIANCE);
        Tensor ring = constant(RING);
        Tensor two = constant(new double[2]);
        return Stream.of(
                polyaGamma(2, 0.5),
                skewStudentT(4, 3, 1, 2),
                interpolated(new double[] {-1, 0, 2, 3}, new double[] {0, 2, 2, 1}),
                gamma(2, 1).sampledBy(Transform.LOG_EXP_M1),
                beta(2, 3).untransformed(),
                lkjCorr(3, 2),
                lkjCholeskyCorr(3, 1.5),
                lkjCholeskyCov(3, 2, exponential(1)),
                wishart(5, matrix),
                matrixNormal(constant(new double[3][2]), identity(3), matrix),
                kroneckerNormal(constant(new double[4]), List.of(matrix, matrix)),
                kroneckerNormal(constant(new double[4]), List.of(matrix, matrix), constant(0.5)),
                mvNormalPrecision(two, matrix),
                mvStudentTPrecision(constant(5), two, matrix),
                stickBreakingWeights(2, 3),
                car(constant(new double[4]), ring, constant(0.75), constant(2)),
                icar(ring, constant(1), constant(0.1)),
                independent(gamma(constant(2, 3), constant(3)), 1),
                gaussianRandomWalk(0.1, 0.5, normal(0, 1), 4),
                mvGaussianRandomWalk(two, cholesky(matrix), mvNormal(two, cholesky(matrix)), 2),
                mvStudentTRandomWalk(
                        constant(6), two, cholesky(matrix), mvNormal(two, cholesky(matrix)), 2),
                ar(constant(0.1), constant(0.5, -0.2), constant(0.7), normal(0, 1), 3),
                garch11(constant(0.5), constant(0.3), constant(0.4), constant(1), 3),
                eulerMaruyama(
                        0.1,
                        (x, p) ->
                                new EulerMaruyama.Coefficients(p.getFirst().times(x), constant(1)),
                        List.of(constant(-1)),
                        normal(0, 1),
                        4));
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void nutsGivesWhatDirectDrawsGive(Distribution distribution) {
        var model = new Model("prior");
        boolean scalar = distribution.supportPoint().rank() < distribution.eventRank();
        var x =
                scalar
                        ? model.random("x", distribution, shape(2))
                        : model.random("x", distribution);
        var direct = model.priorPredictive(DIRECT, SEED).get("x");
        int size = direct.size() / DIRECT;
        var shares = new double[2];
        for (int k = 0; k < 2; k++) {
            var at = quantiles(direct, size, 0.3 + 0.4 * k);
            var bounds =
                    new Constant(
                            NdArray.of(at, Arrays.copyOfRange(direct.shape(), 1, direct.rank())));
            model.deterministic("below" + k, cast(x.lt(bounds), DType.FLOAT64));
            shares[k] = 0.3 + 0.4 * k;
        }
        var options = options().withSeed(SEED).withChains(2).withWarmup(500).withDraws(1000);
        var summary = sample(model, options).summary("below0", "below1");
        for (var row : summary.rows()) {
            double share = shares[row.name().charAt(5) - '0'];
            double own = row.mcseMean();
            double error = Math.hypot(own, Math.sqrt(share * (1 - share) / DIRECT));
            if (constantEntry(row.sd())) continue;
            assertThat(Math.abs(row.mean() - share) / error)
                    .as("%s: %s should be %s, seed %d", row.name(), row.mean(), share, SEED)
                    .isLessThan(BOUND);
        }
    }

    private static boolean constantEntry(double sd) {
        return sd == 0;
    }

    private static double[] quantiles(NdArray draws, int size, double p) {
        var found = new double[size];
        for (int j = 0; j < size; j++) {
            var column = new double[DIRECT];
            for (int i = 0; i < DIRECT; i++) column[i] = draws.element(i * size + j);
            Arrays.sort(column);
            found[j] = column[(int) (p * DIRECT)];
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void aDrawCanBeObserved(Distribution distribution) {
        var value = draw(distribution, 1, SEED);
        var one = new Constant(value).get(0).eval();
        var model = new Model("observed");
        model.observe("x", distribution, one);
        assertThat(model.pointLogps(model.initialPoint()).get("x")).isFinite();
    }
}
