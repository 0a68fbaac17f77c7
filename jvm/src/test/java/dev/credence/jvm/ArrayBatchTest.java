package dev.credence.jvm;

import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/// Every array function keeps [BatchLaws].
final class ArrayBatchTest {
    static Stream<BatchLaws.Case> cases() {
        return ArrayLawsTest.cases()
                .filter(ArrayBatchTest::hasOneShape)
                .map(c ->
                        BatchLaws.Case.of(
                                c.toString(),
                                c.build(),
                                c.shapes().stream()
                                        .map(BatchLaws::real)
                                        .toArray(BatchLaws.Argument[]::new)));
    }

    /// Functions whose shapes depend on values have no batch.
    private static boolean hasOneShape(ArrayLawsTest.Case c) {
        var inputs =
                c.shapes().stream()
                        .<Tensor>map(shape -> new Input("x", TensorType.float64(shape)))
                        .toList();
        return GraphWalk.topological(List.of(c.build().apply(inputs))).stream()
                .flatMap(node -> node.outputs().stream())
                .allMatch(y -> y.shape().isKnown());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void laws(BatchLaws.Case c) {
        BatchLaws.checkStacking(c);
    }
}
