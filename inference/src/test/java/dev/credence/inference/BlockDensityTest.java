package dev.credence.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A density that knows no better evaluates a block of positions one by one.
final class BlockDensityTest {
    @Test
    void columnsArePositions() {
        var block = Targets.normal(1, 2).block(3);
        var values = new double[3];
        var gradients = new double[6];
        block.logDensities(new double[] {1, 2, 3, 2, 4, 6}, values, gradients);
        assertThat(block.size()).isEqualTo(3);
        assertThat(values).containsExactly(-1, -4, -9);
        assertThat(gradients).containsExactly(-1, -2, -3, -0.5, -1, -1.5);
    }
}
