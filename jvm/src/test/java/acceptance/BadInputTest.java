package acceptance;

import static dev.credence.graph.transform.Transformations.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.CompileOptions;
import dev.credence.graph.GraphException;
import dev.credence.graph.Index;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What does not fit a function's values is told in one sentence that ends with the user's line,
/// wherever the user wrote it: in a function, in a step of a loop, in a function that is mapped
/// over a batch or compiled by `jit`; by the interpreter and by compiled code.
final class BadInputTest {
    private static final double[][] ROWS = {{1, 2}, {3, 4}};
    private static final Tensor THREE = constant(1.0, 2, 3);

    /// A function of a vector, which is given one of two numbers, and what is wrong with it.
    private record Case(String message, UnaryOperator<Tensor> function) {
        @Override
        public String toString() {
            return message;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("(2) and (3) do not broadcast", x -> x.plus(THREE)),
                new Case("index 5 is out of bounds for axis 0 of", x -> x.get(5)),
                new Case("index -3 is out of bounds for axis 0 of", x -> x.get(-3)),
                new Case("index 5 is out of bounds for axis 0 of", x -> x.get(Index.at(5))),
                new Case("is out of bounds for axis 0 of length", x -> x.get(past(x))),
                new Case(
                        "is out of bounds for axis 0 of length",
                        x -> setAt(x, 1, Index.of(past(x).reshape(1)))),
                new Case(
                        "shape (2) cannot be reshaped to (3, 3): 2 elements", x -> x.reshape(3, 3)),
                new Case(
                        "gives shape (65536, 65536), which has more than 2^31 - 1 elements",
                        x -> broadcastTo(x.get(0), 1 << 16, 1 << 16)),
                new Case("types [", x -> concatenate(0, outer(x, x), outer(THREE, THREE))),
                new Case(
                        "do not fit: 2 columns but 3 rows",
                        x -> matmul(outer(x, x), outer(THREE, THREE))),
                new Case(
                        "checkedCholesky: the matrix of shape (2, 2) is not positive definite:"
                                + " pivot 0 is",
                        x -> checkedCholesky(negate(outer(x, x)))),
                new Case(
                        "inv: the matrix of shape (2, 2) is singular",
                        x -> inv(zerosLike(outer(x, x)))),
                new Case("first above 10 fails", x -> check(x, x.get(0).gt(10), "first above 10")),
                new Case("a shape is an int64 vector", x -> broadcastTo(x.get(0), x)),
                new Case(
                        "the number of axes must be known",
                        x -> broadcastTo(x.get(0), nonzero(x.gt(0)).getFirst())));
    }

    private static Tensor past(Tensor x) {
        return add(x.get(0).times(0).cast(DType.INT64), constant(new long[] {7}).get(0));
    }

