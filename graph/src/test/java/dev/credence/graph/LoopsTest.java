package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.credence.array.NdArray;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What loops and choices compute, what they refuse, and what rewriting makes of them.
final class LoopsTest {
    private final Input x = vector("x");
    private final Input w = scalar("w");

    private static List<NdArray> evaluate(List<Tensor> outputs, Map<Tensor, NdArray> values) {
        return Interpreter.evaluate(outputs, values);
    }

    private static Scan scanOf(Graph graph) {
        return graph.nodes().stream()
                .map(Apply::op)
                .filter(Scan.class::isInstance)
                .map(Scan.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /// Past values are carries.
    @Test
    void lookingBackByTwo() {
        var fibonacci =
                scan(
                        (c, _) -> Step.of(c.get(1), c.get(0).plus(c.get(1))).stacking(c.get(0)),
                        List.of(constant(0.0), constant(1.0)),
                        8);
        assertThat(fibonacci.stacked().eval().doubles()).containsExactly(0, 1, 1, 2, 3, 5, 8, 13);
    }

    @Test
    void foldsAndMaps() {
        var values = Map.<Tensor, Object>of(x, new double[] {1, 2, 4});
        assertThat(foldLeft(Tensors::subtract, constant(0.0), x).eval(values).item()).isEqualTo(-7);
        assertThat(foldRight((s, e) -> e.minus(s), constant(0.0), x).eval(values).item())
                .isEqualTo(3);
        assertThat(reduce(Tensors::divide, x).eval(values).item()).isEqualTo(0.125);
        assertThat(map(e -> e.times(e), x).eval(values).doubles()).containsExactly(1, 4, 16);
    }

    @Test
    void nothingToVisit() {
        var result =
                scan(
                        (c, e) ->
                                Step.of(c.getFirst().plus(e.getFirst()))
                                        .stacking(exp(c.getFirst())),
                        List.of(constant(2.0)),
                        List.of(x));
        var none = Map.<Tensor, NdArray>of(x, NdArray.of());
        var values = evaluate(List.of(result.carry(), result.stacked()), none);
        assertThat(values.get(0).item()).isEqualTo(2);
        assertThat(values.get(1).shape()).containsExactly(0);
    }

    /// Rows of steps not done are zero, and nothing flows through them.
    @Test
    void until() {
        var doubling =
                scan(
                        (c, _) -> {
                            var next = c.getFirst().times(2);
                            return Step.of(next).stacking(next).until(next.ge(w));
                        },
                        List.of(x.get(0)),
                        6);
        var slope = grad(doubling.carry().plus(sum(doubling.stacked())), x);
        var values =
                evaluate(
                        List.of(doubling.carry(), doubling.stacked(), doubling.steps(), slope),
                        Map.of(x, NdArray.of(1.0), w, NdArray.scalar(5.0)));
        assertThat(values.get(0).item()).isEqualTo(8);
        assertThat(values.get(1).doubles()).containsExactly(2, 4, 8, 0, 0, 0);
        assertThat(values.get(2).longs()).containsExactly(3);
        assertThat(values.get(3).doubles()).containsExactly(22);
    }

    @Test
    void gradientsAgreeWithDifferences() {
        GradientCheck.verify(
                in ->
                        scan(
                                        (c, e) -> {
                                            var next =
                                                    tanh(in.get(2).dot(c.getFirst()))
                                                            .plus(e.getFirst());
                                            return Step.of(next)
                                                    .stacking(exp(next).times(in.get(3)));
                                        },
                                        List.of(in.get(0)),
                                        List.of(in.get(1)))
                                .stacked(),
                List.of(
                        NdArray.of(0.1, -0.2),
                        NdArray.of(new double[][] {{0.3, 0.1}, {-0.4, 0.2}, {0.5, 0.7}}),
                        NdArray.of(new double[][] {{0.5, -0.3}, {0.2, 0.4}}),
                        NdArray.scalar(0.9)));
    }

    /// Reverse mode takes time and memory in proportion to the number of steps.
    @Test
    void manySteps() {
        int n = 100_000;
        var sum = foldLeft((s, e) -> s.times(w).plus(e), constant(0.0), x);
        var ones = new double[n];
        Arrays.fill(ones, 1);
        var f = new CompiledFunction(List.of(x, w), List.of(sum, grad(sum, w)), new Interpreter());
        var values = f.callAll(ones, 0.5);
        assertThat(values.get(0).item()).isCloseTo(2, within(1e-12));
        assertThat(values.get(1).item()).isCloseTo(4, within(1e-12));
    }

    @Test
    void computesOutsideWhatDoesNotVary() {
        var sum = foldLeft((s, e) -> s.plus(e.times(exp(w))), constant(0.0), x);
        var graph = Graph.of(List.of(x, w), List.of(sum));
        assertThat(scanOf(graph).body().graph().nodes())
                .noneMatch(node -> node.op() == Elementwise.EXP);
        var late = foldLeft((s, e) -> s.plus(e.times(exp(w.plus(e).minus(e)))), constant(0.0), x);
        assertThat(late.eval(Map.of(x, new double[] {1, 2}, w, 0.0)).item()).isEqualTo(3);
    }

    @Test
    void rewritesInside() {
        var sum = foldLeft((s, e) -> s.plus(log(exp(e))), constant(0.0), x);
        var graph = Rewriting.optimize(Graph.of(List.of(x), List.of(sum)));
        assertThat(scanOf(graph).body().graph().nodes()).hasSize(1);
        assertThat(graph.log().toString()).contains("log(exp(x)) = x");
    }

    @Test
    void dropsWhatNobodyAsksFor() {
        var result =
                scan(
                        (c, e) ->
                                Step.of(c.get(0).plus(e.get(0)), c.get(1).times(e.get(1)))
                                        .stacking(exp(c.get(1))),
                        List.of(constant(0.0), constant(1.0)),
                        List.of(x, x.times(2)));
        var graph = Rewriting.optimize(Graph.of(List.of(x), List.of(result.carry())));
        var scan = scanOf(graph);
        assertThat(scan.carries()).isEqualTo(1);
        assertThat(scan.sequences()).isEqualTo(1);
        assertThat(scan.recorded()).isEmpty();
        assertThat(scan.stacked()).isZero();
    }

    /// A step that carries with no influence on the cost have no part in is pulled back alone.
    @Test
    void reverseLoopsHaveNoIdleParts() {
        var result =
                scan(
                        (c, e) -> Step.of(c.get(0).times(w), c.get(1).plus(e.get(0))),
                        List.of(constant(1.0), constant(0.0)),
                        List.of(x));
        var slope = grad(result.carry(), w);
        var reverse = (Scan) slope.owner().orElseThrow().op();
        assertThat(reverse.carries()).isEqualTo(2);
        assertThat(reverse.sequences()).isEqualTo(1);
    }

    @Test
    void equalLoopsAreOne() {
        var one = foldLeft((s, e) -> s.times(w).plus(e), constant(0.0), x);
        var other = foldLeft((t, f) -> t.times(w).plus(f), constant(0.0), x);
        var graph = Graph.of(List.of(x, w), List.of(one, other));
        assertThat(graph.nodes().stream().filter(n -> n.op() instanceof Scan)).hasSize(1);
    }

    @Test
    void printsStepsBelow() {
        var sum = foldLeft((s, e) -> s.plus(e.named("e")), constant(0.0), x);
        assertThat(dprint(sum))
                .contains("Scan{1 carries, 1 sequences} [id A]")
                .contains("\n\nScan{1 carries, 1 sequences} [id A]\nadd [id G]\n")
                .contains("|e [id");
    }

    @Test
    void choicesAreLazy() {
        var safe = check(x, all(x.gt(0)), "x > 0");
        var chosen = ifElse(w.gt(0), log(safe), x.times(w));
        var slopes = grad(sum(chosen), List.of(x, w));
        var outputs = List.of(chosen, slopes.get(0), slopes.get(1));
        var f = new CompiledFunction(List.of(x, w), outputs, new Interpreter());
        var no = f.callAll(new double[] {-1, 2}, -3.0);
        assertThat(no.get(0).doubles()).containsExactly(3, -6);
        assertThat(no.get(1).doubles()).containsExactly(-3, -3);
        assertThat(no.get(2).item()).isEqualTo(1);
        var yes = f.callAll(new double[] {1, 2}, 3.0);
        assertThat(yes.get(1).doubles()).containsExactly(1, 0.5);
        assertThat(yes.get(2).item()).isZero();
        assertThatThrownBy(() -> f.callAll(new double[] {-1, 2}, 3.0))
                .isInstanceOf(ParameterException.class);
    }

    @Test
    void refusesCarriesThatChange() {
        assertThatThrownBy(() ->
                        scan(
                                (c, _) -> Step.of(c.getFirst().plus(constant(1, 2, 3.0))),
                                List.of(constant(0.0)),
                                3))
                .hasMessageStartingWith(
                        "carry 0 of a scan is float64() at the start but the step makes it"
                                + " float64(3); a carry keeps its dtype and shape");
    }

    @Test
    void refusesWhatDoesNotFit() {
        ScanOf scan =
                sequences -> scan((_, e) -> Step.of().stacking(e.getFirst()), List.of(), sequences);
        assertThatThrownBy(() -> scan.over(constant(1.0, 2), constant(1, 2, 3.0)))
                .hasMessageStartingWith(
                        "the sequences of a scan have first lengths [2, 3], which must be equal");
        assertThatThrownBy(() -> scan.over(w))
                .hasMessageStartingWith(
                        "a scan goes along the first axis of its sequences, 'w' is a scalar");
        assertThatThrownBy(scan::over)
                .hasMessageStartingWith(
                        "a scan needs a sequence or a number of steps, both are missing");
        assertThatThrownBy(() -> scan((c, _) -> Step.of(), List.of(w), 3))
                .hasMessageStartingWith("a step of a scan must give 1 carries, not 0");
        assertThatThrownBy(() -> ifElse(w, x, x))
                .hasMessageStartingWith(
                        "the condition of a choice must be a bool scalar, not float64()");
        assertThatThrownBy(() -> ifElse(w.gt(0), x, w))
                .hasMessageStartingWith(
                        "the sides of a choice must be of one type, not float64(?) and float64()");
    }

    @FunctionalInterface
    private interface ScanOf {
        Object over(List<Tensor> sequences);

        default Object over(Tensor... sequences) {
            return over(List.of(sequences));
        }
    }
}
