package dev.credence.jvm;

import static dev.credence.graph.transform.Transformations.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.GradientCheck;
import dev.credence.graph.GraphException;
import dev.credence.graph.Index;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.arrays.ConvolutionMode;
import dev.credence.graph.arrays.Interpolation;
import dev.credence.graph.arrays.PadMode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What every array function keeps, on shapes with no, one and many entries: its type says what it
/// computes, its pullback is its derivative and the adjoint of its pushforward, and compiled code,
/// for inputs of lengths unknown when the graph was built too, computes what the interpreter does.
final class ArrayLawsTest {
    private static final long SEED = 20260803;

    record Case(String name, Function<List<Tensor>, Tensor> build, List<int[]> shapes) {
        @Override
        public String toString() {
            return name + shapes.stream().map(NdArray::shapeText).toList();
        }
    }

    /// The cases that give float64 whatever they are given: casts, and constants that are no
    /// scalars.
    private static final Pattern WIDE =
            Pattern.compile("(all|arg|inversePermutation|interpolate LINEAR).*");

    private static final List<Case> CASES = new ArrayList<>();

    private static void of(String name, UnaryOperator<Tensor> f, int[]... shapes) {
        for (var shape : shapes)
            CASES.add(new Case(name, x -> f.apply(x.getFirst()), List.of(shape)));
    }

    private static void pair(
            String name, java.util.function.BinaryOperator<Tensor> f, int[]... shapes) {
        CASES.add(new Case(name, x -> f.apply(x.get(0), x.get(1)), List.of(shapes)));
    }

    private static int[] s(int... dims) {
        return dims;
    }

    static Stream<Case> cases() {
        CASES.clear();
        summaries();
        shapes();
        paddings();
        creation();
        indices();
        finding();
        signals();
        return CASES.stream();
    }

    private static void summaries() {
        for (var over : List.of(axes(), axes(0), axes(1), axes(0, -1), axes(1).kept())) {
            int[][] some = {s(2, 3), s(1, 1), s(3, 4)};
            of("sum" + over, x -> sum(x, over), s(2, 3), s(0, 3), s(1, 1));
            of("prod" + over, x -> prod(x, over), some);
            of("max" + over, x -> max(x, over), some);
            of("min" + over, x -> min(x, over), some);
            of("mean" + over, x -> mean(x, over), some);
            of("logSumExp" + over, x -> logSumExp(x, over), some);
            of("variance" + over, x -> variance(x, over, 0), some);
            of("std" + over, x -> std(x, over, 1), s(2, 3), s(3, 4));
            of("ptp" + over, x -> ptp(x, over), s(2, 3), s(3, 4));
            of("median" + over, x -> median(x, over), some);
            of("quantile" + over, x -> quantile(x, constant(0.1, 0.7), over), some);
            of("norm" + over, x -> norm(x, 3, over), some);
            of("argmax" + over, x -> multiply(x, real(argmax(x, over.kept()))), some);
            of("all" + over, x -> real(all(x.gt(0.5), over)), s(2, 3), s(0, 3), s(1, 1));
        }
        of("cov", x -> cov(x), s(3, 4), s(1, 3));
        for (int axis : new int[] {0, -1}) {
            of("cumsum" + axis, x -> cumsum(x, axis), s(3, 4), s(1, 2), s(0, 3), s(5));
            of("cumprod" + axis, x -> cumprod(x, axis), s(3, 4), s(1, 2), s(0, 3), s(5));
            of("diff" + axis, x -> diff(x, axis), s(3, 4), s(1, 2), s(0, 3), s(5));
            of("sort" + axis, x -> sort(x, axis), s(3, 4), s(1, 2), s(0, 3), s(20));
            of("argsort" + axis, x -> real(argsort(x, axis)), s(3, 4), s(1, 2), s(0, 3), s(20));
            of("topK" + axis, x -> topK(x, 1, axis).values(), s(3, 4), s(1, 2), s(5));
        }
        of("cumprod of zero", x -> cumprod(select(x.gt(0.9), constant(0), x), 0), s(9), s(3, 4));
        pair("bincount", (x, w) -> bincount(integers(x, 4), w, 5), s(7), s(7));
    }