    private static void tells(Case wrong, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(GraphException.class)
                .hasMessageContaining(wrong.message)
                .hasMessageMatching("[^\n]*\\. Made at BadInputTest\\.java:\\d+");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void toldWithTheLine(Case wrong) {
        var v = vector("v");
        var rows = matrix("rows");
        for (var options : List.of(CompileOptions.standard(), interpreted())) {
            tells(
                    wrong,
                    () ->
                            function(List.of(v), wrong.function.apply(v), options)
                                    .call((Object) ROWS[0]));
            tells(
                    wrong,
                    () ->
                            function(List.of(rows), map(wrong.function::apply, rows), options)
                                    .call((Object) ROWS));
        }
        tells(wrong, () -> jit(x -> wrong.function.apply(x)).call((Object) ROWS[0]));
        tells(wrong, () -> jit(vmap(x -> wrong.function.apply(x))).call((Object) ROWS));
    }

    private static CompileOptions interpreted() {
        return CompileOptions.standard().withBackend(new Interpreter());
    }

    @Test
    void namesAreTold() {
        var m = matrix("m");
        var v = vector("v");
        var positions = vector("positions", DType.INT64);
        for (var options : List.of(CompileOptions.standard(), interpreted())) {
            fails(
                    () -> function(List.of(v), v.get(4), options).call((Object) new double[3]),
                    "index 4 is out of bounds for axis 0 of length 3 (shape (3) of 'v'). Made at");
            fails(
                    () ->
                            function(List.of(v, positions), v.get(positions), options)
                                    .call(new double[3], new int[] {0, -4}),
                    "index -4 is out of bounds for axis 0 of length 3 (shape (3) of 'v'). Made at");
            fails(
                    () ->
                            function(List.of(v), v.reshape(2, 2), options)
                                    .call((Object) new double[3]),
                    "'v' of shape (3) cannot be reshaped to (2, 2): 3 elements do not fit. Made"
                            + " at");
            fails(
                    () ->
                            function(List.of(m), matmul(m, m), options)
                                    .call((Object) new double[3][2]),
                    "matmul: shapes 'm' (3, 2) and 'm' (3, 2) do not fit: 2 columns but 3 rows."
                            + " Made at");
        }
    }

    private static void fails(ThrowingCallable call, String start) {
        assertThatThrownBy(call)
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith(start)
                .hasMessageContaining(" at BadInputTest.java:");
    }

    @Test
    void argumentsAreTold() {
        var m = matrix("m");
        var f = function(List.of(m), m.sum());
        fails(
                () -> f.call((Object) new double[][] {{1, 2}, {3}}),
                "'m' cannot be given rows of different lengths: row 0 has 2 entries, row 1 has 1."
                        + " Called at");
        fails(() -> f.call((Object) null), "'m' cannot be given null; use a number,");
        fails(
                () -> jit(x -> x).call("text"),
                "argument 0 of the function cannot be given a String; use a number,");
    }

    @Test
    void tensorsThatAreMissingAreTold() {
        var x = scalar("x");
        var v = vector("v");
        fails(
                () -> exp(x).eval(Map.of(v, new double[2])),
                "'x' is needed to compute [exp(x)] but is not among the inputs [v]. Made at");
        var kept = new Tensor[1];
        map(
                e -> {
                    kept[0] = e;
                    return e;
                },
                v);
        fails(
                () -> function(List.of(v), kept[0].plus(v)),
                "'v' is needed to compute [v + v] but is not among the inputs [v]; it is another"
                    + " tensor, such as one that a loop or a transformation gave its function. Made"
                    + " at");
    }

    @Test
    void shapesThatCannotBeAreTold() {
        fails(() -> eye(1 << 16, 1 << 16, 0), "a matrix of shape (65536, 65536) cannot be made;");
        fails(
                () -> arange(1L << 40),
                "arange: a tensor has at most 2^31 - 1 elements, not 1099511627776");
        fails(
                () -> arange(0, 1e12, 1),
                "arange: a tensor has at most 2^31 - 1 elements, not 1000000000000");
    }

    @Test
    void gradientsThatCannotBeAreToldInsideOfTransformations() {
        var v = vector("v");
        var n = tensor("n", new TensorType(DType.INT64, Shape.SCALAR));
        fails(
                () -> map(e -> grad(e.times(v), v), v),
                "gradients are of float64 or float32 scalars only, 'v * v' is float64(?); sum it");
        fails(
                () -> jit(vmap(grad(x -> exp(x)))).call((Object) ROWS),
                "gradients are of float64 or float32 scalars only, 'exp(<float64(2)>)' is"
                        + " float64(2)");
        fails(
                () -> jit(grad(x -> x.times(2).sum())).call((Object) new long[] {1}),
                "'<int64(1)>' is int64(1), and there are no gradients with respect to integers");
        fails(() -> grad(exp(n), n), "'n' is int64(), and there are no gradients");
    }

    @Test
    void choicesRaiseOnTheSideThatIsTaken() {
        var x = scalar("x");
        var v = vector("v");
        var f = function(List.of(x, v), ifElse(x.gt(0), v.get(x.cast(DType.INT64)), x));
        assertThat(f.call(-1, new double[2])).isEqualTo(NdArray.scalar(-1.0));
        fails(
                () -> f.call(7, new double[2]),
                "index 7 is out of bounds for axis 0 of length 2 (shape (2) of 'v'). Made at");
    }
}
