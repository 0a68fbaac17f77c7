package dev.credence.graph;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// Gradients that are wrong are found, and the message says where.
final class GradientCheckTest {
    /// The cube, with a derivative that is right up to 2 only.
    private record Cube() implements CustomOp {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            return List.of(inputs.getFirst().type());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            var out = inputs.getFirst().doubles().clone();
            for (int i = 0; i < out.length; i++) out[i] = Math.pow(out[i], 3);
            return List.of(NdArray.of(out, inputs.getFirst().shape()));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var x = Tensors.minimum(node.input(0), Tensors.constant(2));
            return List.of(cotangents.getFirst().map(g -> g.times(Tensors.square(x)).times(3)));
        }
    }

    private static Tensor cube(Tensor x) {
        return new Apply(new Cube(), List.of(x)).output();
    }

    @Test
    void aRightGradientPasses() {
        assertThatCode(() -> GradientCheck.verify(GradientCheckTest::cube, NdArray.of(1, 1.5)))
                .doesNotThrowAnyException();
    }

    @Test
    void aWrongGradientNamesInputPositionAndValues() {
        assertThatThrownBy(() ->
                        GradientCheck.verify(
                                x -> cube(x.get(1)).times(x.get(0)),
                                List.of(NdArray.scalar(1.0), NdArray.of(1, 3, 1))))
                .isInstanceOf(GraphException.class)
                .hasMessageMatching(
                        "the gradient of 'input 1' of shape \\(3\\) at element 1 is .*, but finite"
                                + " differences give .* \\(absolute error .*, relative 0\\.38.*,"
                                + " tolerance 1\\.0E-4\\) at \\[1\\.0, 3\\.0, 1\\.0]");
    }
}
