package dev.credence.graph;

import dev.credence.array.Lu;
import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// The matrix of cofactors `det(A) transpose(inverse(A))`, which is the gradient of the determinant
/// and exists for singular matrices; its own gradient does not.
record Cofactors() implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        MatrixTypes.checkSquare("cofactors", inputs.getFirst());
        return List.of(inputs.getFirst().type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var a = inputs.getFirst();
        return List.of(NdArray.of(Lu.of(a.doubles(), a.dim(0)).cofactors(), a.shape()));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var determinant = new Apply(new Inversion.Det(), node.inputs()).output();
        var inverse = new Apply(new Inversion.Inverse(), node.inputs()).output();
        var formula = inverse.transpose().times(determinant);
        return Gradient.pullback(List.of(formula), cotangents, node.inputs());
    }

    @Override
    public String toString() {
        return "Cofactors";
    }
}