    private static void shapes() {
        of("flatten", x -> flatten(x), s(2, 3), s(0, 3), s(4), s());
        of("specifyShape", x -> specifyShape(x, -1, 3), s(2, 3), s(0, 3));
        of("squeeze", x -> squeeze(x, 1), s(2, 1, 3), s(0, 1));
        of("moveAxis", x -> moveAxis(x, 0, -1), s(2, 3, 4), s(5));
        of("tile", x -> tile(x, 2, 1, 3), s(2, 3), s(0, 2), s(1));
        of("repeat", x -> repeat(x, 3, 0), s(2, 3), s(0, 2), s(1));
        of("repeat by", x -> repeat(x, constant(2, 0, 1), 0), s(3, 2), s(3));
        of("roll", x -> roll(x, -4, 0), s(3, 2), s(7), s(1));
        of("flip", x -> flip(x), s(3, 2), s(0), s(1));
        of("split", x -> split(x, 0, 1, 2).get(1), s(3, 2), s(3));
        of("joinDims", x -> joinDims(x, 0, 2), s(2, 3, 4), s(0, 3));
        of("splitDims", x -> splitDims(x, 0, 2, 3), s(6), s(6, 2));
        pair("broadcastArrays", (x, y) -> broadcastArrays(x, y).getFirst(), s(1, 3), s(2, 1));
        pair("hstack", (x, y) -> hstack(x, y), s(3), s(2));
        pair("vstack", (x, y) -> vstack(x, y), s(3), s(2, 3));
        pair("stack", (x, y) -> stack(-1, x, y), s(2, 3), s(2, 3));
        pair(
                "pack",
                (x, y) -> {
                    var packed = pack(x, y);
                    var parts = packed.unpack(square(packed.vector()));
                    return multiply(sum(parts.get(0)), parts.get(1));
                },
                s(2, 3),
                s(4));
    }

    private static void paddings() {
        for (var mode : PadMode.values()) {
            of("pad " + mode, x -> pad(x, mode, 1, 3), s(2, 3), s(4), s(1));
        }
    }

    private static void creation() {
        of("fullLike", x -> multiply(fullLike(x, 2), x), s(2, 3), s(0), s());
        of("diag", x -> diag(x, 1), s(3), s(0), s(1));
        of("diag of", x -> diag(x, -1), s(3, 2), s(4, 4), s(1, 1));
        of("tril", x -> tril(x, -1), s(2, 3, 3), s(3, 4));
        of("triu", x -> triu(x, 1), s(2, 3, 3), s(3, 4));
        of("mgrid", x -> multiply(mgrid(x, x).get(0), mgrid(x, x).get(1)), s(3), s(0));
        pair("linspace", (x, y) -> linspace(x, y, 4), s(3), s());
    }

    private static void indices() {
        var all = Index.all();
        var where = constant(NdArray.of(new boolean[] {true, false, true}, 3));
        var few = Index.of(2, 0, -1);
        var column = Index.of(constant(NdArray.of(new long[] {1, -2}, 2, 1)));
        Map<String, Index[]> known =
                Map.ofEntries(
                        Map.entry("at", new Index[] {Index.at(-1), Index.rest(), Index.at(1)}),
                        Map.entry("range", new Index[] {Index.from(1), Index.from(-1, -2)}),
                        Map.entry("new", new Index[] {Index.newAxis(), all, Index.newAxis()}),
                        Map.entry("empty", new Index[] {Index.range(2, 1)}),
                        Map.entry("array", new Index[] {Index.rest(), few}),
                        Map.entry("pair", new Index[] {few, column}),
                        Map.entry("apart", new Index[] {few, all, column}),
                        Map.entry("mixed", new Index[] {Index.from(0, 2), few, Index.at(1)}),
                        Map.entry("mask", new Index[] {Index.of(where), Index.from(1)}),
                        Map.entry("repeated", new Index[] {Index.of(1, 1, 1), Index.of(0, 0, 2)}));
        known.forEach((name, index) -> {
            of("get " + name, x -> x.get(index), s(3, 4, 3), s(3, 5, 7));
            of("set number " + name, x -> setAt(x, 2, index), s(3, 4, 3));
            of("set " + name, x -> setAt(x, square(x.get(index)), index), s(3, 4, 3));
            of("add " + name, x -> addAt(x, square(x.get(index)), index), s(3, 4, 3), s(3, 5, 7));
        });
        pair("set repeated", (x, v) -> setAt(x, v, Index.of(1, 0, 1, 1)), s(3, 2), s(4, 2));
        pair("set repeated row", (x, v) -> setAt(x, v, Index.of(1, 0, 1)), s(3, 2), s(2));
        pair("add repeated", (x, v) -> addAt(x, v, Index.of(1, 0, 1, 1)), s(3, 2), s(4, 2));
        pair(
                "set by values",
                (x, v) -> setAt(x, v, Index.of(integers(x, 2)), Index.of(integers(v, 2))),
                s(4, 4),
                s(4, 4));
        pair(
                "add by values",
                (x, v) -> addAt(x, v, Index.of(integers(x, 2)), Index.of(integers(v, 2))),
                s(4, 4),
                s(4, 4));
        of("get by values", x -> x.get(Index.of(integers(x, 3)), Index.at(1)), s(5, 2));
        of("mask by values", x -> x.get(Index.of(x.gt(0.8))), s(7), s(3, 4), s(0));
        of("sum of mask", x -> sum(square(x.get(Index.of(x.gt(0.8))))), s(7), s(3, 4), s(0));
        of("set by mask", x -> setAt(square(x), 3, Index.of(x.gt(0.8))), s(7), s(3, 4), s(0));
        of(
                "range by values",
                x -> x.get(Index.range(integers(min(x), 1), integers(max(x), 4))),
                s(9),
                s(6, 2));
    }

