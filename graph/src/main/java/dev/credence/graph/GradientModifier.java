package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// Identities that change the gradient which flows through them; they are gone from compiled
/// graphs.
sealed interface GradientModifier extends CustomOp {
    /// The cotangent of the input from that of the output.
    Tensor changed(Apply node, Tensor cotangent);

    /// The gradient is zero: connected, but flat.
    record Zero() implements GradientModifier {
        @Override
        public Tensor changed(Apply node, Tensor cotangent) {
            return Tensors.zerosLike(node.input(0));
        }

        @Override
        public String toString() {
            return "zero_gradient";
        }
    }

    /// The elements of the gradient are kept between two bounds.
    record Clip(double low, double high) implements GradientModifier {
        @Override
        public Tensor changed(Apply node, Tensor cotangent) {
            return Tensors.minimum(
                    Tensors.maximum(cotangent, Tensors.constant(low)), Tensors.constant(high));
        }

        @Override
        public String toString() {
            return "clip_gradient{%s, %s}".formatted(low, high);
        }
    }

    /// The gradient is multiplied by a number.
    record Scale(double factor) implements GradientModifier {
        @Override
        public Tensor changed(Apply node, Tensor cotangent) {
            return cotangent.times(factor);
        }

        @Override
        public String toString() {
            return "scale_gradient{%s}".formatted(factor);
        }
    }

    /// There is no gradient, and asking for one is an error.
    ///
    /// @param reason why, as the end of the sentence
    record Undefined(String reason) implements GradientModifier {
        @Override
        public Tensor changed(Apply node, Tensor cotangent) {
            throw new GraphException(
                    "the gradient through '%s' is undefined: %s".formatted(node.input(0), reason));
        }

        @Override
        public String toString() {
            return "undefined_gradient";
        }
    }

    @Override
    default List<TensorType> infer(List<Tensor> inputs) {
        return List.of(inputs.getFirst().type());
    }

    @Override
    default List<NdArray> perform(Apply node, List<NdArray> inputs) {
        return inputs;
    }

    @Override
    default List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(cotangents.getFirst().map(g -> changed(node, g)));
    }

    @Override
    default Optional<List<Tensor>> expand(Apply node) {
        return Optional.of(node.inputs());
    }

    /// Removes the ops once no gradient will be taken.
    enum Removal implements Rewriter {
        REMOVAL;

        @Override
        public String equation() {
            return "change_gradient(x) = x";
        }

        @Override
        public Stage stage() {
            return Stage.SPECIALIZE;
        }

        @Override
        public Soundness soundness() {
            return Soundness.EXACT;
        }

        @Override
        public List<Object> roots() {
            return List.of(Zero.class, Clip.class, Scale.class, Undefined.class);
        }

        @Override
        public Optional<Tensor> rewrite(Apply node) {
            return Optional.of(node.input(0));
        }
    }
}
