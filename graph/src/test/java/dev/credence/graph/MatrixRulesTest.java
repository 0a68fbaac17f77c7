package dev.credence.graph;

import static dev.credence.graph.MatrixProperty.*;
import static dev.credence.graph.Tensors.*;

import dev.credence.graph.linalg.LinearAlgebraFunctions;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An example of every rule of matrices that is told by what it makes go away: that this rule did
/// it, that the value stays, and that the dear op is gone.
final class MatrixRulesTest {
    private static final int N = 3;
    private static final Input A = tensor("a", TensorType.float64(N, N));
    private static final Input B = tensor("b", TensorType.float64(2, 2));
    private static final Input R = tensor("r", TensorType.float64(N, 2));
    private static final Input W = tensor("w", TensorType.float64(N + 2, 2));
    private static final Input V = tensor("v", TensorType.float64(6, 2));
    private static final Input D = tensor("d", TensorType.float64(N));
    private static final Input S = scalar("s");
    private static final Input STACK = tensor("stack", TensorType.float64(4, N, N));
    private static final List<Tensor> INPUTS = List.of(A, B, R, W, V, D, S, STACK);

    static Set<String> equations() {
        return examples().map(RuleExample::equation).collect(Collectors.toSet());
    }

    private static Tensor apply(Op op, Tensor... inputs) {
        return new Apply(op, List.of(inputs)).output();
    }

    private static Tensor solve(Tensor x, Tensor b) {
        return apply(new Inversion.Solve(false), x, b);
    }

    private static Tensor inverse(Tensor x) {
        return apply(new Inversion.Inverse(), x);
    }

    private static Tensor det(Tensor x) {
        return apply(new Inversion.Det(), x);
    }

    /// Both outputs of the logarithm of a determinant in one.
    private static Tensor slogdet(Tensor x) {
        var both = new Apply(new Inversion.SlogDet(), List.of(x)).outputs();
        return both.get(0).times(0.5).plus(both.get(1));
    }

