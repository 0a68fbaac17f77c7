package dev.credence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.Constant;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// Every transform is a bijection whose Jacobian is the numeric determinant.
class TransformLaws {
    private static final long SEED = 7;

    /// A transform, its support, and the length of an unconstrained vector; 0 for scalars.
    record Law(String name, Transform transform, Support support, int length) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Tensor number(double x) {
        return Tensors.constant(x);
    }

    static Stream<Law> laws() {
        var infinity = number(Double.POSITIVE_INFINITY);
        var below = number(Double.NEGATIVE_INFINITY);
        return Stream.of(
                new Law("log", Transform.LOG, Support.POSITIVE, 0),
                new Law("logodds", Transform.LOGODDS, Support.UNIT_INTERVAL, 0),
                new Law(
                        "interval",
                        Transform.interval(number(-2), number(7)),
                        Support.interval(number(-2), number(7)),
                        0),
                new Law(
                        "lower bound",
                        Transform.interval(number(3), infinity),
                        Support.interval(number(3), infinity),
                        0),
                new Law(
                        "upper bound",
                        Transform.interval(below, number(-1)),
                        Support.interval(below, number(-1)),
                        0),
                new Law("simplex of 2", Transform.SIMPLEX, Support.SIMPLEX, 1),
                new Law("simplex of 5", Transform.SIMPLEX, Support.SIMPLEX, 4),
                new Law("zero sum", Transform.ZERO_SUM, Support.ZERO_SUM, 4),
                new Law("log_exp_m1", Transform.LOG_EXP_M1, Support.POSITIVE, 0),
                new Law(
                        "chain",
                        Transform.chain(Transform.LOG, Transform.ORDERED),
                        Support.POSITIVE_ORDERED,
                        3),
                new Law(
                        "bounds known late",
                        new OpenInterval(number(-2), number(7)),
                        Support.interval(number(-2), number(7)),
                        0),
                new Law(
                        "lower bound known late",
                        new OpenInterval(number(3), infinity),
                        Support.interval(number(3), infinity),
                        0),
                new Law(
                        "upper bound known late",
                        new OpenInterval(below, number(-1)),
                        Support.interval(below, number(-1)),
                        0),
                new Law(
                        "correlation factors",
                        Transform.choleskyCorr(4),
                        new CorrelationFactors(4),
                        6),
                new Law("correlations of 2", Transform.correlation(2), new Correlations(2), 1),
                new Law("correlations of 4", Transform.correlation(4), new Correlations(4), 6),
                new Law(
                        "covariance factors",
                        Transform.choleskyCovPacked(3),
                        new CovarianceFactors(3),
                        6),
                new Law(
                        "positive definite",
                        Transform.POSITIVE_DEFINITE,
                        Support.POSITIVE_DEFINITE,
                        6),
                new Law("ordered", Transform.ORDERED, Support.ORDERED, 4),
                new Law(
                        "ordered, positive",
                        Transform.POSITIVE_ORDERED,
                        Support.POSITIVE_ORDERED,
                        3));
    }

