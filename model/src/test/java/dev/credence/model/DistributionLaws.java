package dev.credence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Constant;
import dev.credence.graph.Gradient;
import dev.credence.graph.Input;
import dev.credence.graph.ParameterException;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What every distribution must satisfy at the points of the reference tables.
class DistributionLaws {
    private static final double RELATIVE = 1e-10;

    /// For numbers that are the small difference of large terms.
    private static final double ABSOLUTE = 1e-13;

    static Stream<DistributionTables.Case> cases() {
        return DistributionTables.cases().stream();
    }

    private static void same(double value, double reference, Object what) {
        if (Double.isNaN(reference)) return;
        double bound = RELATIVE * Math.abs(reference) + ABSOLUTE;
        assertThat(value == reference || Math.abs(value - reference) <= bound)
                .as("%s: %s should be %s", what, value, reference)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void logpMatchesTheTables(DistributionTables.Case c) {
        for (var point : c.points()) {
            var logp = c.distribution().logp(new Constant(point.x())).eval();
            assertThat(logp.rank()).isZero();
            same(logp.item(), point.logp(), point.x());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void logcdfMatchesTheTables(DistributionTables.Case c) {
        for (var point : c.points()) {
            c.distribution()
                    .logcdf(new Constant(point.x()))
                    .ifPresent(t -> same(t.eval().item(), point.logcdf(), point.x()));
        }
    }

    /// The derivative of a distribution function is the density.
    @ParameterizedTest
    @MethodSource("cases")
    void logcdfRisesAsTheDensitySays(DistributionTables.Case c) {
        var distribution = c.distribution();
        if (distribution.support().isDiscrete()) return;
        for (var point : c.points()) {
            var x = input("x", point.x());
            var logcdf = distribution.logcdf(x);
            boolean tiny = !(point.logcdf() > -500 && point.logp() > -500);
            boolean mass = c.name().startsWith("Hurdle") && point.x().item() == 0;
            if (logcdf.isEmpty() || tiny || mass) continue;
            var values = Map.<Tensor, NdArray>of(x, point.x());
            var slope = at(values, Tensors.grad(logcdf.get(), x)).item();
            double expected = Math.exp(point.logp() - point.logcdf());
            assertThat(Math.abs(slope - expected))
                    .as("%s: %s should be %s", point.x(), slope, expected)
                    .isLessThan(1e-8 * expected + 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void momentsMatchTheTables(DistributionTables.Case c) {
        var distribution = c.distribution();
        if (distribution.eventRank() > 0) return;
        distribution.mean().ifPresent(m -> closeTo(m.eval().item(), c.mean(), "mean"));
        distribution.variance().ifPresent(v -> closeTo(v.eval().item(), c.variance(), "variance"));
    }

    /// Moments are differences of larger ones.
    private static void closeTo(double value, double reference, String what) {
        if (Double.isNaN(reference)) return;
        double bound = 1e-9 * Math.abs(reference) + 1e-11;
        assertThat(value == reference || Math.abs(value - reference) <= bound)
                .as("%s: %s should be %s", what, value, reference)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void icdfInvertsLogcdf(DistributionTables.Case c) {
        for (double p : new double[] {0.001, 0.25, 0.5, 0.9}) {
            var icdf = c.distribution().icdf(Tensors.constant(p));
            if (icdf.isEmpty()) continue;
            var x = icdf.get().eval();
            double atMost = atMost(c.distribution(), x.item());
            boolean mass = c.distribution().support().isDiscrete() || c.name().startsWith("Hurdle");
            if (mass) {
                double before = Math.nextDown(x.item());
                assertThat(atMost).isGreaterThanOrEqualTo(p - 1e-13);
                assertThat(atMost(c.distribution(), before)).isLessThanOrEqualTo(p + 1e-13);
            } else {
                assertThat(atMost).isCloseTo(p, org.assertj.core.data.Offset.offset(1e-9));
            }
        }
    }

    private static double atMost(Distribution distribution, double x) {
        var logcdf = distribution.logcdf(Tensors.constant(x)).orElseThrow();
        return Math.exp(logcdf.eval().item());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsMatchTheTables(DistributionTables.Case c) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        Map<Tensor, NdArray> values = new HashMap<>();
        c.parameters()
                .forEach((name, value) -> {
                    inputs.put(name, input(name, value));
                    values.put(inputs.get(name), value);
                });
        // The tables divide the probabilities of a categorical by their sum; here they must sum to
        // 1.
        if (c.name().equals("Categorical")) return;
        for (var point : c.points()) {
            var x = input("x", point.x());
            values.put(x, point.x());
            var wrt = new ArrayList<Tensor>(inputs.values());
            wrt.add(x);
            var logp = Tensors.sum(c.distribution(inputs::get).logp(x));
            var gradients = Gradient.of(logp, wrt, Gradient.Disconnected.ZERO);
            int i = 0;
            for (var name : inputs.keySet()) {
                var reference = point.dparameters().get(name);
                var gradient = at(values, gradients.get(i++));
                if (reference == null) continue;
                var what = "d%s at %s".formatted(name, point.x());
                same(symmetric(name, gradient), symmetric(name, reference), what);
            }
            var dx = at(values, gradients.get(i));
            same(within(c, dx), within(c, point.dx()), "dx at " + point.x());
            values.remove(x);
        }
    }

    /// The part of a derivative that counts: the symmetric one for symmetric matrices, and what
    /// exchanging weight with the last one changes for the weights of sticks.
    private static NdArray within(DistributionTables.Case c, NdArray gradient) {
        if (c.distribution().support() instanceof PositiveDefinite) return symmetric("V", gradient);
        if (!(c.distribution() instanceof StickBreakingWeights)) return gradient;
        double last = gradient.element(gradient.size() - 1);
        return new Constant(gradient).minus(last).eval();
    }

    /// Derivatives by the entries of a symmetric matrix agree only in their symmetric parts. The
    /// value of a tensor that may not depend on all that is given.
    private static NdArray at(Map<Tensor, NdArray> values, Tensor y) {
        var inputs = List.copyOf(values.keySet());
        return new CompiledFunction(inputs, List.of(y))
                .call(inputs.stream().map(values::get).toArray());
    }

    private static NdArray symmetric(String name, NdArray gradient) {
        var matrices = List.of("cov", "tau", "scale", "V", "rowcov", "colcov", "K1", "K2");
        if (!matrices.contains(name) || gradient.rank() < 2) return gradient;
        var g = new Constant(gradient);
        return g.plus(g.transpose()).eval();
    }

    private static Input input(String name, NdArray value) {
        return new Input(name, new TensorType(value.dtype(), Shape.of(value.shape())));
    }

    private static void same(NdArray value, NdArray reference, Object what) {
        for (int i = 0; i < reference.size(); i++)
            same(value.element(i), reference.element(i), what);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outsideTheSupportTheLogpIsMinusInfinityAndGradientsStayFinite(DistributionTables.Case c) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        Map<Tensor, NdArray> values = new HashMap<>();
        c.parameters()
                .forEach((name, value) -> {
                    inputs.put(name, input(name, value));
                    values.put(inputs.get(name), value);
                });
        var distribution = c.distribution(inputs::get);
        for (var outside : outside(c)) {
            var logp = Tensors.sum(distribution.logp(new Constant(outside)));
            assertThat(logp.eval(values).item()).isEqualTo(Double.NEGATIVE_INFINITY);
            for (var g :
                    Gradient.of(logp, List.copyOf(inputs.values()), Gradient.Disconnected.ZERO)) {
                var gradient = at(values, g);
                for (int i = 0; i < gradient.size(); i++)
                    assertThat(gradient.element(i)).isFinite();
            }
        }
    }

    private static List<NdArray> outside(DistributionTables.Case c) {
        return switch (c.distribution().support()) {
            case Support.Real r -> List.of();
            case Support.Positive p -> List.of(NdArray.scalar(-1.0), NdArray.scalar(-1e300));
            case Support.UnitInterval u -> List.of(NdArray.scalar(-0.5), NdArray.scalar(1.5));
            case Support.Circle a -> List.of(NdArray.scalar(-3.2), NdArray.scalar(1e300));
            case Support.Interval i -> beyond(i).toList();
            case Support.Simplex s -> {
                var x = new double[c.points().getFirst().x().size()];
                x[0] = 1.5;
                x[1] = -0.5;
                yield List.of(Tensors.constant(x).value());
            }
            case Support.Ordered o -> List.of();
            case Support.ZeroSum z -> List.of(NdArray.of(new double[] {1, 1, 0, 0}));
            case Support.Counts n -> {
                var x = new long[c.points().getFirst().x().size()];
                x[0] = -1;
                yield List.of(Tensors.constant(x).value());
            }
            case Support.NonNegativeInteger n -> List.of(NdArray.scalar(-1L));
            case Support.Custom s -> {
                var x = NdArray.zeros(DType.FLOAT64, c.points().getFirst().x().shape());
                java.util.Arrays.fill(x.doubles(), -1);
                yield List.of(x);
            }
            case Support.IntegerRange r ->
                    beyond(r).map(x -> NdArray.scalar((long) x.item())).toList();
        };
    }

    /// A value outside each finite bound.
    private static Stream<NdArray> beyond(Support support) {
        double lower = support.bounds().get(0).eval().item() - 1;
        double upper = support.bounds().get(1).eval().item() + 1;
        return Stream.of(lower, upper).filter(Double::isFinite).map(NdArray::scalar);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anInvalidParameterIsNamed(DistributionTables.Case c) {
        var point = c.points().getFirst().x();
        for (var parameter : c.parameters().entrySet()) {
            var value = parameter.getValue();
            var bad = NdArray.zeros(DType.FLOAT64, value.shape());
            for (int i = 0; i < bad.size(); i++) bad.doubles()[i] = -1e6;
            var distribution =
                    c.distribution(p ->
                            new Constant(
                                    p.equals(parameter.getKey()) ? bad : c.parameters().get(p)));
            var broken =
                    distribution.conditions().stream()
                            .filter(condition -> !ModelChecks.allTrue(condition.holds().eval()))
                            .findFirst();
            if (broken.isEmpty()) continue;
            assertThatThrownBy(() -> distribution.logp(new Constant(point)).eval())
                    .isInstanceOf(ParameterException.class)
                    .hasMessageContaining(broken.get().text());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSupportPointIsInTheSupportAndOfTheFullShape(DistributionTables.Case c) {
        var distribution = c.distribution();
        var point = distribution.supportPoint();
        assertThat(point.dtype()).isEqualTo(distribution.dtype());
        assertThat(point.rank()).isEqualTo(distribution.eventRank());
        assertThat(ModelChecks.allTrue(distribution.support().contains(point).eval())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void parametersCanBeExchanged(DistributionTables.Case c) {
        var distribution = c.distribution();
        var parameters = List.copyOf(distribution.parameters().values());
        assertThat(distribution.withParameters(parameters)).isEqualTo(distribution);
        assertThat(distribution.name()).isEqualTo(c.name().replaceFirst("_.*", ""));
    }
}
