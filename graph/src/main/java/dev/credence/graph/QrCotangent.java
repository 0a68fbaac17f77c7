package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The reverse rule of QR factors of a matrix whose lengths are not known yet, and with them not
/// whether it has more rows or columns; inputs the matrix, `Q`, `R` and their cotangents.
record QrCotangent() implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        return List.of(inputs.getFirst().type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var constants = inputs.stream().<Tensor>map(Constant::new).toList();
        return Interpreter.evaluate(List.of(DecompositionPullback.ofQr(constants)), Map.of());
    }

    @Override
    public Optional<List<Tensor>> expand(Apply node) {
        return node.input(0).shape().isKnown()
                ? Optional.of(List.of(DecompositionPullback.ofQr(node.inputs())))
                : Optional.empty();
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var known = expand(node);
        if (known.isEmpty()) {
            throw new GraphException(
                    "qr: the second derivative needs known lengths, not %s; give the inputs known lengths"
                            .formatted(node.input(0).shape()));
        }
        return Gradient.pullback(known.get(), cotangents, node.inputs());
    }

    @Override
    public String toString() {
        return "QrCotangent";
    }
}
