package acceptance;

import static dev.credence.graph.transform.Transformations.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.CompileOptions;
import dev.credence.graph.GraphException;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/// What goes wrong in a step of a loop is told in one sentence that ends with the line in the step;
/// what is wrong with the loop itself ends with the line of the loop.
final class LoopErrorsTest {
    private static final Tensor ZERO = constant(0.0);
    private static final double[] TWO = {1, 2};

    private final Tensor x = vector("x");
    private final Tensor v = vector("v");
    private final Tensor n = tensor("n", new TensorType(DType.INT64, Shape.SCALAR));

    /// The line that an error is to name.
    private int line;

    /// Expects the error at the next line.
    private void next() {
        line =
                1
                        + StackWalker.getInstance()
                                .walk(f -> f.skip(1).findFirst().orElseThrow().getLineNumber());
    }

    private void fails(String sentence, ThrowingCallable call) {
        var found = catchThrowableOfType(GraphException.class, call);
        assertThat(found).as(sentence).isNotNull();
        assertThat(found.getMessage())
                .isEqualTo("%s. Made at LoopErrorsTest.java:%d".formatted(sentence, line));
    }

    /// Calls a function with arguments, compiled and interpreted, and then with its gradient.
    private void calledFails(
            String sentence, List<Tensor> inputs, Tensor output, Object... arguments) {
        allFail(sentence, inputs, List.of(output), arguments);
        var slope = grad(sum(output), inputs.getFirst());
        allFail(sentence, inputs, List.of(output, slope), arguments);
    }

    private void allFail(
            String sentence, List<Tensor> inputs, List<Tensor> outputs, Object... arguments) {
        var standard = CompileOptions.standard();
        for (var options : List.of(standard, standard.withBackend(new Interpreter())))
            fails(sentence, () -> function(inputs, outputs, options).callAll(arguments));
    }

    @Test
    void carriesOfAnotherType() {
        var ending = "; a carry keeps its dtype and shape";
        fails(
                "carry 0 ('v') of a scan is float64(?) at the start but the step makes it float64()"
                        + ending,
                () ->
                        scan(
                                (c, _) -> {
                                    next();
                                    return Step.of(sum(c.getFirst()));
                                },
                                List.of(v),
                                3));
        fails(
                "carry 0 of a scan is float64() at the start but the step makes it bool()" + ending,
                () ->
                        loop().steps(2)
                                .carry(ZERO)
                                .run((c, _) -> {
                                    next();
                                    return Step.of(c.getFirst().gt(1));
                                }));
        fails(
                "carry 0 of a scan is float64() at the start but the step makes it float64(?)"
                        + ending,
                () ->
                        foldLeft(
                                (c, _) -> {
                                    next();
                                    return c.plus(v);
                                },
                                ZERO,
                                x));
        fails(
                "carry 1 of a scan is float64() at the start but the step makes it int64()"
                        + ending,
                () ->
                        loop().over(constant(1L, 2))
                                .carry(ZERO, ZERO)
                                .run((c, e) -> {
                                    next();
                                    return Step.of(c.getFirst(), e.getFirst());
                                }));
    }

    /// Where lengths are not known before the call.
    @Test
    void carriesThatGrow() {
        var grown =
                scan(
                        (c, _) -> {
                            next();
                            return Step.of(concatenate(0, c.getFirst(), v));
                        },
                        List.of(v),
                        4);
        calledFails(
                "carry 0 ('v') of a scan is float64(2) at the start but the step makes it"
                        + " float64(4); a carry keeps its dtype and shape",
                List.of(v),
                grown.carry(),
                TWO);
        var added =
                scan(
                        (c, _) -> {
                            next();
                            return Step.of(c.getFirst().plus(v));
                        },
                        List.of(x),
                        4);
        calledFails(
                "add: shapes 'x' (2) and 'v' (3) do not broadcast",
                List.of(x, v),
                added.carry(),
                TWO,
                new double[3]);
    }

    @Test
    void positionsThatDependOnCarriesNameTheStep() {
        var moved =
                scan(
                        (c, _) -> {
                            var at = c.getFirst().cast(DType.INT64);
                            next();
                            var found = x.get(at);
                            return Step.of(c.getFirst().plus(1).plus(found.times(0)));
                        },
                        List.of(v.get(0)),
                        4);
        calledFails(
                "index 2 is out of bounds for axis 0 of length 2 (shape (2) of 'x'), in step 1 of"
                        + " a loop",
                List.of(x, v),
                moved.carry(),
                TWO,
                TWO);
        var nested =
                foldLeft(
                        (c, row) ->
                                foldLeft(
                                        (d, e) -> {
                                            next();
                                            return x.get(d.cast(DType.INT64)).plus(e);
                                        },
                                        c,
                                        row),
                        ZERO,
                        outer(v, v));
        calledFails(
                "index 9 is out of bounds for axis 0 of length 2 (shape (2) of 'x'), in step 2 of"
                        + " a loop, in step 1 of a loop",
                List.of(x, v),
                nested,
                new double[2],
                new double[] {0, 3, 0, 0});
    }

    /// These are looked up for all steps at once.
    @Test
    void positionsThatDependOnElements() {
        var moved =
                map(
                        e -> {
                            next();
                            return x.get(e.cast(DType.INT64));
                        },
                        v);
        allFail(
                "index 2 is out of bounds for axis 0 of length 2 (shape (2) of 'x')",
                List.of(x, v),
                List.of(moved),
                TWO,
                TWO);
    }

