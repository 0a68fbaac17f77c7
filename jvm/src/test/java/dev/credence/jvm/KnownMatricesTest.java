package dev.credence.jvm;

import static dev.credence.graph.transform.Transformations.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.CompileOptions;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.MatrixProperty;
import dev.credence.graph.RuleSet;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// What rewriting makes of systems, determinants, decompositions and parts is compiled, and gives
/// what the interpreter gives for the graph as it is written.
final class KnownMatricesTest {
    private static final long SEED = 20261122;
    private static final Input A = tensor("a", TensorType.float64(4, 4));
    private static final Input B = tensor("b", TensorType.float64(4, 3));
    private static final Input C = tensor("c", TensorType.float64(2, 2));
    private static final Input D = tensor("d", TensorType.float64(4));
    private static final Input STACK = tensor("stack", TensorType.float64(5, 4, 4));
    private static final Input LONG = tensor("long", TensorType.float64(700));
    private static final List<Input> INPUTS = List.of(A, B, C, D, STACK, LONG);

    private record Case(String name, Tensor value) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        var x = solve(A, B);
        var both = slogdet(A);
        var value = sum(square(x)).plus(both.logAbsDet()).plus(both.sign());
        var k = matmul(A, A.transpose()).plus(diagonalMatrix(exp(D)));
        var eigen = eigh(diagonalMatrix(D));
        var singular = svd(diagonalMatrix(D.minus(1)));
        var blocks = blockDiag(A, C);
        var join = concatenate(0, B, slice(B, 0, 0, 2, 1));
        return Stream.of(
                new Case("systems and determinant", value),
                new Case("their gradient", grad(value, A)),
                new Case("an inverse and a system", inv(A).plus(sum(x))),
                new Case("a stack of systems", solve(STACK, B)),
                new Case("a stack of determinants", logdet(STACK)),
                new Case("a positive definite system", solve(k, B)),
                new Case("a positive definite determinant", det(k)),
                new Case("a triangular system", solve(lowerTriangle(A, 0).transpose(), B)),
                new Case("an orthogonal system", solve(qr(A).q(), B)),
                new Case("an assumed symmetry", det(assume(k, MatrixProperty.SYMMETRIC))),
                new Case("eigenvalues of a diagonal", eigen.values()),
                new Case("eigenvectors of a diagonal", eigen.vectors()),
                new Case("singular values of a diagonal", singular.s()),
                new Case("singular vectors of a diagonal", matmul(singular.u(), singular.vt())),
                new Case("a triangle in triangles", qr(lowerTriangle(A, 0).transpose()).r()),
                new Case("a block diagonal system", solve(blocks, join)),
                new Case("a block diagonal determinant", logdet(blocks)),
                new Case("a Kronecker system", solve(kron(C, C), B)),
                new Case("a Kronecker determinant", logdet(kron(A, C))),
                new Case("a long dot product", sum(LONG.times(LONG)).plus(sum(square(LONG)))),
                new Case("picked entries", exp(LONG).get(constant(5, 17, -1))),
                new Case("the largest of a join", max(concatenate(0, LONG, D))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void compiledAsWritten(Case c) {
        var random = new Random(SEED);
        var values = INPUTS.stream().map(x -> value(x.shape().dims(), random)).toArray();
        var options = CompileOptions.standard().withUnusedInputs();
        var asWritten = options.withBackend(new Interpreter()).withRules(RuleSet.none());
        var expected = function(INPUTS, c.value, asWritten).call(values);
        var actual = function(INPUTS, c.value, options).call(values);
        assertThat(actual.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < expected.size(); i++) {
            double e = expected.element(i);
            assertThat(actual.element(i))
                    .as("element %d, seed %d", i, SEED)
                    .isCloseTo(e, within(1e-10 * (1 + Math.abs(e))));
        }
    }

    private static NdArray value(int[] dims, Random random) {
        var value = NdArray.zeros(DType.FLOAT64, dims);
        for (int i = 0; i < value.size(); i++) {
            int n = dims[dims.length - 1];
            boolean onDiagonal = dims.length > 1 && i % (n * n) % (n + 1) == 0;
            value.doubles()[i] = 0.5 + random.nextDouble() + (onDiagonal ? 3 : 0);
        }
        return value;
    }
}