    private static NdArray position(Random random, int length) {
        if (length == 0) return NdArray.scalar(2 * random.nextGaussian());
        var values = new double[length];
        for (int i = 0; i < length; i++) values[i] = 2 * random.nextGaussian();
        return NdArray.of(values);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void forwardUndoesBackwardAndValuesLieInTheSupport(Law law) {
        var random = new Random(SEED);
        for (int trial = 0; trial < 20; trial++) {
            var y = position(random, law.length());
            var x = law.transform().backward(new Constant(y));
            var back = law.transform().forward(x).eval();
            assertThat(back.shape()).isEqualTo(y.shape());
            for (int i = 0; i < y.size(); i++)
                assertThat(back.element(i))
                        .as("seed %d", SEED)
                        .isCloseTo(y.element(i), within(1e-9));
            assertThat(ModelChecks.allTrue(law.support().contains(x).eval())).isTrue();
            var unconstrained = law.transform().unconstrainedShape(Shape.of(x.eval().shape()));
            assertThat(unconstrained).isEqualTo(Shape.of(y.shape()));
        }
    }

    @ParameterizedTest
    @MethodSource("laws")
    void theJacobianIsTheNumericDeterminant(Law law) {
        var random = new Random(SEED);
        for (int trial = 0; trial < 10; trial++) {
            var y = position(random, law.length());
            var logJacobian = law.transform().logJacobian(new Constant(y)).eval();
            assertThat(logJacobian.item())
                    .as("seed %d", SEED)
                    .isCloseTo(numeric(law, y) + tilt(law), within(1e-5));
        }
    }

    /// How much leaving out the last entry shrinks the plane of sum zero.
    private static double tilt(Law law) {
        return law.support() instanceof Support.ZeroSum ? 0.5 * Math.log(law.length() + 1) : 0;
    }

    /// The log determinant by central differences; of a simplex the last entry is left out.
    private static double numeric(Law law, NdArray y) {
        int n = Math.max(1, law.length());
        var matrix = new double[n][n];
        double h = 1e-6;
        for (int j = 0; j < n; j++) {
            double[] up = shifted(law, y, j, h);
            double[] down = shifted(law, y, j, -h);
            for (int i = 0; i < n; i++) matrix[i][j] = (up[i] - down[i]) / (2 * h);
        }
        double log = 0;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k; i < n; i++)
                if (Math.abs(matrix[i][k]) > Math.abs(matrix[pivot][k])) pivot = i;
            var row = matrix[pivot];
            matrix[pivot] = matrix[k];
            matrix[k] = row;
            log += Math.log(Math.abs(row[k]));
            for (int i = k + 1; i < n; i++) {
                double factor = matrix[i][k] / row[k];
                for (int j = k; j < n; j++) matrix[i][j] -= factor * row[j];
            }
        }
        return log;
    }

    private static double[] shifted(Law law, NdArray y, int index, double h) {
        var values = y.doubles().clone();
        values[index] += h;
        var x = law.transform().backward(new Constant(NdArray.of(values, y.shape())));
        boolean matrix = law.support() instanceof PositiveDefinite;
        return (matrix ? PackedTriangle.lowerOf(x).pack(x) : x).eval().doubles();
    }

    @Test
    void theSimplexIsUniformAtZero() {
        var zero = new Constant(NdArray.of(0.0, 0.0));
        assertThat(Transform.SIMPLEX.backward(zero).eval().doubles())
                .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-15));
        assertThat(Transform.SIMPLEX.logJacobian(zero).eval().item())
                .isCloseTo(-2 * Math.log(3), within(1e-15));
    }

    @Test
    void rowsAreTransformedOneByOne() {
        var rows = new Constant(NdArray.of(new double[][] {{0.5, -1}, {2, 0.25}}));
        for (var transform : new Transform[] {Transform.SIMPLEX, Transform.ORDERED}) {
            rows(transform, rows);
        }
        var triangles = new Constant(NdArray.of(new double[][] {{0.5, -1, 2}, {2, 0.25, -1}}));
        rows(Transform.choleskyCorr(3), triangles);
        rows(Transform.correlation(3), triangles);
        rows(Transform.choleskyCovPacked(2), triangles);
        rows(Transform.POSITIVE_DEFINITE, triangles);
    }

    private static void rows(Transform transform, Tensor rows) {
        for (int i = 0; i < 2; i++) {
            assertThat(transform.backward(rows).get(i).eval().doubles())
                    .containsExactly(
                            transform.backward(rows.get(i)).eval().doubles(), within(1e-15));
            assertThat(transform.logJacobian(rows).get(i).eval().item())
                    .isCloseTo(transform.logJacobian(rows.get(i)).eval().item(), within(1e-14));
        }
    }

    @Test
    void aSumOfOneLosesItsLastEntry() {
        var x = new Constant(NdArray.of(0.25, 0.125, 0.625));
        assertThat(Transform.SUM_TO_1.forward(x).eval().doubles()).containsExactly(0.25, 0.125);
        var back = Transform.SUM_TO_1.backward(Transform.SUM_TO_1.forward(x));
        assertThat(back.eval()).isEqualTo(x.value());
        assertThat(Transform.SUM_TO_1.logJacobian(x).eval().item()).isZero();
    }

    @Test
    void boundsOfSeveralKindsAreToldApartEntryByEntry() {
        double infinity = Double.POSITIVE_INFINITY;
        var lower = new Constant(NdArray.of(0, 0, -infinity, -infinity));
        var upper = new Constant(NdArray.of(1, infinity, 1, infinity));
        var transform = Transform.interval(lower, upper);
        var y = new Constant(NdArray.of(0.5, 0.5, 0.5, 0.5));
        double e = Math.exp(0.5);
        assertThat(transform.backward(y).eval().doubles())
                .containsExactly(new double[] {e / (1 + e), e, 1 - e, 0.5}, within(1e-15));
        assertThat(transform.forward(transform.backward(y)).eval().doubles())
                .containsExactly(new double[] {0.5, 0.5, 0.5, 0.5}, within(1e-15));
        var gradient = Tensors.grad(Tensors.sum(transform.logJacobian(y)), y).eval().doubles();
        assertThat(gradient[1]).isEqualTo(1);
        assertThat(gradient[3]).isZero();
    }

    @Test
    void valueVariablesAreNamedAfterTheirTransforms() {
        var model = new Model("names");
        var s = model.random("s", new HalfNormal(number(1)));
        model.random("t", new HalfNormal(number(1)).sampledBy(Transform.LOG_EXP_M1));
        model.random("u", new Uniform(number(0), number(2)));
        model.random("v", new Beta(number(1), number(1)));
        model.random("w", new Dirichlet(new Constant(NdArray.of(1.0, 1.0))));
        model.random("c", new LKJCholeskyCov(2, number(1), new HalfNormal(s)));
        model.random("r", new LKJCorr(2, number(1)));
        model.random("n", new Normal(number(0), number(1)));
        model.random("z", new ZeroSumNormal(number(1), 3));
        model.random("p", new HalfNormal(number(1)).untransformed());
        model.random("a", new VonMises(number(0), number(1)));
        var chain = Transform.chain(Transform.LOG, Transform.ORDERED);
        assertThat(chain.name()).isEqualTo("log+ordered");
        assertThat(model.valueVariables().stream().map(v -> v.name()))
                .containsExactly(
                        "s_log__",
                        "t_log_exp_m1__",
                        "u_interval__",
                        "v_logodds__",
                        "w_simplex__",
                        "c_cholesky-cov-packed__",
                        "r_cholesky_corr__",
                        "n",
                        "z_zerosum__",
                        "p",
                        "a_circular__");
    }

    /// A transform of the user's own.
    private record Cube() implements Transform {
        @Override
        public String name() {
            return "cube";
        }

        @Override
        public Tensor forward(Tensor x) {
            return x.pow(3);
        }

        @Override
        public Tensor backward(Tensor y) {
            return Tensors.sign(y).times(Tensors.abs(y).pow(1.0 / 3));
        }

        @Override
        public Tensor logJacobian(Tensor y) {
            return Tensors.log(Tensors.abs(y)).times(-2.0 / 3).minus(Math.log(3));
        }
    }

    @Test
    void aModelMayMoveInASpaceOfTheUsersOwn() {
        var model = new Model("own");
        model.random("x", new Exponential(number(2)).sampledBy(new Cube()));
        double y = 0.7;
        double x = Math.cbrt(y);
        double expected = Math.log(2) - 2 * x - 2 * Math.log(x) - Math.log(3);
        var point = Map.of("x_cube__", NdArray.scalar(y));
        assertThat(model.pointLogps(point).get("x")).isCloseTo(expected, within(1e-14));
        var outside = Map.of("x_cube__", NdArray.scalar(-y));
        assertThat(model.pointLogps(outside).get("x")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void anIntervalNeedsABound() {
        assertThatThrownBy(() ->
                        Transform.interval(
                                number(Double.NEGATIVE_INFINITY), number(Double.POSITIVE_INFINITY)))
                .hasMessage("an interval without a bound needs no transform; use the support REAL");
    }
}
