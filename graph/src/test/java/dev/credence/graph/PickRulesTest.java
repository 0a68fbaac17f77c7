package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.arrays.ArrayFunctions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Examples of the rules of parts and picked entries, of draws, and of folded joins.
final class PickRulesTest {
    private static final Input X = tensor("x", TensorType.float64(8));
    private static final Input Y = tensor("y", TensorType.float64(3));
    private static final Input Z = tensor("z", TensorType.float64(8));
    private static final Input A = tensor("a", TensorType.float64(6, 4));
    private static final Input LONG = tensor("long", TensorType.float64(600));
    private static final Input OTHER = tensor("other", TensorType.float64(600));
    private static final Input S = scalar("s");
    private static final Input KEY = tensor("key", new TensorType(DType.INT64, Shape.of(2)));
    private static final Tensor APART = constant(5, -8, 2);
    private static final List<Tensor> INPUTS = List.of(X, Y, Z, A, LONG, OTHER, S, KEY);

    static Set<String> equations() {
        return examples().map(RuleExample::equation).collect(Collectors.toSet());
    }

    static Stream<RuleExample> examples() {
        return Stream.of(terms(), picks(), parts(), draws(), folds()).flatMap(s -> s);
    }

    private static Tensor apply(Op op, Tensor... inputs) {
        return new Apply(op, List.of(inputs)).output();
    }

    private static Tensor scattered(Tensor x, Tensor values) {
        return apply(new ScatterSet(0), x, APART, values);
    }

    private static Tensor set(Tensor x, int start, int stop, Tensor part) {
        return apply(new Indexing.SetSlice(0, new Indexing.Range(start, stop, 1)), x, part);
    }

    static Stream<RuleExample> terms() {
        var terms = "x + y - x = y, x + c + y + d = x + y + (c + d)";
        return Stream.of(
                new RuleExample(terms, X.plus(exp(Z)).minus(X), View.class),
                new RuleExample(terms, X.plus(1).plus(Z).minus(3), View.Reshape.class),
                new RuleExample(
                        "log(x / y) = log(x) - log(y) where x >= 0 or y >= 0 and one of them is"
                                + " small or constant",
                        log(constant(1, 2, 3, 4, 5, 6, 7, 8.0).div(X)),
                        View.class),
                new RuleExample(
                        "log(x * y) = log(x) + log(y) where x >= 0 or y >= 0 and one of them is"
                                + " small or constant",
                        log(cosh(X).times(S)),
                        View.Reshape.class));
    }

    static Stream<RuleExample> picks() {
        return Stream.of(
                new RuleExample(
                        "ScatterSet(x, i, y)[i] = y where i has no position twice",
                        scattered(X, Y).get(APART),
                        ScatterSet.class),
                new RuleExample(
                        "ScatterAdd(0, i, y)[i] = y where i has no position twice",
                        apply(new Indexing.ScatterAdd(0), zerosLike(X), APART, Y).get(APART),
                        Indexing.ScatterAdd.class),
                new RuleExample(
                        "ScatterSet(x, i, x[i] + y) = ScatterAdd(x, i, y) where i has no position"
                                + " twice",
                        scattered(X, X.get(APART).plus(Y)),
                        Indexing.Gather.class),
                new RuleExample(
                        "x[0, 1, ..., n - 1] = x[0:n] where n <= Shape(x)",
                        X.get(ArrayFunctions.arange(shapeOf(Y).get(0))),
                        Indexing.Gather.class),
                new RuleExample(
                        "BroadcastTo(x, s)[constant i] = BroadcastTo(x, s[i])",
                        broadcastTo(S, 8).get(APART).times(Y),
                        Indexing.Gather.class),
                new RuleExample(
                        "Join(x, y)[constant i] = x[constant i] where i is inside x",
                        concatenate(0, Y, X).get(constant(5, -1, 3)),
                        View.Concatenate.class),
                new RuleExample(
                        "f(x, y)[i] = f(x[i], y[i]) where i picks half or less",
                        X.times(Z).get(APART),
                        View.Concatenate.class));
    }

    static Stream<RuleExample> parts() {
        return Stream.of(
                new RuleExample(
                        "SetSlice{r}(x, x[r]) = x",
                        set(X, 1, 4, X.slice(1, 4)).times(2),
                        Indexing.class),
                new RuleExample(
                        "SetSlice{a:b}(SetSlice{c:d}(x, y), z) = SetSlice{a:b}(x, z) where c:d is"
                                + " inside a:b",
                        set(set(X, 2, 5, Y), 1, 5, Z.slice(0, 4)).plus(0),
                        View.Concatenate.class),
                new RuleExample(
                        "Reshape(x)[a:b] = Reshape(x[c:d]) where a:b is made of whole rows of x",
                        slice(reshape(exp(A), 12, 2), 0, 4, 8, 1),
                        View.Concatenate.class));
    }

    private static Tensor lengths(long... lengths) {
        return constant(lengths);
    }

