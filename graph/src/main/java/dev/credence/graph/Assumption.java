package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// The identity on a matrix of which the user says what is known; it is gone from compiled graphs,
/// and nobody checks it.
public record Assumption(MatrixProperty property) implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        MatrixTypes.checkSquare("assume", inputs.getFirst());
        return List.of(inputs.getFirst().type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        return inputs;
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return cotangents;
    }

    @Override
    public Optional<List<Tensor>> expand(Apply node) {
        return Optional.of(node.inputs());
    }

    @Override
    public String toString() {
        return "assume{%s}".formatted(property);
    }

    /// Removes the op once all rules have seen it.
    enum Removal implements Rewriter {
        REMOVAL;

        @Override
        public String equation() {
            return "assume(A) = A";
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
            return List.of(Assumption.class);
        }

        @Override
        public Optional<Tensor> rewrite(Apply node) {
            return Optional.of(node.input(0));
        }
    }
}