    private static void finding() {
        of("takeAlongAxis", x -> takeAlongAxis(x, argsort(x, 0), 0), s(3, 4), s(0, 2), s(1, 1));
        of("permute", x -> permuteRowElements(x, constant(2, 0, 1)), s(2, 3), s(3));
        pair("choose", (x, y) -> choose(constant(1, 0, 1), x, y), s(3), s(2, 3));
        of("compress", x -> compress(x.get(1).gt(0.8), x, 1), s(3, 4));
        of("nonzeroValues", x -> nonzeroValues(maximum(x.minus(0.8), constant(0))), s(3, 4));
        of("unique", x -> unique(x).values(), s(3, 4), s(0), s(1));
        of("inversePermutation", x -> real(inversePermutation(argsort(x))), s(5), s(0));
        pair("fillDiagonal", (x, v) -> fillDiagonal(x, v), s(3, 4), s(3));
        pair("fillDiagonal below", (x, v) -> fillDiagonal(x, v, -1), s(3, 4), s());
    }

    private static void signals() {
        for (var mode : ConvolutionMode.values()) {
            pair("convolve1d " + mode, (x, k) -> convolve1d(x, k, mode), s(6), s(3));
            pair("convolve1d " + mode, (x, k) -> convolve1d(x, k, mode), s(2, 3), s(1, 5));
            pair("convolve2d " + mode, (x, k) -> convolve2d(x, k, mode), s(4, 5), s(2, 3));
            pair("convolve2d " + mode, (x, k) -> convolve2d(x, k, mode), s(2, 3, 1), s(1, 1, 1));
        }
        for (int n : new int[] {1, 2, 3, 8, 9}) {
            of("rfft", x -> rfft(x), s(n), s(2, n));
            of("irfft", x -> irfft(x, n), s(n / 2 + 1, 2));
            of("fft", x -> ifft(square(fft(x))), s(n, 2));
        }
        for (var rule : Interpolation.values()) {
            pair(
                    "interpolate " + rule,
                    (x, y) -> interpolate1d(x, linspace(0.2, 1.6, 4), y, rule),
                    s(3, 2),
                    s(4));
        }
        pair("interp", (x, points) -> interp(x, cumsum(points), points), s(5), s(4));
    }

    private static Tensor real(Tensor x) {
        return cast(x, DType.FLOAT64);
    }