    @Test
    void batchesNameTheEntry() {
        var four = tensor("t", TensorType.float64(4, 2, 2, 2));
        var values = new double[32];
        for (int i = 0; i < 32; i += 4) values[i] = values[i + 3] = 1;
        values[31] = 0;
        var singular = NdArray.of(values, 4, 2, 2, 2);
        var inputs = List.<Tensor>of(four);
        next();
        var all = inv(four);
        allFail(
                "inv: the matrix 't' of shape (2, 2) is singular: pivot 1 is zero, in entry [3, 1]",
                inputs,
                List.of(all),
                singular);
        next();
        var mapped = vmap(vmap(m -> inv(m))).apply(four);
        allFail(
                "inv: the matrix 't' of shape (2, 2) is singular: pivot 1 is zero, in entry [3, 1]",
                inputs,
                List.of(mapped),
                singular);
    }

    @Test
    void checksNameTheStep() {
        var falling =
                foldLeft(
                        (c, e) -> {
                            next();
                            var level = check(c, c.gt(0), "level > 0");
                            return level.times(2).minus(e);
                        },
                        constant(1.0),
                        v);
        calledFails(
                "level > 0 fails, in step 3 of a loop",
                List.of(v),
                falling,
                (Object) new double[] {0.5, 1, 4, 0, 0});
    }

    @Test
    void conditions() {
        fails(
                "a scan ends where a bool scalar is true, 'x + 1' is float64()",
                () ->
                        loop().over(x)
                                .run((_, e) -> {
                                    next();
                                    return Step.of().until(e.getFirst().plus(1));
                                }));
        fails(
                "a scan ends where a bool scalar is true, 'v > 1' is bool(?)",
                () ->
                        loop().over(x)
                                .run((_, _) -> {
                                    next();
                                    return Step.of().until(v.gt(1));
                                }));
        fails(
                "whileLoop: the condition must be a bool scalar, 'v > 1' is bool(?)",
                () ->
                        whileLoop(
                                _ -> {
                                    next();
                                    return v.gt(1);
                                },
                                c -> c,
                                List.of(ZERO),
                                3));
        fails(
                "filter: the condition must be a bool scalar, 'x + 1' is float64()",
                () ->
                        filter(
                                e -> {
                                    next();
                                    return e.plus(1);
                                },
                                x));
    }

    @Test
    void results() {
        fails(
                "a step of a scan must give 1 carries, not 0",
                () ->
                        scan(
                                (c, _) -> {
                                    next();
                                    return Step.of().stacking(c.getFirst());
                                },
                                List.of(v),
                                3));
        fails(
                "a step of a loop must give 1 carries, not 2",
                () ->
                        loop().over(x)
                                .carry(v)
                                .run((c, e) -> {
                                    next();
                                    return Step.of(c.getFirst(), e.getFirst());
                                }));
        fails(
                "a step of a strict loop uses 'v', which is not among []",
                () ->
                        loop().over(x)
                                .strict()
                                .run((_, e) -> {
                                    next();
                                    return Step.of().stacking(e.getFirst().plus(v));
                                }));
    }

    @Test
    void loopsThatCannotBe() {
        var three = constant(1.0, 2, 3);
        fails(
                "a scan needs a sequence or a number of steps, both are missing",
                () -> {
                    next();
                    loop().carry(ZERO).run((c, _) -> Step.of(c.getFirst()));
                });
        fails(
                "the sequences of a scan have first lengths [3, 2], which must be equal",
                () -> {
                    next();
                    loop().over(three, constant(TWO)).run((_, _) -> Step.of());
                });
        fails(
                "a scan cannot make -2 steps",
                () -> {
                    next();
                    scan((c, _) -> Step.of(c.getFirst()), List.of(ZERO), -2);
                });
        fails(
                "a scan cannot make -2 steps",
                () -> {
                    next();
                    forLoop(-2, (_, c) -> c, List.of(ZERO));
                });
        fails(
                "a scan cannot make -2 steps",
                () -> {
                    next();
                    loop().steps(-2);
                });
        fails(
                "a scan cannot make 4 steps along '[1.0, 2.0, 3.0]' of length 3",
                () -> {
                    next();
                    loop().over(three).steps(4).run((_, _) -> Step.of());
                });
        fails(
                "a scan goes along the first axis of its sequences, '0.0' is a scalar",
                () -> {
                    next();
                    map(e -> e, ZERO);
                });
    }

    @Test
    void loopsThatCannotBeOnceLengthsAreKnown() {
        next();
        var both = loop().over(x, v).run((_, e) -> Step.of().stacking(e.get(0).times(e.get(1))));
        calledFails(
                "the sequences of a scan have first lengths [2, 3], which must be equal",
                List.of(x, v),
                both.stacked(),
                TWO,
                new double[3]);
        next();
        var four = loop().over(x).steps(4).run((_, e) -> Step.of().stacking(exp(e.getFirst())));
        calledFails(
                "a scan cannot make 4 steps along 'x' of length 2",
                List.of(x),
                four.stacked(),
                (Object) TWO);
        for (boolean backwards : Set.of(false, true)) {
            var many = backwards ? loop().over(x).backwards() : loop().over(x);
            next();
            var made = many.steps(n).run((_, e) -> Step.of().stacking(exp(e.getFirst())));
            calledFails(
                    "sequence 'x' of a scan has length 2 where 3 is needed",
                    List.of(x, n),
                    made.stacked(),
                    TWO,
                    3);
            calledFails("a scan cannot make -1 steps", List.of(x, n), made.stacked(), TWO, -1);
        }
        next();
        var doubled = loop().carry(x).steps(n).run((c, _) -> Step.of(c.getFirst().times(2)));
        calledFails("a scan cannot make -1 steps", List.of(x, n), doubled.carry(), TWO, -1);
    }
}
