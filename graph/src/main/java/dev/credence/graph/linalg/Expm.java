package dev.credence.graph.linalg;

import dev.credence.array.MatrixExponential;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Contraction;
import dev.credence.graph.CustomOp;
import dev.credence.graph.MatrixTypes;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import java.util.List;
import java.util.Optional;

/// The exponential of a square matrix.
record Expm() implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        MatrixTypes.checkSquare("expm", inputs.getFirst());
        return List.of(inputs.getFirst().type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var a = inputs.getFirst();
        return List.of(NdArray.of(MatrixExponential.of(a.doubles(), a.dim(0)), a.shape()));
    }

    /// The derivative at `transpose(A)` in the direction of the cotangent: the upper right block of
    /// the exponential of a block triangular matrix; Higham, "Functions of Matrices" (2008), eq.
    /// 3.16.
    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var a = node.input(0).transpose();
        var g = cotangents.getFirst().orElseThrow();
        var top = Tensors.stack(a, g);
        var bottom = Tensors.stack(Tensors.zerosLike(a), a);
        var blocks = Tensors.dimShuffle(Tensors.stack(top, bottom), 0, 2, 1, 3);
        var size = Contraction.size(blocks, List.of(0, 1));
        var exponential =
                new Apply(this, List.of(Contraction.reshaped(blocks, List.of(size, size))))
                        .output();
        var two = Contraction.length(blocks, 0);
        var n = Contraction.length(node.input(0), 0);
        var parts = Contraction.reshaped(exponential, List.of(two, n, two, n));
        return List.of(Optional.of(Tensors.slice(Tensors.slice(parts, 0, 0), 1, 1)));
    }

    @Override
    public String toString() {
        return "Expm";
    }
}
