package dev.credence.graph.arrays;

import static dev.credence.graph.arrays.ArrayFunctions.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Index;
import dev.credence.graph.Tensor;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Array functions give what NumPy and SciPy give on the same arrays; `numpy_values.py` wrote their
/// values down.
final class NumpyTest {
    private static final Map<String, NdArray> EXPECTED = read();

    private final Tensor v = values(1, 7);
    private final Tensor m = values(2, 4, 5);
    private final Tensor t = values(3, 2, 3, 4);
    private final Tensor mask = m.gt(0);
    private final Tensor rows = constant(3, 0, -1);
    private final Tensor cols = constant(NdArray.of(new long[] {1, -2}, 2, 1));
    private final Tensor twice = constant(1, 3, 1);

    private static Map<String, NdArray> read() {
        var found = new HashMap<String, NdArray>();
        try (var in = NumpyTest.class.getResourceAsStream("numpy_values.txt")) {
            for (var line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (line.startsWith("#")) continue;
                var parts = Arrays.asList(line.split(";", -1));
                int[] shape =
                        Arrays.stream(numbers(parts.get(1), ",")).mapToInt(d -> (int) d).toArray();
                found.put(parts.get(0), NdArray.of(numbers(parts.get(2), " "), shape));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return found;
    }

    private static double[] numbers(String text, String separator) {
        return text.isEmpty()
                ? new double[0]
                : Arrays.stream(text.split(separator, -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
    }

    private static Tensor values(int seed, int... shape) {
        var out = new double[NdArray.sizeOf(shape)];
        Arrays.setAll(out, i -> ((i * 37 + seed * 11) % 23 - 9) / 4.0);
        return constant(NdArray.of(out, shape));
    }

    @AfterAll
    static void everyValueIsUsed() {
        assertThat(EXPECTED.keySet()).as("values that no test asked for").isEmpty();
    }

    private static void same(String name, Tensor actual) {
        var expected = EXPECTED.remove(name);
        assertThat(expected).as(name).isNotNull();
        var value = actual.eval().cast(DType.FLOAT64);
        assertThat(value.shape()).as("shape of %s", name).isEqualTo(expected.shape());
        for (int i = 0; i < value.size(); i++) {
            double e = expected.element(i);
            double error = Math.abs(value.element(i) - e);
            assertThat(value.element(i) == e || error <= 1e-14 * Math.max(10, Math.abs(e)))
                    .as("%s: %s is not %s", name, value, expected)
                    .isTrue();
        }
    }

    @Test
    void summaries() {
        same("sum axes", sum(t, axes(0, -1).kept()));
        same("prod", prod(m, axes(1)));
        same("max kept", max(m, axes(0).kept()));
        same("min", min(t, axes(1, 2)));
        same("mean kept", mean(t, axes(1).kept()));
        same("variance", variance(m));
        same("variance ddof", variance(t, axes(0, 2), 1));
        same("std kept", std(m, axes(1).kept(), 0));
        same("cov", cov(m));
        same("median even", median(m, 0));
        same("median odd", median(m, 1));
        same("median axes", median(t, 0, 2));
        same("quantiles", quantile(m, constant(0, 0.3, 1), axes(1)));
        same("quantiles kept", quantile(t, constant(0.2, 0.9), axes(0, 2).kept()));
        same("argmax", argmax(m, 1));
        same("argmax flat", argmax(t));
        same("argmin kept", argmin(m, axes(0).kept()));
        same("ptp", ptp(m, 1));
        same("all", all(m.gt(-2), 1));
        same("any", any(m.gt(3), 0));
        same("norm 1", norm(m, 1, axes(1)));
        same("norm 2", norm(m, 2, axes(1)));
        same("norm 3", norm(m, 3, axes(1)));
        same("norm 0", norm(m, 0, axes(1)));
        same("norm inf", norm(m, Double.POSITIVE_INFINITY, axes(1)));
        same("norm -inf", norm(m, Double.NEGATIVE_INFINITY, axes(1)));
        same("cumsum", cumsum(m, 0));
        same("cumsum flat", cumsum(m));
        same("cumprod", cumprod(m, -1));
        same("diff", diff(m, 0));
        same("bincount", bincount(constant(1, 3, 1, 0, 5)));
        same("bincount weights", bincount(twice, constant(0.5, 2, 3), 6));
    }

    @Test
    void shapes() {
        same("squeeze", squeeze(slice(t, 1, 0, 1, 1), 1));
        same("moveaxis", moveAxis(t, 2, 0));
        same("moveaxis back", moveAxis(t, 0, -1));
        same("swapaxes", swapAxes(t, 0, 2));
        same("tile", tile(m, 2, 1, 2));
        same("tile short", tile(t, 2));
        same("repeat", repeat(m, 3, 1));
        same("repeat each", repeat(m, constant(2, 0, 1, 3), 0));
        same("roll", roll(m, 2, 1));
        same("roll back", roll(m, -11, 0));
        same("flip", flip(t, 0, 2));
        same("stack", stack(1, m, m.times(2)));
        same("hstack", hstack(m, slice(m, 1, 0, 2, 1)));
        same("vstack", vstack(v, v.times(2)));
        same("atleast_3d", atLeast3d(v));
    }

    @Test
    void paddings() {
        int[][] widths = {{2, 3}, {1, 0}};
        for (var mode : PadMode.values()) {
            var name = mode.name().toLowerCase(java.util.Locale.ROOT);
            same("pad " + name, pad(m, mode, widths, 1.5));
        }
        var three = v.slice(0, 3);
        same("pad far reflect", pad(three, PadMode.REFLECT, 8, 8));
        same("pad far symmetric", pad(three, PadMode.SYMMETRIC, 8, 8));
        same("pad far wrap", pad(three, PadMode.WRAP, 8, 8));
    }

    @Test
    void creation() {
        same("arange", arange(5, -3, -2));
        same("arange real", arange(0.5, 2, 0.25));
        same("linspace", linspace(2, -1, 7));
        same("logspace", logspace(0, 2, 5));
        same("geomspace", geomspace(-1, -64, 4));
        same("eye", eye(3, 4, 1));
        same("tri", tri(3, 4, -1));
        same("tril", tril(t, 1));
        same("triu", triu(m, -1));
        same("tril_indices", stack(0, trilIndices(3, 4, 1).toArray(Tensor[]::new)));
        same("triu_indices", stack(0, triuIndices(3, 4, -1).toArray(Tensor[]::new)));
        same("diag", diag(v, -2));
        same("diag of", diag(m, 1));
        same("mgrid", stack(0, mgrid(arange(2), arange(5, 8, 1)).toArray(Tensor[]::new)));
        same("bartlett", bartlett(6));
    }

    @Test
    void reading() {
        var all = Index.all();
        same("get int", m.get(Index.at(-1)));
        same("get ints", t.get(Index.at(1), Index.at(-2), Index.at(0)));
        same("get range", m.get(Index.range(1, -1), Index.from(0, 2)));
        same("get reversed", m.get(Index.reversed(), Index.range(4, 0, -3)));
        same("get new", m.get(Index.newAxis(), Index.at(1), Index.rest(), Index.newAxis()));
        same("get rest", t.get(Index.rest(), Index.at(1)));
        same("get array", m.get(all, Index.of(rows)));
        same("get arrays", t.get(Index.of(1, 0), Index.of(2, 1)));
        same("get broadcast", m.get(Index.of(rows), Index.of(cols)));
        same("get apart", t.get(Index.of(1, 0, 1), all, Index.of(3, 0, 2)));
        same("get apart new", t.get(Index.of(1, 0), Index.newAxis(), Index.of(2, 1)));
        same("get int array", t.get(Index.at(1), all, Index.of(rows)));
        same("get beside", t.get(Index.at(0), Index.of(1, 2), Index.range(1, 3)));
        same("get range arrays", t.get(all, Index.of(1, 2, 0), Index.of(3, 0, 1)));
        same(
                "get range arrays range",
                values(5, 3, 4, 2, 6)
                        .get(
                                Index.from(0, 2),
                                Index.of(rows),
                                Index.of(1, 0, 1),
                                Index.range(5, 1, -2)));
        same("get empty", m.get(Index.of(constant(new long[0]))));
        same("get mask", m.get(Index.of(mask)));
        same("get mask axis", m.get(all, Index.of(v.slice(0, 5).gt(0))));
        same("get mask array", t.get(Index.of(true, false), Index.of(1, 2)));
        same("get mask two", values(5, 3, 4, 2).get(all, Index.of(values(6, 4, 2).gt(0))));
    }

    private interface Change {
        Tensor apply(Tensor x, Tensor value, Index... index);
    }

    @Test
    void setting() {
        writing("set", (x, value, index) -> setAt(x, value, index));
    }

    @Test
    void adding() {
        writing("add", (x, value, index) -> addAt(x, value, index));
    }

    private void writing(String word, Change change) {
        var all = Index.all();
        var seven = constant(7);
        same(word + " int", change.apply(m, seven, Index.at(-1)));
        same(word + " ints", change.apply(t, seven, Index.at(1), Index.at(-2), Index.at(0)));
        same(
                word + " range",
                change.apply(m, values(7, 2, 3), Index.range(1, -1), Index.from(0, 2)));
        same(
                word + " reversed",
                change.apply(m, values(7, 4, 1), Index.reversed(), Index.range(4, 0, -3)));
        same(
                word + " new",
                change.apply(
                        m,
                        values(7, 1, 5, 1),
                        Index.newAxis(),
                        Index.at(1),
                        Index.rest(),
                        Index.newAxis()));
        same(word + " array", change.apply(m, values(7, 3), all, Index.of(rows)));
        same(word + " repeated", change.apply(m, values(7, 3, 5), Index.of(twice)));
        same(word + " broadcast", change.apply(m, values(7, 2, 1), Index.of(rows), Index.of(cols)));
        same(
                word + " repeated pairs",
                change.apply(m, values(7, 3), Index.of(twice), Index.of(2, 0, 2)));
        same(
                word + " apart",
                change.apply(t, values(7, 3, 3), Index.of(1, 0, 1), all, Index.of(3, 0, 2)));
        same(
                word + " range arrays",
                change.apply(t, values(7, 3), Index.from(1), Index.of(1, 2, 0), Index.of(3, 0, 1)));
        same(word + " mask", change.apply(m, seven, Index.of(mask)));
        same(word + " mask rows", change.apply(m, values(7, 5), Index.of(v.slice(0, 4).gt(0))));
        int count = (int) sum(cast(mask, DType.INT64)).eval().item();
        same(word + " mask each", change.apply(m, values(7, count), Index.of(mask)));
    }

    @Test
    void finding() {
        same("take", take(m, constant(NdArray.of(new long[] {1, 7, -1, 0}, 2, 2))));
        same("take_along_axis", takeAlongAxis(m, argsort(m, 0), 0));
        same(
                "take_along_axis one",
                takeAlongAxis(m, constant(NdArray.of(new long[] {2, 0}, 1, 2)), 1));
        var columns = matrixTranspose(m);
        same(
                "choose",
                choose(constant(0, 1, 2, 1), columns.get(0), columns.get(1), columns.get(2)));
        var condition = constant(NdArray.of(new boolean[] {true, false, true, true}, 4));
        same("compress", compress(condition, m, 0));
        same("nonzero", stack(0, nonzero(m.gt(1)).toArray(Tensor[]::new)));
        same("flatnonzero", flatNonzero(m.gt(1)));
        same("nonzero values", nonzeroValues(m));
        var asked = concatenate(0, v, constant(9, -9.0));
        same("searchsorted", searchSorted(sort(v), asked));
        same("searchsorted right", searchSortedRight(sort(v), asked));
        var unique = unique(constant(3, 1, 3, 2, 1, 3));
        same("unique values", unique.values());
        same("unique positions", unique.positions());
        same("unique inverse", unique.inverse());
        same("unique counts", unique.counts());
        same("ravel", ravelMultiIndex(List.of(constant(1, 3), constant(2, 0)), 4, 5));
        var unraveled = unravelIndex(constant(7, 19), 4, 5);
        same("unravel", stack(0, unraveled.toArray(Tensor[]::new)));
        same("fill_diagonal", fillDiagonal(m, constant(9)));
    }

    @Test
    void sorting() {
        same("sort", sort(m, 0));
        same("argsort", argsort(round(t), 1));
        double inf = Double.POSITIVE_INFINITY;
        var sorted = sort(constant(2, Double.NaN, -1, inf, 0));
        var named = select(isNaN(sorted), constant(99), minimum(sorted, constant(98)));
        same("sort nan", named);
    }

    @Test
    void signals() {
        var k = values(4, 3);
        for (var mode : ConvolutionMode.values()) {
            var name = mode.name().toLowerCase(java.util.Locale.ROOT);
            same("convolve " + name, convolve1d(v, k, mode));
            same("convolve short " + name, convolve1d(k, v, mode));
            same("convolve2d " + name, convolve2d(m, values(8, 2, 3), mode));
        }
        for (int n : new int[] {1, 2, 3, 4, 6, 7, 8, 11, 30}) {
            same("rfft " + n, rfft(values(9, 2, n)));
            int half = n / 2 + 1;
            same("irfft " + n, irfft(stack(1, values(9, half), values(10, half)), n));
            same("fft " + n, fft(stack(1, values(9, n), values(10, n))));
        }
        same("interp", interp(linspace(-4, 5, 25), sort(v), values(11, 7)));
    }
}
