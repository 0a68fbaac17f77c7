package dev.credence.graph.linalg;

import dev.credence.array.MatrixEquations;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.GraphException;
import dev.credence.graph.MatrixTypes;
import dev.credence.graph.ParameterException;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import java.util.List;
import java.util.Optional;

/// The solution of `A X + X B = C`; inputs `(A, B, C)`.
record SylvesterSolution() implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        MatrixTypes.check("solveSylvester", inputs);
        var a = inputs.get(0);
        var b = inputs.get(1);
        var c = inputs.get(2);
        MatrixTypes.checkSquare("solveSylvester", a);
        MatrixTypes.checkSquare("solveSylvester", b);
        if (MatrixTypes.differ(a.shape().dim(0), c.shape().dim(0))
                || MatrixTypes.differ(b.shape().dim(0), c.shape().dim(1))) {
            throw new GraphException(
                    "solveSylvester: matrices of shapes %s and %s do not fit a right side of shape %s"
                            .formatted(a.shape(), b.shape(), c.shape()));
        }
        return List.of(c.type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var c = inputs.get(2);
        var x =
                MatrixEquations.sylvester(
                        inputs.get(0).doubles(),
                        inputs.get(1).doubles(),
                        c.doubles(),
                        c.dim(0),
                        c.dim(1));
        double[] found =
                x.orElseThrow(() ->
                        new ParameterException(
                                "solveSylvester: there is no unique solution, an eigenvalue of the first matrix %sis the negative of one of the second %s"
                                        .formatted(
                                                MatrixTypes.quoted(node.input(0)),
                                                MatrixTypes.quoted(node.input(1)))
                                        .strip()));
        return List.of(NdArray.of(found, c.shape()));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var x = node.output();
        var z =
                new Apply(
                                this,
                                List.of(
                                        node.input(0).transpose(),
                                        node.input(1).transpose(),
                                        cotangents.getFirst().orElseThrow()))
                        .output();
        return List.of(
                Optional.of(Tensors.matmul(z, x.transpose()).unaryMinus()),
                Optional.of(Tensors.matmul(x.transpose(), z).unaryMinus()),
                Optional.of(z));
    }

    @Override
    public String toString() {
        return "SolveSylvester";
    }
}
