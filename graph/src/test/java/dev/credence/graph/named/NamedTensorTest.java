package dev.credence.graph.named;

import static dev.credence.graph.transform.Transformations.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;
import dev.credence.graph.GradientCheck;
import dev.credence.graph.Index;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.arrays.ArrayFunctions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;

/// What is computed by names does not depend on the order of axes, and is what the same by numbers
/// is.
final class NamedTensorTest {
    private static final long SEED = 20261120;
    private final Random random = new Random(SEED);

    private final NamedTensor x = random("group", "time");
    private final NamedTensor w = random("time");
    private final NamedTensor y = random("place", "group");

    private static int length(String dim) {
        return switch (dim) {
            case "group" -> 3;
            case "time" -> 4;
            case "place" -> 2;
            default -> 5;
        };
    }

    private NamedTensor random(String... dims) {
        var shape = List.of(dims).stream().mapToInt(NamedTensorTest::length).toArray();
        var values = random.doubles(NdArray.sizeOf(shape), 1, 2).toArray();
        return NamedTensor.of(constant(NdArray.of(values, shape)), dims);
    }

    private NamedTensor shuffled(NamedTensor z) {
        var order = new ArrayList<>(z.dims());
        Collections.shuffle(order, random);
        return z.transpose(order.toArray(String[]::new));
    }

    private static void same(NamedTensor actual, NamedTensor expected) {
        assertThat(actual.dims()).containsExactlyInAnyOrderElementsOf(expected.dims());
        same(actual.transpose(expected.dims().toArray(String[]::new)).tensor(), expected.tensor());
    }

    private static void same(Tensor actual, Tensor expected) {
        assertThat(actual.eval().shape()).isEqualTo(expected.eval().shape());
        assertThat(actual.eval().doubles())
                .as("seed %d", SEED)
                .containsExactly(expected.eval().doubles(), within(1e-13));
    }

    @Test
    void arithmeticAlignsByName() {
        var sum = x.plus(w);
        assertThat(sum.dims()).containsExactly("group", "time");
        same(sum.tensor(), x.tensor().plus(w.tensor()));
        var table = x.times(y);
        assertThat(table.dims()).containsExactly("group", "time", "place");
        same(
                table.tensor(),
                expandDims(x.tensor(), 2).times(expandDims(y.tensor().transpose(), 1)));
        same(w.minus(1).div(2).unaryMinus().tensor(), w.tensor().minus(1).div(-2));
        var scalar = NamedTensor.of(constant(2));
        same(scalar.times(x), x.times(2).plus(0));
    }

    @Test
    void theOrderOfAxesDoesNotMatter() {
        var big = random("a", "group", "time");
        for (BinaryOperator<NamedTensor> f :
                List.<BinaryOperator<NamedTensor>>of(
                        NamedTensor::plus,
                        NamedTensor::minus,
                        NamedTensor::times,
                        NamedTensor::div,
                        (u, v) -> u.dot(v, "group"),
                        (u, v) -> u.dot(v, "group", "time").plus(v.sum("time")))) {
            for (int i = 0; i < 5; i++) same(f.apply(shuffled(big), shuffled(x)), f.apply(big, x));
        }
    }

    @Test
    void summariesAreOverNames() {
        assertThat(x.mean("time").dims()).containsExactly("group");
        same(x.mean("time").tensor(), mean(x.tensor(), 1));
        same(x.sum("group").tensor(), sum(x.tensor(), 0));
        same(x.max().tensor(), max(x.tensor()));
        same(x.min("time", "group").tensor(), min(x.tensor()));
        same(x.summary(ArrayFunctions::ptp, "time").tensor(), ptp(x.tensor(), 1));
        same(x.along("time", ArrayFunctions::cumsum).tensor(), cumsum(x.tensor(), 1));
        same(NamedTensor.of(constant(3)).sum().tensor(), constant(3));
        same(x.map(v -> exp(v)).tensor(), exp(x.tensor()));
    }

