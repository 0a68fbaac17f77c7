package dev.credence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.array.RandomKey;
import dev.credence.graph.Constant;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Stream;

/// Parameters with a batch axis are as many distributions, and every factory makes what it says.
class BatchLaws {
    /// Two sets of parameters of one family and of equal shapes.
    record Pair(DistributionTables.Case one, DistributionTables.Case two) {
        Distribution both() {
            return one.distribution(p -> stacked(one.parameters().get(p), two.parameters().get(p)));
        }

        @Override
        public String toString() {
            return one + " and " + two;
        }
    }

    private static Tensor stacked(NdArray a, NdArray b) {
        return Tensors.stack(new Constant(a), new Constant(b));
    }

    static Stream<Pair> pairs() {
        var cases = DistributionTables.cases();
        var pairs = new ArrayList<Pair>();
        for (int i = 1; i < cases.size(); i++) {
            var one = cases.get(i - 1);
            var two = cases.get(i);
            if (one.name().equals(two.name()) && sameShapes(one, two))
                pairs.add(new Pair(one, two));
        }
        for (var c : cases) if (c.distribution().eventRank() > 0) pairs.add(new Pair(c, c));
        return pairs.stream();
    }

    private static boolean sameShapes(DistributionTables.Case one, DistributionTables.Case two) {
        return sameShape(one.points().getFirst().x(), two.points().getFirst().x())
                && one.parameters().keySet().stream()
                        .allMatch(p -> sameShape(one.parameters().get(p), two.parameters().get(p)));
    }

    private static boolean sameShape(NdArray a, NdArray b) {
        return Arrays.equals(a.shape(), b.shape());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void logpIsThatOfEachDistribution(Pair pair) {
        var x = pair.one().points().getFirst();
        var y = pair.two().points().getFirst();
        var both = pair.both().logp(stacked(x.x(), y.x())).eval();
        assertThat(both.shape()).containsExactly(2);
        assertThat(both.element(0)).isCloseTo(x.logp(), within(1e-9 * (1 + Math.abs(x.logp()))));
        assertThat(both.element(1)).isCloseTo(y.logp(), within(1e-9 * (1 + Math.abs(y.logp()))));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void drawsAndSupportPointsHaveTheBatchShape(Pair pair) {
        var both = pair.both();
        var point = both.supportPoint().eval();
        assertThat(point.dim(0)).isEqualTo(2);
        var key = new Constant(RandomVariable.values(RandomKey.of(3)));
        var shape = new int[point.rank() + 1];
        shape[0] = 5;
        System.arraycopy(point.shape(), 0, shape, 1, point.rank());
        var operand = Tensors.constant(Arrays.stream(shape).asLongStream().toArray());
        var draws = both.draw(key, operand).eval();
        assertThat(draws.shape()).containsExactly(shape);
        assertThat(draws.dtype()).isEqualTo(both.dtype());
        assertThat(ModelChecks.allTrue(both.support().contains(new Constant(draws)).eval()))
                .isTrue();
    }

    static Stream<Method> factories() {
        return Arrays.stream(Distributions.class.getMethods())
                .filter(m -> Modifier.isStatic(m.getModifiers()))
                .filter(m -> m.getDeclaringClass() != AlternativeParameters.class)
                .filter(m -> m.getDeclaringClass() != FurtherParameters.class)
                .filter(m -> m.getDeclaringClass() != CombinedDistributions.class)
                .filter(m -> m.getDeclaringClass() != MatrixDistributions.class)
                .filter(m -> m.getDeclaringClass() != TimeSeriesDistributions.class)
                .filter(m -> Distribution.class.isAssignableFrom(m.getReturnType()));
    }

    @ParameterizedTest
    @MethodSource("factories")
    void factoriesKeepTheOrderOfParameters(Method factory) throws ReflectiveOperationException {
        var types = factory.getParameterTypes();
        var arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            int value = i + 1;
            arguments[i] =
                    switch (types[i].getSimpleName()) {
                        case "double" -> (double) value;
                        case "long" -> (long) value;
                        case "int" -> value;
                        case "double[]" -> new double[] {value};
                        case "int[]" -> new int[] {value};
                        default -> Tensors.constant(value);
                    };
        }
        var distribution = (Distribution) factory.invoke(null, arguments);
        var parameters = distribution.parameters();
        var names =
                Arrays.stream(factory.getParameters())
                        .filter(p -> p.getType() != int.class)
                        .map(java.lang.reflect.Parameter::getName)
                        .toList();
        assertThat(parameters.keySet()).containsExactlyElementsOf(names);
        int i = 0;
        for (var p : parameters.values()) assertThat(p.eval().element(0)).isEqualTo(++i);
    }
}