    /// Numbers below `count` that depend on values.
    private static Tensor integers(Tensor x, int count) {
        return mod(cast(x.times(97), DType.INT64), constant(NdArray.scalar((long) count)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void laws(Case c) {
        var random = new SplittableRandom(SEED);
        var values = c.shapes.stream().map(shape -> sample(random, shape)).toList();
        var inputs = inputs(values, true);
        var output = c.build.apply(inputs);
        var expected = interpreted(inputs, output, values);
        assertThat(output.type().accepts(expected)).as("%s", output.type()).isTrue();
        GradientCheck.verify(c.build, values);
        adjoint(inputs, output, expected, values, random);
        compiled(inputs, output, values);
        open(c.build, values).ifPresent(graph -> compiled(graph.inputs, graph.output, values));
    }

    /// With float32 inputs everything is as with float64 ones, but rounded.
    @ParameterizedTest
    @MethodSource("cases")
    void narrow(Case c) {
        var random = new SplittableRandom(SEED);
        var values =
                c.shapes.stream().map(shape -> sample(random, shape).cast(DType.FLOAT32)).toList();
        var wide = values.stream().map(v -> v.cast(DType.FLOAT64)).toList();
        var inputs = new ArrayList<Tensor>();
        for (var v : values) inputs.add(new Input("x" + inputs.size(), TensorType.of(v)));
        var output = c.build.apply(inputs);
        var expected = interpreted(inputs(wide, true), c.build, wide);
        if (output.dtype() == DType.FLOAT64) assertThat(c.name).matches(WIDE);
        var found = interpreted(inputs, output, values).cast(expected.dtype());
        Laws.same("rounded", found, expected, 1e-5);
        for (var x : inputs)
            assertThat(pullback(sum(output), x, constant(1)).dtype()).isEqualTo(DType.FLOAT32);
    }

    private static NdArray interpreted(
            List<Tensor> inputs, Function<List<Tensor>, Tensor> build, List<NdArray> values) {
        return interpreted(inputs, build.apply(inputs), values);
    }

    /// A batch of inputs gives the batch of outputs.
    @ParameterizedTest
    @MethodSource("cases")
    void batches(Case c) {
        var random = new SplittableRandom(SEED);
        var values = c.shapes.stream().map(shape -> sample(random, shape)).toList();
        var others = c.shapes.stream().map(shape -> sample(random, shape)).toList();
        var inputs = inputs(values, true);
        var output = c.build.apply(inputs);
        if (!isDetermined(inputs, output)) return;
        var stacked = new ArrayList<NdArray>();
        for (int i = 0; i < values.size(); i++)
            stacked.add(stack(constant(values.get(i)), constant(others.get(i))).eval());
        var batch = inputs(stacked, true);
        var mapped =
                batch.size() == 1
                        ? vmap((Tensor x) -> c.build.apply(List.of(x))).apply(batch.getFirst())
                        : vmap((Tensor x, Tensor y) -> c.build.apply(List.of(x, y)))
                                .apply(batch.get(0), batch.get(1));
        var found = interpreted(batch, mapped, stacked);
        var first = constant(interpreted(inputs, output, values));
        var second = constant(interpreted(inputs, output, others));
        Laws.same("batch", found, stack(first, second).eval(), 1e-12);
    }

    /// Whether all shapes follow from those of the inputs.
    private static boolean isDetermined(List<Tensor> inputs, Tensor output) {
        var shapes = inputs.stream().map(Tensor::shape).toList();
        var f = new CompiledFunction(inputs, List.of(output), new Interpreter());
        return !f.program(shapes).report().contains("depends on values");
    }

    private record Open(List<Tensor> inputs, Tensor output) {}

    /// The function built for unknown lengths; some functions ask for lengths when they are built.
    private static java.util.Optional<Open> open(
            Function<List<Tensor>, Tensor> build, List<NdArray> values) {
        var inputs = inputs(values, false);
        try {
            return java.util.Optional.of(new Open(inputs, build.apply(inputs)));
        } catch (GraphException e) {
            assertThat(e).hasMessageContaining("known");
            return java.util.Optional.empty();
        }
    }

    private static List<Tensor> inputs(List<NdArray> values, boolean known) {
        var inputs = new ArrayList<Tensor>();
        for (var v : values) {
            int[] dims =
                    IntStream.of(v.shape()).map(d -> known || d == 1 ? d : Shape.UNKNOWN).toArray();
            inputs.add(new Input("x" + inputs.size(), TensorType.float64(dims)));
        }
        return inputs;
    }

    private static void adjoint(
            List<Tensor> inputs,
            Tensor output,
            NdArray value,
            List<NdArray> values,
            SplittableRandom random) {
        if (output.dtype() != DType.FLOAT64) return;
        for (int i = 0; i < inputs.size(); i++) {
            var tangent = sample(random, values.get(i).shape());
            var cotangent = sample(random, value.shape());
            var forward = pushforward(output, inputs.get(i), constant(tangent));
            var back = pullback(output, inputs.get(i), constant(cotangent));
            double left = dot(interpreted(inputs, forward, values).doubles(), cotangent.doubles());
            double right = dot(interpreted(inputs, back, values).doubles(), tangent.doubles());
            assertThat(left)
                    .as("<Jv, u> and <v, J'u>, seed %d", SEED)
                    .isCloseTo(right, within(1e-10 * Math.max(1, Math.abs(right))));
        }
    }

    private static double dot(double[] x, double... y) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
    }

    private static NdArray interpreted(List<Tensor> inputs, Tensor y, List<NdArray> values) {
        return Laws.interpreted(inputs, List.of(y), values).getFirst();
    }

    /// Compiled value and gradients equal the interpreter's.
    private static void compiled(List<Tensor> inputs, Tensor output, List<NdArray> values) {
        var outputs = new ArrayList<>(List.of(output));
        if (output.dtype() == DType.FLOAT64) {
            var cost = sum(square(output));
            for (var x : inputs) outputs.add(pullback(cost, x, constant(1)));
        }
        var arguments = values.toArray();
        var jvm = new CompiledFunction(inputs, outputs, new JvmBackend()).callAll(arguments);
        var oracle = new CompiledFunction(inputs, outputs, new Interpreter()).callAll(arguments);
        for (int i = 0; i < outputs.size(); i++)
            Laws.same("output " + i, jvm.get(i), oracle.get(i), 1e-11);
    }

    private static NdArray sample(SplittableRandom random, int... shape) {
        var out = new double[NdArray.sizeOf(shape)];
        Arrays.setAll(out, i -> random.nextDouble(0.3, 1.4));
        return NdArray.of(out, shape);
    }
}
