package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Backend;
import dev.credence.graph.CustomOp;
import dev.credence.graph.GraphException;
import dev.credence.graph.Input;
import dev.credence.graph.ParameterException;
import dev.credence.graph.Program;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// What the compiling backend promises beyond right results: no garbage, shared classes, methods
/// the JIT accepts, threads, users' ops and errors with lines.
final class BackendTest {
    private static final JvmBackend BACKEND = new JvmBackend();

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(Backend.class).findFirst().map(Backend::name))
                .contains("jvm");
    }

    @Test
    void executingAllocatesNothing() {
        for (var program :
                List.of(Timings.eightSchools(), Timings.chain(1000), Timings.hierarchy(300, 20))) {
            var executable = BACKEND.compile(program).newExecutable();
            var in = arrays(program.inputs());
            var out = arrays(program.outputs());
            assertThat(allocatedBy(() -> executable.execute(in, out))).isZero();
        }
    }

    @Test
    void loopsAllocateNothing() {
        var x = new Input("x", TensorType.float64(20, 30));
        var w = new Input("w", TensorType.float64());
        var last =
                scan(
                                (c, e) ->
                                        Tensors.Step.of(
                                                tanh(c.getFirst().times(w).plus(e.getFirst()))),
                                List.of(constant(NdArray.full(0.5, 30))),
                                List.of(x))
                        .carry();
        var cost = sum(ifElse(w.gt(0), last, square(last)));
        var outputs = List.of(cost, grad(cost, w), grad(cost, x));
        var executable = BACKEND.compile(Laws.program(List.of(x, w), outputs)).newExecutable();
        var in = new Object[] {new double[600], new double[] {0.5}};
        var out = arrays(outputs);
        assertThat(allocatedBy(() -> executable.execute(in, out))).isZero();
    }

    @Test
    void denseCallsAllocateNothing() {
        var x = new Input("x", TensorType.float64(30, 30));
        var l =
                cholesky(
                        add(
                                matmul(x, transpose(x)),
                                diagonalMatrix(constant(NdArray.full(30, 30)))));
        var program =
                Laws.program(List.of(x), List.of(sum(log(diagonal(l))), solveTriangular(l, x)));
        var executable = BACKEND.compile(program).newExecutable();
        var in = arrays(program.inputs());
        var out = arrays(program.outputs());
        assertThat(allocatedBy(() -> executable.execute(in, out))).isZero();
    }

    private static Object[] arrays(List<Tensor> tensors) {
        return tensors.stream()
                .map(t -> NdArray.zeros(t.dtype(), t.shape().dims()).storage())
                .toArray();
    }

    /// Bytes per call after warming up; the least of many rounds, since the JIT may take its time
    /// where other work keeps it busy.
    private static long allocatedBy(Runnable call) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 3000; i++) call.run();
        long least = Long.MAX_VALUE;
        long end = System.nanoTime() + 30_000_000_000L;
        while (least > 0 && System.nanoTime() < end) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) call.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least / 1000;
    }

    @Test
    void programsOfEqualStructureShareAClass() {
        var first = weighted(new double[] {1.5, 2.5, -1, 0});
        BACKEND.compile(first);
        long generated = JvmBackend.generatedClasses();
        var second = weighted(new double[] {7, 8, 9, 10});
        assertThat(Laws.compiled(second, List.of(NdArray.of(1, 2, 3, 4))).getFirst().item())
                .isEqualTo(7 + 16 + 27 + 40);
        assertThat(JvmBackend.generatedClasses()).isEqualTo(generated);
        BACKEND.compile(weighted(new double[] {1, 2, 3}));
        assertThat(JvmBackend.generatedClasses()).isEqualTo(generated + 1);
    }

    private static Program weighted(double[] weights) {
        var x = new Input("x", TensorType.float64(weights.length));
        return Laws.program(List.of(x), List.of(sum(multiply(x, constant(weights)))));
    }

    @Test
    void largeGraphsAreCutIntoMethodsTheJitCompiles() {
        var x = new Input("x", TensorType.float64(3));
        var v = new Input("v", TensorType.float64(100));
        List<Tensor> scalars = new ArrayList<>();
        for (int i = 0; i < 3; i++) scalars.add(x.get(i));
        Tensor vector = v;
        for (int i = 0; i < 4000; i++) {
            var a = scalars.get((i * 7 + 3) % scalars.size());
            var b = scalars.get((i * 13 + 1) % scalars.size());
            scalars.add(sin(add(a, multiply(b, constant(i * 1e-3)))));
            if (i % 10 == 0) vector = sin(add(vector, scalars.getLast()));
        }
        Tensor total = sum(vector);
        for (int i = 0; i < scalars.size(); i += 50) total = total.plus(scalars.get(i));
        var values = List.of(NdArray.of(0.1, 0.2, 0.3), NdArray.full(0.4, 100));
        Laws.agree(List.of(x, v), List.of(total, vector), values, 1e-9);
        var compiled =
                (JvmProgram) BACKEND.compile(Laws.program(List.of(x, v), List.of(total, vector)));
        assertThat(compiled.methodSizes()).allMatch(size -> size < 8000);
    }

    @Test
    void aChainOfAHundredThousandNodesCompiles() {
        var x = new Input("x", TensorType.float64());
        Tensor y = x;
        for (int i = 0; i < 100_000; i++) y = i % 2 == 0 ? y.plus(x) : y.times(0.5);
        var compiled = (JvmProgram) BACKEND.compile(Laws.program(List.of(x), List.of(y)));
        assertThat(compiled.methodSizes()).allMatch(size -> size < 8000);
        var out = new double[1];
        compiled.newExecutable().execute(new Object[] {new double[] {3}}, new Object[] {out});
        assertThat(out[0]).isCloseTo(3, org.assertj.core.api.Assertions.within(1e-12));
    }

    @Test
    void manyDifferentConstantsFitAClass() {
        var x = new Input("x", TensorType.float64());
        Tensor y = x;
        for (int i = 0; i < 40_000; i++) y = y.plus(1 / (i + 2.0)).minus(1 / (i + 2.0));
        Laws.agree(List.of(x), List.of(y), List.of(NdArray.scalar(1.0)), 0);
    }

    @Test
    void threadsShareOneProgram() throws Exception {
        var program = Timings.hierarchy(300, 20);
        var compiled = BACKEND.compile(program);
        var expected = run(compiled.newExecutable(), program, 1);
        try (var pool = Executors.newFixedThreadPool(8)) {
            var tasks = new ArrayList<Callable<Boolean>>();
            for (int t = 0; t < 8; t++) {
                tasks.add(() -> {
                    var executable = compiled.newExecutable();
                    for (int i = 0; i < 500; i++) {
                        run(executable, program, i);
                        if (!run(executable, program, 1).equals(expected)) return false;
                    }
                    return true;
                });
            }
            for (var result : pool.invokeAll(tasks)) assertThat(result.get()).isTrue();
        }
    }

    private static List<Double> run(
            dev.credence.graph.Executable executable, Program program, int seed) {
        var in = arrays(program.inputs());
        var random = new java.util.Random(seed);
        double[] position = (double[]) in[0];
        for (int i = 0; i < position.length; i++) position[i] = random.nextGaussian();
        var out = arrays(program.outputs());
        executable.execute(in, out);
        var all = new ArrayList<Double>();
        for (var array : out) for (double d : (double[]) array) all.add(d);
        return all;
    }

    /// Doubles its input; in core ops too if asked.
    private record Twice(boolean expands) implements CustomOp {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            return List.of(inputs.getFirst().type());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            if (expands) throw new AssertionError("the expansion should have been compiled");
            double[] x = inputs.getFirst().doubles();
            if (x.length > 0 && x[0] < 0) throw new GraphException("twice: a negative number");
            var out = new double[x.length];
            for (int i = 0; i < x.length; i++) out[i] = 2 * x[i];
            return List.of(NdArray.of(out, inputs.getFirst().shape()));
        }

        @Override
        public Optional<List<Tensor>> expand(Apply node) {
            return expands
                    ? Optional.of(List.of(add(node.input(0), exp(log(node.input(0))))))
                    : Optional.empty();
        }
    }

    @Test
    void usersOpsRunByTheirEvaluationOrTheirExpansion() {
        for (boolean expands : new boolean[] {false, true}) {
            for (int n : new int[] {1, 5, 300}) {
                var x = new Input("x", TensorType.float64(n));
                Tensor y = new Apply(new Twice(expands), List.of(exp(x))).output();
                Tensor z = new Apply(new Twice(expands), List.of(add(y, y.get(0)))).output();
                var program = Laws.program(List.of(x), List.of(z, sum(y)));
                var out = Laws.compiled(program, List.of(NdArray.zeros(DType.FLOAT64, n)));
                Laws.same("z", out.get(0), NdArray.full(8, n), 1e-12);
                assertThat(out.get(1).item())
                        .isCloseTo(2.0 * n, org.assertj.core.api.Assertions.within(1e-9));
                assertThat(BACKEND.compile(program).report())
                        .contains(
                                expands ? "by expansion: Twice" : "by reference evaluation: Twice");
            }
        }
    }

    @Test
    void aFailedCheckRaisesItsParameterException() {
        for (int n : new int[] {1, 300}) {
            var sigma = new Input("sigma", TensorType.float64(n));
            var y = log(check(sigma, sigma.gt(0), "sigma > 0"));
            var program = Laws.program(List.of(sigma), List.of(sum(y)));
            assertThat(Laws.compiled(program, List.of(NdArray.full(1, n))).getFirst().item())
                    .isZero();
            assertThatThrownBy(() -> Laws.compiled(program, List.of(NdArray.full(-1, n))))
                    .isInstanceOf(ParameterException.class)
                    .hasMessageStartingWith("sigma > 0 fails");
        }
    }

    @Test
    void aPositionOutOfBoundsIsNamed() {
        for (int n : new int[] {1, 300}) {
            var x = new Input("x", TensorType.float64(4));
            var index =
                    new Input("index", new TensorType(DType.INT64, dev.credence.graph.Shape.of(n)));
            var program = Laws.program(List.of(x, index), List.of(gather(x, index, 0)));
            var values = List.of(NdArray.of(1, 2, 3, 4), NdArray.of(fives(n), n));
            assertThatThrownBy(() -> Laws.compiled(program, values))
                    .isInstanceOf(GraphException.class)
                    .hasMessageStartingWith(
                            "index 5 is out of bounds for axis 0 of length 4 (shape (4))");
        }
    }

    private static long[] fives(int n) {
        var index = new long[n];
        java.util.Arrays.fill(index, 5);
        return index;
    }

    @Test
    void anErrorOfAUsersOpPassesThrough() {
        var x = new Input("x", TensorType.float64(3));
        var program =
                Laws.program(List.of(x), List.of(new Apply(new Twice(false), List.of(x)).output()));
        assertThatThrownBy(() -> Laws.compiled(program, List.of(NdArray.of(-1, 0, 0))))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith("twice: a negative number");
    }
}