    static Stream<RuleExample> draws() {
        return Stream.of(
                new RuleExample(
                        "Draw(key, s, DimShuffle{x, 0}(p)) = Draw(key, s, p)",
                        apply(Draw.LOG_GAMMA, KEY, lengths(2, 3), dimShuffle(Y, -1, 0)),
                        View.DimShuffle.class),
                new RuleExample(
                        "Draw(key, s, p, p, ...) = Draw(key, s, p)",
                        apply(Draw.LOG_GAMMA, KEY, lengths(3), constant(2, 2, 2.0)),
                        View.class),
                new RuleExample(
                        "DimShuffle{x, 0}(Draw(key, s, p)) = Draw(key, 1 and s, DimShuffle{x,"
                                + " 0}(p))",
                        dimShuffle(apply(Draw.LOG_GAMMA, KEY, lengths(3), Y), 0, -1),
                        Reduction.class),
                new RuleExample(
                        "Reshape(Draw(key, s), t) = Draw(key, t)",
                        reshape(apply(Draw.NORMAL, KEY, lengths(6)), 2, 3),
                        View.class),
                new RuleExample(
                        "Draw(key, s, p)[0:n] = Draw(key, s[0:n], p[0:n]) where n is half or less",
                        apply(Draw.LOG_GAMMA, KEY, lengths(8), X).slice(0, 3),
                        View.class),
                new RuleExample(
                        "Draw(key, s, p)[0:n] = Draw(key, s[0:n], p[0:n]) where n is half or less",
                        slice(apply(Draw.NORMAL, KEY, lengths(9, 3)), 0, 0, 2, 1),
                        Indexing.class));
    }

    static Stream<RuleExample> folds() {
        var join = concatenate(0, X, Y);
        var truths = concatenate(0, X.gt(1), Y.gt(1));
        var joined = View.Concatenate.class;
        return Stream.of(
                new RuleExample("max(Join(x, y)) = maximum(max(x), max(y))", max(join), joined),
                new RuleExample("min(Join(x, y)) = minimum(min(x), min(y))", min(join), joined),
                new RuleExample("all(Join(x, y)) = all(x) and all(y)", all(truths), joined),
                new RuleExample("any(Join(x, y)) = any(x) or any(y)", any(truths), joined),
                new RuleExample("prod(Join(x, y)) = prod(x) * prod(y)", prod(join, 0), joined),
                new RuleExample(
                        "sum(x * y) = MatMul(x, y) where x and y are long vectors that are given",
                        sum(LONG.times(OTHER)).plus(sum(square(LONG))),
                        Reduction.class),
                new RuleExample("prod(a * x) = a^n * prod(x)", prod(X.times(S), 0), joined));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void becomes(RuleExample example) {
        boolean finite = example.equation().equals("prod(a * x) = a^n * prod(x)");
        example.verify(INPUTS, finite ? RuleSet.everything() : RuleSet.standard());
    }

    @Test
    void termsOfOppositeSignsCancel() {
        assertThat(text(X.plus(Z).minus(X))).isEqualTo("z");
        assertThat(text(X.plus(Z).minus(S.plus(X)))).isEqualTo("z - s");
        assertThat(text(X.plus(1).plus(Z).plus(2))).isEqualTo("x + z + 3");
        assertThat(text(X.plus(0.1).plus(Z).plus(0.2))).isEqualTo("x + 0.1 + z + 0.2");
        assertThat(text(X.minus(X))).isEqualTo("x - x");
    }

    @Test
    void aMaximumThatIsSubtractedAlreadyServes() {
        var shift = "log(sum(exp(x))) = m + log(sum(exp(x - m))), m = ceil(max(x))";
        assertThat(optimized(log(sum(exp(X.minus(max(X))))))).doesNotContain(shift);
        assertThat(optimized(log(sum(exp(X.minus(max(Z))))))).contains(shift);
        assertThat(optimized(log(sum(exp(A.minus(max(A))), 1)))).contains(shift);
    }

    private static String text(Tensor y) {
        return MathText.of(Rewriting.optimize(Graph.of(INPUTS, List.of(y))).outputs().getFirst());
    }

    private static String optimized(Tensor y) {
        return Rewriting.optimize(Graph.of(INPUTS, List.of(y))).log().toString();
    }

    private static Tensor shift(long by) {
        return new Constant(NdArray.scalar(by));
    }

    @Test
    void positionsThatMayOccurTwiceAreLeft() {
        var twice = constant(5, -3, 2);
        assertThat(Positions.areDistinct(twice, 8)).isFalse();
        assertThat(Positions.areDistinct(APART, 8)).isTrue();
        assertThat(Positions.areDistinct(APART, Shape.UNKNOWN)).isFalse();
        assertThat(Positions.areDistinct(constant(1, 9), 8)).isFalse();
        var numbers = Numbers.of(shapeOf(Y));
        assertThat(Positions.areDistinct(numbers.plus(shift(5)), 8)).isTrue();
        assertThat(Positions.areDistinct(numbers.plus(shift(6)), 8)).isFalse();
        assertThat(optimized(apply(new ScatterSet(0), X, twice, Y).get(twice)))
                .doesNotContain("no position twice");
    }

    @Test
    void partsOfDrawsThatAreNotTheFirstStay() {
        var tail = apply(Draw.NORMAL, KEY, lengths(8)).slice(5, 8);
        assertThat(optimized(tail)).doesNotContain("Draw(key, s, p)[0:n]");
        var columns = slice(apply(Draw.NORMAL, KEY, lengths(8, 8)), 1, 0, 2, 1);
        assertThat(optimized(columns)).doesNotContain("Draw(key, s, p)[0:n]");
    }

    @Test
    void aNegativePositionIsCountedFromTheEnd() {
        assertThat(optimized(X.get(constant(-3, -2, -1))))
                .contains("x[constant a, a + b, a + 2 b, ...] = x[a:c:b]");
    }
}