    @Test
    void productsOverNames() {
        same(x.dot(w, "time").tensor(), x.tensor().dot(w.tensor()));
        var product = y.dot(x, "group");
        assertThat(product.dims()).containsExactly("place", "time");
        same(product.tensor(), y.tensor().dot(x.tensor()));
        same(x.dot(x, "time").tensor(), sum(square(x.tensor()), 1));
        assertThat(x.dot(y).dims()).containsExactly("group", "time", "place");
    }

    @Test
    void partsByName() {
        assertThat(x.at("group", 1).dims()).containsExactly("time");
        same(x.at("group", -1).tensor(), x.tensor().get(2));
        same(
                x.at("time", Index.range(1, 3)).tensor(),
                x.tensor().get(Index.all(), Index.range(1, 3)));
        var positions = constant(2, 0L, 2);
        assertThat(x.at("time", Index.of(positions)).dims()).containsExactly("group", "time");
        same(x.at("time", Index.of(positions)).tensor(), gather(x.tensor(), positions, 1));
        var mask = w.tensor().gt(0);
        same(x.at("time", Index.of(mask)), x);
        assertThat(x.rename("time", "t").dims()).containsExactly("group", "t");
        assertThat(x.transpose("time", "group").dims()).containsExactly("time", "group");
    }

    @Test
    void joinsByName() {
        var both = NamedTensor.concatenate("time", x, x.transpose("time", "group"));
        same(both.tensor(), concatenate(1, x.tensor(), x.tensor()));
        var stacked = NamedTensor.stack("copy", x, x.transpose("time", "group"));
        assertThat(stacked.dims()).containsExactly("copy", "group", "time");
        same(stacked.at("copy", 1), x);
        same(
                NamedTensor.elementwise(
                        z -> select(z.get(0).gt(z.get(1)), z.get(1), z.get(2)), x, w, y),
                x.with(w, (a, b) -> cast(a.gt(b), b.dtype()))
                        .times(w)
                        .plus(x.with(w, (a, b) -> cast(a.le(b), b.dtype())).times(y)));
    }

    @Test
    void gradientsFlow() {
        GradientCheck.verify(
                v -> {
                    var z = NamedTensor.of(v, "group", "time");
                    return z.minus(z.mean("time")).times(w).dot(y, "group").tensor();
                },
                x.tensor().eval());
    }

    @Test
    void lengthsMayBeUnknown() {
        var a = matrix("a");
        var b = vector("b");
        var f =
                function(
                        List.of(a, b),
                        NamedTensor.of(b, "t").plus(NamedTensor.of(a, "g", "t")).tensor());
        assertThat(f.call(new double[][] {{1, 2}}, new double[] {10, 20}))
                .isEqualTo(NdArray.of(new double[][] {{11}, {22}}));
        assertThat(NamedTensor.of(a, "g", "t")).hasToString("a(g, t)");
    }

    @Test
    void refusals() {
        var named = NamedTensor.of(matrix("a"), "g", "t");
        fails(
                () -> NamedTensor.of(matrix("a"), "g"),
                "'a' of shape (?, ?) needs 2 names of dims, but [g] are 1");
        fails(
                () -> NamedTensor.of(matrix("a"), "g", "g"),
                "dims [g, g] of 'a' must differ from each other");
        fails(() -> named.sum("u"), "'a' has no dim 'u'; its dims are [g, t]");
        fails(() -> named.dot(w, "time"), "'a' has no dim 'time'; its dims are [g, t]");
        fails(
                () -> named.transpose("g"),
                "'a' has dims [g, t] and cannot be brought to the order [g], which must name the"
                        + " same");
        var three = NamedTensor.of(tensor("p", TensorType.float64(3)), "t");
        var one = NamedTensor.of(tensor("q", TensorType.float64(1)), "t");
        fails(() -> three.plus(one), "dim 't' has length 3 in 'p' but 1 in 'q'");
        fails(
                () -> named.at("t", Index.newAxis()),
                "an index along 't' stands for one axis; NewAxis[] does not");
    }

    private static void fails(Executable work, String message) {
        assertThatThrownBy(work::execute).hasMessageStartingWith(message + ". Made at ");
    }
}
