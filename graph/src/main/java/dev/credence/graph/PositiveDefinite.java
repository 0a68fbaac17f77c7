package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Cholesky factors are mostly wanted for, as functions of the positive definite matrix `K`
/// itself: their gradients need one inverse or one solution, where those through the factor need
/// products and solutions of whole matrices.
///
/// Rewriting finds them before gradients are taken and factors `K` afterwards, once for all. Only
/// the lower triangle of `K` is read; where `K` is not positive definite they are NaN.
///
/// Gradients: Rasmussen & Williams (2006), equations A.14 and A.15.
enum PositiveDefinite implements CustomOp {
    /// The logarithm of the determinant of `K`.
    LOG_DETERMINANT("logdet"),
    /// `sum(B * K⁻¹ B)` of `(K, B)`, where `B` has columns.
    QUADRATIC_FORM("quadratic_form"),
    /// `K⁻¹ B` of `(K, B)`.
    SOLVE("solve"),
    /// `K⁻¹`.
    INVERSE("inverse");

    private final String text;

    PositiveDefinite(String text) {
        this.text = text;
    }

    Tensor of(Tensor... inputs) {
        return new Apply(this, List.of(inputs)).output();
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var k = new Apply(new LinearAlgebra.Cholesky(), List.of(inputs.getFirst())).output();
        return List.of(
                switch (this) {
                    case LOG_DETERMINANT -> MatrixTypes.like(k);
                    case QUADRATIC_FORM -> {
                        Tensors.solveTriangular(k, inputs.get(1));
                        yield MatrixTypes.like(k);
                    }
                    case SOLVE -> Tensors.solveTriangular(k, inputs.get(1)).type();
                    case INVERSE -> k.type();
                });
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var constants = inputs.stream().<Tensor>map(Constant::new).toArray(Tensor[]::new);
        return Interpreter.evaluate(List.of(factored(constants)), Map.of());
    }

    @Override
    public Optional<List<Tensor>> expand(Apply node) {
        return Optional.of(List.of(factored(node.inputs().toArray(Tensor[]::new))));
    }

    /// The same by the Cholesky factor.
    Tensor factored(Tensor... inputs) {
        var lower = Tensors.cholesky(inputs[0]);
        return switch (this) {
            case LOG_DETERMINANT -> Tensors.sum(Tensors.log(Tensors.diagonal(lower))).times(2);
            case QUADRATIC_FORM ->
                    Tensors.sum(Tensors.square(Tensors.solveTriangular(lower, inputs[1])));
            case SOLVE ->
                    new Apply(
                                    new LinearAlgebra.SolveTriangular(true),
                                    List.of(lower, Tensors.solveTriangular(lower, inputs[1])))
                            .output();
            case INVERSE -> new Apply(new LinearAlgebra.CholeskyInverse(), List.of(lower)).output();
        };
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var g = cotangents.getFirst().orElseThrow();
        var k = node.input(0);
        return switch (this) {
            case LOG_DETERMINANT -> List.of(Optional.of(read(k, g.times(INVERSE.of(k)))));
            case QUADRATIC_FORM -> {
                var solved = SOLVE.of(k, node.input(1));
                var outer = Tensors.matmul(solved, solved.transpose());
                yield List.of(
                        Optional.of(read(k, g.unaryMinus().times(outer))),
                        Optional.of(g.times(2).times(solved)));
            }
            case SOLVE -> {
                var solved = SOLVE.of(k, g);
                var outer = Tensors.matmul(solved, node.output().transpose());
                yield List.of(
                        Optional.of(read(k, outer.plus(outer.transpose()).times(-0.5))),
                        Optional.of(solved));
            }
            case INVERSE -> {
                var v = node.output();
                var inner = Tensors.matmul(Tensors.matmul(v, g.plus(g.transpose())), v);
                yield List.of(Optional.of(read(k, inner.times(-0.5))));
            }
        };
    }

    /// A symmetric cotangent of `K` as one of the triangle that is read. If `K` is symmetric
    /// whatever it is made of, the cotangent serves as it is.
    private static Tensor read(Tensor k, Tensor cotangent) {
        return Symmetry.isSymmetric(k)
                ? cotangent
                : Tensors.lowerTriangle(cotangent, 0).plus(Tensors.lowerTriangle(cotangent, -1));
    }

    @Override
    public String toString() {
        return text;
    }
}
