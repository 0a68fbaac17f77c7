package dev.credence.graph.linalg;

import static dev.credence.graph.linalg.LinearAlgebraFunctions.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.DType;
import dev.credence.array.EigenvalueRegion;
import dev.credence.array.NdArray;
import dev.credence.graph.GraphException;
import dev.credence.graph.Tensor;

import org.junit.jupiter.api.Test;

import java.util.Random;

/// Generalised Schur forms as graph: of one pair of matrices, of batches and of float32.
final class QzTest {
    private static final long SEED = 20_261_121;

    private static Tensor normal(int... shape) {
        var random = new Random(SEED + shape.length);
        double[] x = random.doubles(NdArray.sizeOf(shape)).map(u -> 2 * u - 1).toArray();
        return constant(NdArray.of(x, shape));
    }

    private static Tensor product(Tensor q, Tensor middle, Tensor z) {
        return matmul(matmul(q, middle), swapAxes(z, -1, -2));
    }

    private static void same(Tensor value, Tensor expected, double tolerance) {
        var x = value.eval();
        var y = expected.eval();
        assertThat(x.shape()).isEqualTo(y.shape());
        for (int i = 0; i < x.size(); i++)
            assertThat(x.element(i)).as("seed %d", SEED).isCloseTo(y.element(i), within(tolerance));
    }

    @Test
    void aBatchOfPairsMultipliesBack() {
        var a = normal(2, 3, 5, 5);
        var b = normal(3, 5, 5);
        var form = qz(a, b);
        same(product(form.q(), form.s(), form.z()), a, 1e-13);
        same(product(form.q(), form.t(), form.z()), broadcastTo(b, 2, 3, 5, 5), 1e-13);
        assertThat(form.beta().eval().shape()).containsExactly(2, 3, 5);
    }

    /// The stable subspace of a Riccati equation: the first columns of `Z` stay in it.
    @Test
    void theFirstColumnsSpanTheSubspaceOfTheRegion() {
        var a = constant(new double[][] {{2, 1, 0}, {0, 0.5, 1}, {0, 0, -0.25}});
        var b = constant(new double[][] {{1, 0, 0}, {0, 1, 0.5}, {0, 0, 1}});
        var form = ordqz(a, b, EigenvalueRegion.INSIDE_UNIT_CIRCLE);
        double[] real = form.real().eval().doubles();
        double[] beta = form.beta().eval().doubles();
        assertThat(new double[] {real[0] / beta[0], real[1] / beta[1]})
                .usingComparatorWithPrecision(1e-12)
                .containsExactlyInAnyOrder(0.5, -0.25);
        assertThat(real[2] / beta[2]).isCloseTo(2, within(1e-12));
        same(product(form.q(), form.s(), form.z()), a, 1e-14);
        same(product(form.q(), form.t(), form.z()), b, 1e-14);
    }

    @Test
    void float32IsComputedInFloat64() {
        var a = cast(normal(4, 4), DType.FLOAT32);
        var form = qz(a, a);
        assertThat(form.s().dtype()).isEqualTo(DType.FLOAT32);
        same(product(form.q(), form.s(), form.z()), a, 1e-6);
    }

    @Test
    void matricesOfDifferentOrderAreRefused() {
        assertThatThrownBy(() -> qz(normal(3, 3), normal(2, 2)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("qz: two matrices of one shape are needed");
        assertThatThrownBy(() -> qz(normal(3, 2), normal(2, 2)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("qz");
    }
}
