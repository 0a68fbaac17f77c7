package dev.credence.graph.linalg;

import dev.credence.array.NdArray;
import dev.credence.array.Riccati;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.GraphException;
import dev.credence.graph.Inversion;
import dev.credence.graph.MatrixTypes;
import dev.credence.graph.ParameterException;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import java.util.List;
import java.util.Optional;

/// The stabilising solution of the discrete algebraic Riccati equation; inputs `(A, B, Q, R)`, of
/// which `Q` and `R` are made symmetric.
record RiccatiSolution() implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var what = "solveDiscreteAre";
        MatrixTypes.checkSystem(what, List.of(inputs.get(0), inputs.get(1)));
        MatrixTypes.checkSystem(what, List.of(inputs.get(0), inputs.get(2)));
        MatrixTypes.checkSquare(what, inputs.get(2));
        MatrixTypes.checkSquare(what, inputs.get(3));
        if (MatrixTypes.differ(inputs.get(1).shape().dim(1), inputs.get(3).shape().dim(0))) {
            throw new GraphException(
                    "%s: B of shape %s and R of shape %s do not fit"
                            .formatted(what, inputs.get(1).shape(), inputs.get(3).shape()));
        }
        return List.of(inputs.get(2).type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        int n = inputs.get(1).dim(0);
        int m = inputs.get(1).dim(1);
        var x =
                Riccati.discrete(
                        inputs.get(0).doubles(),
                        inputs.get(1).doubles(),
                        inputs.get(2).doubles(),
                        inputs.get(3).doubles(),
                        n,
                        m);
        double[] found =
                x.orElseThrow(() ->
                        new ParameterException(
                                "solveDiscreteAre: no stabilising solution was found for A of shape %s and B of shape %s; R must be invertible and the system stabilisable"
                                        .formatted(node.input(0).shape(), node.input(1).shape())));
        return List.of(NdArray.of(found, n, n));
    }

    /// Kao and Hennequin, "Automatic differentiation of Sylvester, Lyapunov, and algebraic Riccati
    /// equations" (2020), section 5.
    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var a = node.input(0);
        var b = node.input(1);
        var r = node.input(3);
        var x = node.output();
        var g = cotangents.getFirst().orElseThrow();
        var bx = Tensors.matmul(b.transpose(), x);
        var inner = r.plus(r.transpose()).times(0.5).plus(Tensors.matmul(bx, b));
        var gain =
                new Apply(new Inversion.Solve(false), List.of(inner, Tensors.matmul(bx, a)))
                        .output();
        var closed = a.minus(Tensors.matmul(b, gain));
        var symmetric = g.plus(g.transpose()).times(0.5);
        var s = new Apply(new LyapunovSolution(), List.of(closed, symmetric)).output();
        var fromA = Tensors.matmul(Tensors.matmul(x, closed), s).times(2);
        var gs = Tensors.matmul(gain, s);
        return List.of(
                Optional.of(fromA),
                Optional.of(Tensors.matmul(fromA, gain.transpose()).unaryMinus()),
                Optional.of(s),
                Optional.of(Tensors.matmul(gs, gain.transpose())));
    }

    @Override
    public String toString() {
        return "SolveDiscreteAre";
    }
}
