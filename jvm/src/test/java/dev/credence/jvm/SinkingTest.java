package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.Kernels;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.CompileOptions;
import dev.credence.graph.Indexing;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Steps wait for their use no longer than until something is written over what they write.
class SinkingTest {
    @Test
    void partsAreSetAfterTheirArrayIsMade() {
        var part = vector("part");
        var x = vector("x");
        var y = vector("y");
        var z = vector("z");
        var positions = constant(new long[] {0, 1, 2});
        var sums = new Apply(new Indexing.ScatterAdd(0), List.of(x, positions, y)).output();
        var every = new Indexing.Range(0, Integer.MAX_VALUE, 2);
        var set = new Apply(new Indexing.SetSlice(0, every), List.of(sums, part)).output();
        var loops = CompileOptions.standard().withBackend(new JvmBackend(Kernels.fastest(), 0));
        var f = function(List.of(part, x, y, z), List.of(z, set, sum(z)), loops);
        double[] ones = {1, 1, 1};
        assertThat(f.callAll(new double[] {7, 8}, ones, ones, ones))
                .containsExactly(NdArray.of(1, 1, 1), NdArray.of(7, 2, 8), NdArray.scalar(3.0));
    }
}
