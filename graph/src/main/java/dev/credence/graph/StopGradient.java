package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// The identity through which no gradient flows; it is gone from compiled graphs.
record StopGradient() implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        return List.of(inputs.getFirst().type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        return inputs;
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(Optional.empty());
    }

    @Override
    public Optional<List<Tensor>> expand(Apply node) {
        return Optional.of(node.inputs());
    }

    @Override
    public Optional<List<Tensor>> batch(Apply node, List<Tensor> inputs) {
        return Optional.of(new Apply(this, inputs).outputs());
    }

    @Override
    public String toString() {
        return "stop_gradient";
    }

    /// Removes the op once no gradient will be taken.
    enum Removal implements Rewriter {
        REMOVAL;

        @Override
        public String equation() {
            return "stop_gradient(x) = x";
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
            return List.of(StopGradient.class, MaskedGradient.class);
        }

        @Override
        public Optional<Tensor> rewrite(Apply node) {
            return Optional.of(node.input(0));
        }
    }
}
