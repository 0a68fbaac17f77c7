package dev.credence.bench.fuzz;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.Credence;
import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Backend;
import dev.credence.graph.CodeOptions;
import dev.credence.graph.CompiledProgram;
import dev.credence.graph.Elementwise;
import dev.credence.graph.Executable;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Interpreter;
import dev.credence.graph.LoopFunctions;
import dev.credence.graph.Program;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Random graphs are computed alike in all ways, and a backend that is wrong is found, with a small
/// graph that shows it.
final class FuzzTest {
    private static final int GRAPHS = 200;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void allWaysToComputeRandomGraphsAgree() {
        var campaign = new Campaign(new Differential());
        for (int seed = 0; seed < GRAPHS; seed++) campaign.check(seed);
        assertThat(campaign.failures()).isEmpty();
        assertThat(campaign.nodes())
                .as("families of ops in %d graphs", GRAPHS)
                .containsKeys(
                        "elementwise",
                        "reduction",
                        "view",
                        "indexing",
                        "linear_algebra",
                        "draw",
                        "scan",
                        "choice",
                        "check",
                        "custom");
    }

    @Test
    void theSameSeedGivesTheSameGraph() {
        for (int seed = 0; seed < 50; seed++) {
            var one = JavaSource.of(RandomSample.of(seed), "G");
            assertThat(JavaSource.of(RandomSample.of(seed), "G")).isEqualTo(one);
        }
    }

    /// The interpreter, but for one function of which results are a thousandth too large.
    private record Wrong(Elementwise function) implements Backend {
        @Override
        public String name() {
            return "wrong";
        }

        @Override
        public CompiledProgram compile(Program program, CodeOptions options) {
            boolean wrong = program.nodes().stream().anyMatch(n -> n.op() == function);
            var right = new Interpreter().compile(program, options);
            return new CompiledProgram() {
                @Override
                public Executable newExecutable() {
                    var executable = right.newExecutable();
                    return (inputs, outputs) -> {
                        executable.execute(inputs, outputs);
                        if (!wrong) return;
                        for (var output : outputs)
                            if (output instanceof double[] d)
                                Arrays.setAll(d, i -> d[i] == 0 ? 0.5 : d[i] * 1.001);
                    };
                }

                @Override
                public String report() {
                    return right.report();
                }
            };
        }
    }

    @Test
    void aWrongBackendIsShownByASmallGraph() throws Exception {
        var campaign = new Campaign(new Differential(Map.of("wrong", new Wrong(Elementwise.ADD))));
        for (int seed = 0; shown(campaign).size() < 3; seed++) campaign.check(seed);
        for (var failure : shown(campaign)) {
            var sample = CompiledSource.sample(failure.source());
            var nodes = GraphWalk.topological(sample.outputs());
            assertThat(nodes).as(failure.source()).hasSizeLessThanOrEqualTo(2);
            assertThat(nodes).anyMatch(n -> n.op() == Elementwise.ADD);
        }
    }

    /// Failures of the graph as written: rewriting may bring in what is wrong.
    private static List<Campaign.Failure> shown(Campaign campaign) {
        return campaign.failures().stream().filter(f -> f.way().equals("wrong")).toList();
    }

    /// Rewriting computes the slice in a loop of its own, and not with the same code.
    @Test
    void whatALoopGivesMayBeRoundedTwice() {
        var x = tensor("x", TensorType.float64(3, 3, 3));
        LoopFunctions.ScanStep step = (c, _) -> LoopFunctions.Step.of(tanh(c.getFirst()));
        var last = LoopFunctions.scan(step, List.of(x), 3).carry();
        var y = last.minus(slice(last, 1, -3, 1, 2));
        var sample = new Sample(List.of(x), List.of(NdArray.full(1, 3, 3, 3)), List.of(y));
        assertThat(new Differential().check(sample)).isEmpty();
    }

    /// The inverse of a matrix of truth values is rounded in another way after rewriting: which of
    /// its equal elements is the smallest is a matter of rounding.
    @Test
    void noiseKeepsTruthValues() {
        var truth = tensor("truth", new TensorType(DType.BOOL, Shape.of(17, 1)));
        var column = pow(constant(NdArray.zeros(DType.FLOAT64, 17, 1)), cast(truth, DType.FLOAT64));
        var inverse =
                Credence.inv(matmul(column, column.transpose()).plus(Credence.eye(17, 17, 0)));
        assertThat(found(Credence.argmin(inverse, 0), truth, NdArray.zeros(DType.BOOL, 17, 1)))
                .isEmpty();
    }

    /// What is small here is a difference of numbers near one.
    @Test
    void noiseOfSmallDifferencesIsThatOfTheirTerms() {
        var a = tensor("a", TensorType.float64(17, 40));
        var root =
                cholesky(
                        matmul(a, a.transpose())
                                .plus(multiply(constant(18), Credence.eye(17, 17, 0))));
        var slope = elementwise(Elementwise.ERFCX_DX, root);
        for (int seed = 0; seed < 40; seed++) {
            var random = new Random(seed);
            var value = NdArray.of(random.doubles(17 * 40, -2, 2).toArray(), 17, 40);
            assertThat(found(slope, a, value)).as("seed %d", seed).isEmpty();
        }
    }

    /// Zeros added in another order are zero of one sign or the other.
    @Test
    void noiseOfZeroSumsIsTheirSign() {
        var x = tensor("x", TensorType.float64(4));
        var sample = new Sample(List.of(x), List.of(NdArray.zeros(DType.FLOAT64, 4)), List.of());
        var reciprocal = divide(constant(1), sum(x));
        assertThat(Noise.readings(sample.with(List.of(reciprocal)), Noise.Source.BACKEND))
                .hasValueSatisfying(readings ->
                        assertThat(readings)
                                .extracting(r -> r.getFirst().element(0))
                                .containsOnly(INFINITY, -INFINITY));
        assertThat(Noise.readings(sample.with(List.of(sum(x))), Noise.Source.BACKEND))
                .hasValueSatisfying(readings ->
                        assertThat(readings).allMatch(r -> r.getFirst().element(0) == 0));
    }

    private static Optional<Differential.Finding> found(Tensor y, Tensor x, NdArray value) {
        return new Differential().check(new Sample(List.of(x), List.of(value), List.of(y)));
    }

    /// The gradient of this determinant does not exist, which is no difference.
    @Test
    void gradientsThatDoNotExistAreLeftOut() {
        assertThat(RandomSample.of(62_000_046_886L).interpreted()).isNotEmpty();
    }

    @Test
    void theSourceOfASampleGivesTheSampleAgain() throws Exception {
        for (int seed = 0; seed < 25; seed++) {
            var sample = RandomSample.of(seed);
            var again = CompiledSource.sample(JavaSource.of(sample, "Graph"));
            List<NdArray> expected = sample.interpreted();
            assertThat(again.interpreted()).as("seed %d", seed).isEqualTo(expected);
        }
    }
}