    private static Tensor definite() {
        var ridge = constant(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
        return matmul(A, A.transpose()).plus(ridge.times(exp(S)));
    }

    private static Tensor upper() {
        return lowerTriangle(A, 0).transpose();
    }

    private static Tensor orthogonal() {
        return new Apply(new Decomposition.Qr(false), List.of(A)).output();
    }

    static Stream<RuleExample> examples() {
        return Stream.of(solutions(), determinants(), decompositions(), blocks(), factors())
                .flatMap(s -> s);
    }

    static Stream<RuleExample> solutions() {
        var k = definite();
        var d = diagonalMatrix(D);
        var lu = Inversion.class;
        return Stream.of(
                new RuleExample(
                        "Solve(D, b) = b / Diagonal(D) where D is diagonal", solve(d, R), lu),
                new RuleExample(
                        "Solve(Q, b) = MatMul(transpose(Q), b) where Q is orthogonal",
                        solve(orthogonal(), R),
                        lu),
                new RuleExample(
                        "Solve(U, b) = SolveTriangular{transposed}(transpose(U), b) where U is"
                                + " upper triangular",
                        solve(upper(), R),
                        lu),
                new RuleExample(
                        "Solve(K, b) = solve(K, b) where K is positive definite", solve(k, R), lu),
                new RuleExample(
                        "Inverse(D) = DiagonalMatrix(reciprocal(Diagonal(D))) where D is diagonal",
                        inverse(d.times(S)),
                        lu),
                new RuleExample(
                        "Inverse(Q) = transpose(Q) where Q is orthogonal",
                        inverse(orthogonal()),
                        lu),
                new RuleExample(
                        "Inverse(L) = SolveTriangular(L, I) where L is lower triangular",
                        inverse(lowerTriangle(A, 0)),
                        lu),
                new RuleExample(
                        "Inverse(U) = SolveTriangular{transposed}(transpose(U), I) where U is upper"
                                + " triangular",
                        inverse(upper()),
                        lu),
                new RuleExample(
                        "Inverse(K) = inverse(K) where K is positive definite", inverse(k), lu),
                new RuleExample("MatMul(inverse(K), B) = solve(K, B)", matmul(inverse(k), R), lu),
                new RuleExample(
                        "MatMul(SolveTriangular(L, I), B) = SolveTriangular(L, B)",
                        matmul(inverse(lowerTriangle(A, 0)), R),
                        LinearAlgebra.MatMul.class),
                new RuleExample(
                        "MatMul(I, B) = B",
                        matmul(diagonalMatrix(constant(1, 1, 1.0)), R),
                        LinearAlgebra.MatMul.class),
                new RuleExample(
                        "MatMul(B, I) = B",
                        matmul(R, diagonalMatrix(constant(1, 1.0))),
                        LinearAlgebra.MatMul.class),
                new RuleExample(
                        "MatMul(transpose(Q), Q) = I where Q is orthogonal",
                        matmul(orthogonal().transpose(), orthogonal()),
                        Decomposition.Qr.class),
                new RuleExample(
                        "assume(A) = A",
                        matmul(apply(new Assumption(SYMMETRIC), A), R),
                        Assumption.class));
    }

    static Stream<RuleExample> determinants() {
        var k = definite();
        var lu = Inversion.class;
        var q = orthogonal();
        return Stream.of(
                new RuleExample(
                        "Det(U) = prod(Diagonal(U)) where U is upper triangular", det(upper()), lu),
                new RuleExample("abs(Det(Q)) = 1 where Q is orthogonal", abs(det(q)), lu),
                new RuleExample(
                        "Det(K) = sqr(prod(Diagonal(Cholesky(K)))) where K is positive definite",
                        det(k),
                        lu),
                new RuleExample(
                        "log(Det(K)) = logdet(K) where K is positive definite", log(det(k)), lu),
                new RuleExample(
                        "log(Det(A)) = switch(SlogDet(A)[0] >= 0, SlogDet(A)[1], NaN)",
                        log(det(A)),
                        Inversion.Det.class),
                new RuleExample(
                        "log(abs(prod(x))) = sum(log(abs(x)))",
                        log(abs(prod(D.minus(1), 0))),
                        Inversion.Det.class),
                new RuleExample(
                        "SlogDet(L) = prod(sign(Diagonal(L))), sum(log(abs(Diagonal(L)))) where L"
                                + " is triangular",
                        slogdet(upper()),
                        lu),
                new RuleExample(
                        "SlogDet(K) = 1, logdet(K) where K is positive definite", slogdet(k), lu),
                new RuleExample(
                        "SlogDet(Q) = sign(Det(Q)), 0 where Q is orthogonal",
                        slogdet(q),
                        Inversion.SlogDet.class),
                new RuleExample(
                        "SlogDet(Inverse(A)) = SlogDet(A)[0], -SlogDet(A)[1]",
                        slogdet(inverse(A)),
                        Inversion.Inverse.class),
                new RuleExample(
                        "SlogDet(transpose(A)) = SlogDet(A)",
                        slogdet(A.transpose()),
                        View.DimShuffle.class));
    }

    static Stream<RuleExample> decompositions() {
        var d = diagonalMatrix(D.times(constant(1, -2, 1.5)));
        var eigh = new Apply(new Decomposition.Eigh(), List.of(d)).outputs();
        var svd = new Apply(new Decomposition.Svd(false), List.of(d)).outputs();
        var qr = new Apply(new Decomposition.Qr(false), List.of(upper())).outputs();
        var lu = new Apply(new Decomposition.LuFactor(), List.of(upper())).outputs();
        return Stream.of(
                new RuleExample(
                        "Eigh(D) = sorted Diagonal(D), columns of I in that order where D is"
                                + " diagonal",
                        concatenate(
                                0,
                                dimShuffle(eigh.get(0), 0, -1).times(R),
                                eigh.get(1).slice(0, 1).transpose().times(R)),
                        Decomposition.Eigh.class),
                new RuleExample(
                        "Svd(D) = columns of I and signs, sorted abs(Diagonal(D)), rows of I where"
                                + " D is diagonal",
                        concatenate(0, svd.get(0), dimShuffle(svd.get(1), -1, 0), svd.get(2)),
                        Decomposition.Svd.class),
                new RuleExample(
                        "Qr(U) = I, U where U is upper triangular",
                        concatenate(0, qr.get(0), qr.get(1)),
                        Decomposition.Qr.class),
                new RuleExample(
                        "LuFactor(U) = U, 0, 1, 2, ... where U is upper triangular",
                        lu.get(0).times(lu.get(1).cast(dev.credence.array.DType.FLOAT64)),
                        Decomposition.LuFactor.class));
    }

    static Stream<RuleExample> blocks() {
        var both = LinearAlgebraFunctions.blockDiag(A, B);
        var k = matmul(A, A.transpose());
        var kron = LinearAlgebraFunctions.kron(A, B);
        var join = View.Concatenate.class;
        return Stream.of(
                new RuleExample(
                        "Solve(blockDiag(A, B), b) = Join(Solve(A, b[0:n]), Solve(B, b[n:]))",
                        sum(solve(both, W)),
                        join),
                new RuleExample(
                        "Inverse(blockDiag(A, B)) = blockDiag(Inverse(A), Inverse(B))",
                        inverse(both),
                        LuFunction.class),
                new RuleExample(
                        "Cholesky(blockDiag(A, B)) = blockDiag(Cholesky(A), Cholesky(B))",
                        apply(
                                new LinearAlgebra.Cholesky(),
                                LinearAlgebraFunctions.blockDiag(k, matmul(B, B.transpose()))),
                        Inversion.Inverse.class),
                new RuleExample("Det(blockDiag(A, B)) = Det(A) * Det(B)", det(both), join),
                new RuleExample(
                        "SlogDet(blockDiag(A, B)) = SlogDet(A)[0] * SlogDet(B)[0], SlogDet(A)[1] +"
                                + " SlogDet(B)[1]",
                        slogdet(both),
                        join),
                new RuleExample(
                        "Solve(kron(A, B), b) = Solve(A) and Solve(B) along the axes of b",
                        solve(kron, V),
                        LuFunction.class),
                new RuleExample(
                        "SlogDet(kron(A, B)) = SlogDet(A)[0]^n * SlogDet(B)[0]^m, n * SlogDet(A)[1]"
                                + " + m * SlogDet(B)[1]",
                        slogdet(kron),
                        View.Reshape.class));
    }

    static Stream<RuleExample> factors() {
        var where = " where A is constant or used again";
        var again = slogdet(A);
        return Stream.of(
                new RuleExample(
                        "Solve(A, b) = LuSolve(LuFactor(A), b)" + where,
                        solve(A, R).plus(again),
                        Inversion.class),
                new RuleExample(
                        "Solve(A, b) = LuSolve(LuFactor(A), b)" + where,
                        solve(constant(new double[][] {{2, 1}, {1, 3}}), B),
                        Inversion.class),
                new RuleExample(
                        "Inverse(A) = LuInverse(LuFactor(A))" + where,
                        inverse(A).plus(again),
                        Inversion.class),
                new RuleExample(
                        "Det(A) = LuDet(LuFactor(A))" + where, det(A).plus(again), Inversion.class),
                new RuleExample(
                        "SlogDet(A) = LuSlogDet(LuFactor(A))" + where,
                        again.plus(det(A)),
                        Inversion.class),
                new RuleExample(
                        "Blockwise(Solve)(A, b) = Blockwise(LuSolve)(Blockwise(LuFactor)(A), b)"
                                + " where A is used again",
                        LinearAlgebraFunctions.solve(STACK, R)
                                .plus(LinearAlgebraFunctions.solve(STACK, exp(R))),
                        Inversion.class));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void becomes(RuleExample example) {
        example.verify(INPUTS, RuleSet.standard());
    }
}
