package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.Kernels;
import dev.credence.array.NdArray;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.Tensors;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A JVM without the vector module computes the same, in plain Java and in silence; so do shorter
/// vectors.
final class WithoutVectorsTest {
    private static final int WIDTH = 21;

    /// A loop with transcendental functions, and its gradient.
    private static double[] computed() {
        var x = vector("x");
        var start = constant(NdArray.full(0.25, WIDTH));
        var steps = constant(NdArray.full(0.5, 7, WIDTH));
        var last =
                scan(
                                (c, e) ->
                                        Tensors.Step.of(
                                                log(exp(c.getFirst().times(x)).plus(e.getFirst()))),
                                List.of(start),
                                List.of(steps))
                        .carry();
        var cost = sum(softplus(last));
        var function =
                new CompiledFunction(List.of(x), List.of(cost, grad(cost, x)), new JvmBackend());
        double[] at = new double[WIDTH];
        Arrays.setAll(at, i -> 0.1 * i - 1);
        var numbers = new ArrayList<Double>();
        for (var y : function.callAll(at))
            for (int i = 0; i < y.size(); i++) numbers.add(y.element(i));
        return numbers.stream().mapToDouble(d -> d).toArray();
    }

    /// Prints the kernels and the numbers.
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            System.out.println(Kernels.fastest().describe());
            for (double d : computed()) System.out.println(d);
        }
    }

    private static List<String> run(String... options) throws IOException, InterruptedException {
        var line = new ArrayList<String>();
        line.add(ProcessHandle.current().info().command().orElseThrow());
        line.addAll(List.of(options));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text.lines().filter(l -> !l.contains("incubator modules")).toList();
    }

    private static void requireSame(List<String> printed) {
        double[] expected = computed();
        assertThat(printed).hasSize(1 + expected.length);
        for (int i = 0; i < expected.length; i++)
            assertThat(Double.parseDouble(printed.get(1 + i)))
                    .as("number %d", i)
                    .isCloseTo(expected[i], within(1e-13 * (1 + Math.abs(expected[i]))));
    }

    @Test
    void withoutTheModule() throws IOException, InterruptedException {
        var printed = run();
        assertThat(printed.getFirst()).startsWith("plain Java");
        requireSame(printed);
    }

    @Test
    void shorterVectors() throws IOException, InterruptedException {
        for (int bits : new int[] {128, 256})
            requireSame(run("--add-modules=jdk.incubator.vector", "-Dcredence.simd.bits=" + bits));
    }

    @Test
    void switchedOff() throws IOException, InterruptedException {
        var printed = run("--add-modules=jdk.incubator.vector", "-Dcredence.simd=off");
        assertThat(printed.getFirst()).startsWith("plain Java");
        requireSame(printed);
    }
}
