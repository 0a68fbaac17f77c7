package dev.credence.graph.linalg;

import dev.credence.array.MatrixEquations;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.MatrixTypes;
import dev.credence.graph.ParameterException;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import java.util.List;
import java.util.Optional;

/// The solution of the discrete equation `A X transpose(A) - X + Q = 0`; inputs `(A, Q)`.
record LyapunovSolution() implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        MatrixTypes.checkSystem("solveDiscreteLyapunov", inputs);
        MatrixTypes.checkSquare("solveDiscreteLyapunov", inputs.get(1));
        return List.of(inputs.get(1).type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var q = inputs.get(1);
        var x = MatrixEquations.discreteLyapunov(inputs.get(0).doubles(), q.doubles(), q.dim(0));
        double[] found =
                x.orElseThrow(() ->
                        new ParameterException(
                                "solveDiscreteLyapunov: there is no unique solution, two eigenvalues of the matrix %sof shape %s have the product 1"
                                        .formatted(
                                                MatrixTypes.quoted(node.input(0)),
                                                node.input(0).shape())));
        return List.of(NdArray.of(found, q.shape()));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var a = node.input(0);
        var x = node.output();
        var g = cotangents.getFirst().orElseThrow();
        var s = new Apply(this, List.of(a.transpose(), g)).output();
        var first = Tensors.matmul(Tensors.matmul(s, a), x.transpose());
        var second = Tensors.matmul(Tensors.matmul(s.transpose(), a), x);
        return List.of(Optional.of(first.plus(second)), Optional.of(s));
    }

    @Override
    public String toString() {
        return "SolveDiscreteLyapunov";
    }
}
