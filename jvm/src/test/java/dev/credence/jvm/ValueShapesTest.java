package dev.credence.jvm;

import static dev.credence.graph.arrays.ArrayFunctions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.NdArray;
import dev.credence.graph.CompileMode;
import dev.credence.graph.CompileOptions;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.GraphException;
import dev.credence.graph.Index;
import dev.credence.graph.Input;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

/// Functions in which a shape depends on values run all the same: what comes before is compiled,
/// the rest interpreted, and they say so.
final class ValueShapesTest {
    private final Input x = vector("x");
    private final double[] numbers = {3, -1, 0, 2};

    @Test
    void theResultHasTheShapeThatItsValuesGive() {
        var positive = function(List.of(x), x.get(Index.of(x.gt(0))));
        assertThat(positive.call((Object) numbers)).isEqualTo(NdArray.of(3, 2));
        assertThat(positive.call((Object) new double[] {-1})).isEqualTo(NdArray.of());
        assertThat(positive.explain())
                .contains("For inputs of shapes [(4)], ")
                .containsPattern(
                        "nodes are interpreted, since the shape of 'nonzero.*' depends on values");
    }

    @Test
    void whatComesBeforeIsCompiled() {
        var y = exp(x);
        var f = function(List.of(x), sum(square(y.get(Index.of(y.gt(1))))));
        var program = f.program(List.of(Shape.of(4)));
        assertThat(program.report()).startsWith("4 of 7 nodes are interpreted").contains("exp");
        var result = new double[1];
        program.newExecutable().execute(new Object[] {numbers}, new Object[] {result});
        assertThat(result).containsExactly(f.call((Object) numbers).item());
    }

    @Test
    void aResultOfUnknownShapeCannotBeWrittenIntoAnArray() {
        var positive = function(List.of(x), x.get(Index.of(x.gt(0))));
        assertThatThrownBy(() -> positive.program(List.of(Shape.of(4))).newExecutable())
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("the shape (?) of 'x[nonzero(x > 0)]' depends on values")
                .hasMessageContaining("call the function instead");
    }

    @Test
    void aConstantMaskIsCompiled() {
        var some = x.get(Index.of(true, false, true, false));
        var f = function(List.of(x), some);
        assertThat(f.call((Object) numbers)).isEqualTo(NdArray.of(3, 0));
        assertThat(f.explain()).doesNotContain("interpreted");
    }

    @Test
    void writingANumberByMaskIsCompiled() {
        var f = function(List.of(x), setAt(x, 0, Index.of(x.lt(0))));
        assertThat(f.call((Object) numbers)).isEqualTo(NdArray.of(3, 0, 0, 2));
        assertThat(f.explain()).doesNotContain("interpreted");
    }

    @Test
    void severalConstantIntegerArraysAreOneGather() {
        var m = matrix("m");
        var f = function(List.of(m), m.get(Index.of(0, 1, 1), Index.of(2, 0, -1)));
        var report = f.program(List.of(Shape.of(2, 3))).report();
        assertThat(report).doesNotContain("LinearIndex");
    }

    /// Once a length is known to be one it would have to repeat; compiled code does not do so.
    @Test
    void aLengthThatTurnsOutToBeOneDoesNotRepeat() {
        var three = constant(1, 2, 3.0);
        Tensor product = multiply(x.get(Index.of(x.gt(0))), three);
        assertThatThrownBy(() -> function(List.of(x), product).call((Object) new double[] {1, -1}))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith(
                        "mul: shapes [(1), (3)] do not broadcast; a length of 1 repeats only if it"
                                + " is known when the graph is built");
    }

    @ParameterizedTest
    @EnumSource(CompileMode.class)
    void everyModeRunsThem(CompileMode mode) {
        var options = CompileOptions.standard().withMode(mode);
        var some = log(x.plus(2)).get(Index.of(x.gt(0)));
        var f = new CompiledFunction(List.of(x), List.of(some), options);
        assertThat(f.call((Object) numbers)).isEqualTo(NdArray.of(Math.log(5), Math.log(4)));
    }
}
