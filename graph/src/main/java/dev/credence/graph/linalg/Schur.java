package dev.credence.graph.linalg;

import dev.credence.array.NdArray;
import dev.credence.array.RealSchur;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.MatrixTypes;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.List;

/// The real Schur form of a square matrix: outputs `(T, Z)`. It has no gradient.
record Schur() implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        MatrixTypes.checkSquare("schur", inputs.getFirst());
        return List.of(inputs.getFirst().type(), inputs.getFirst().type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var a = inputs.getFirst();
        var schur = RealSchur.of(a.doubles(), a.dim(0));
        return List.of(NdArray.of(schur.t(), a.shape()), NdArray.of(schur.z(), a.shape()));
    }

    @Override
    public String toString() {
        return "Schur";
    }
}
