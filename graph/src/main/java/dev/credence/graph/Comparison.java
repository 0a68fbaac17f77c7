package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Compares what compiled code computed with the interpreter's values of the graph as it was
/// written, and finds the rewrite or the node that made a difference.
///
/// A difference counts if it is larger than what rounding can explain: [RoundingProbe] evaluates
/// the written graph again with each result wrong by an ulp at random, and the spread of that times
/// ten, plus 1e-9 of the largest element, is allowed. Where the written graph gives NaN or an
/// infinity and the compiled one a number, a rewrite has made it safe: that is allowed too.
final class Comparison {
    private static final double RELATIVE = 1e-9;
    private static final double SPREAD = 10;
    private static final long SEED = 1997;

    private final Graph written;
    private final Graph rewritten;
    private final Backend backend;

    /// @param written the graph as it was written
    /// @param rewritten the same before shapes were known, with the log of its rewriting
    Comparison(Graph written, Graph rewritten, Backend backend) {
        this.written = written;
        this.rewritten = rewritten;
        this.backend = backend;
    }

    /// Compares one call.
    ///
    /// @param concrete the graph that was compiled, for these shapes
    /// @throws GraphException if a result differs; the message names the output and its maker
    void check(Graph concrete, List<NdArray> arguments, List<NdArray> results) {
        var values = bound(written.inputs(), arguments);
        int bad = firstDifference(written.outputs(), values, results);
        if (bad < 0) return;
        var expected = Interpreter.evaluate(List.of(written.outputs().get(bad)), values);
        throw new GraphException(
                "'%s' is %s by the %s backend but %s by the interpreter on the graph as written: %s"
                        .formatted(
                                written.outputs().get(bad),
                                ValueText.of(results.get(bad)),
                                backend.name(),
                                ValueText.of(expected.getFirst()),
                                culprit(concrete, arguments)));
    }

    /// The first of some tensors whose value differs from what was found, or -1.
    private static int firstDifference(
            List<? extends Tensor> tensors, Map<Tensor, NdArray> values, List<NdArray> found) {
        var readings = RoundingProbe.read(tensors, values, new SplittableRandom(SEED));
        return IntStream.range(0, tensors.size())
                .filter(i -> differs(readings.get(i), found.get(i)))
                .findFirst()
                .orElse(-1);
    }

    private static boolean differs(RoundingProbe.Reading expected, NdArray found) {
        var value = expected.value();
        if (!java.util.Arrays.equals(value.shape(), found.shape())) return true;
        double largest = 0;
        for (int i = 0; i < value.size(); i++)
            if (Double.isFinite(value.element(i)))
                largest = Math.max(largest, Math.abs(value.element(i)));
        for (int i = 0; i < value.size(); i++) {
            double a = value.element(i);
            double b = found.element(i);
            if (!Double.isFinite(a) && (Double.isFinite(b) || Double.compare(a, b) == 0)) continue;
            double spread = expected.spread()[i];
            if (Double.isNaN(spread)) continue;
            if (!(Math.abs(a - b) <= SPREAD * spread + RELATIVE * largest)) return true;
        }
        return false;
    }

    private String culprit(Graph concrete, List<NdArray> arguments) {
        var entries = new ArrayList<>(rewritten.log().entries());
        entries.addAll(concrete.log().entries());
        for (var entry : entries) {
            if (isWrong(entry, concrete, arguments))
                return "the rewrite '%s' is wrong; leave it out by RuleSet.excluding"
                        .formatted(entry);
        }
        return wrongNode(concrete, arguments)
                .map(node ->
                        new GraphException(
                                        "the %s backend computes %s wrongly"
                                                .formatted(
                                                        backend.name(),
                                                        MathText.of(node.output(), 60)))
                                .at(node.where())
                                .getMessage())
                .orElse("neither a rewrite nor a node differs when it is evaluated alone");
    }

    /// Whether a replacement changed the value. What was rewritten inside of a loop has leaves
    /// without values and is passed over.
    private boolean isWrong(RewriteLog.Entry entry, Graph concrete, List<NdArray> arguments) {
        var both = List.of(entry.before(), entry.after());
        var values = bound(written.inputs(), arguments);
        values.putAll(bound(concrete.inputs(), arguments));
        boolean open =
                GraphWalk.leaves(both).stream()
                        .anyMatch(x -> x instanceof Input && !values.containsKey(x));
        if (open) return false;
        try {
            var after = Interpreter.evaluate(List.of(entry.after()), values);
            return firstDifference(List.of(entry.before()), values, after) >= 0;
        } catch (GraphException e) {
            return false;
        }
    }

    /// The first node whose value by the backend differs from the interpreter's.
    private java.util.Optional<Apply> wrongNode(Graph concrete, List<NdArray> arguments) {
        var all = new ArrayList<Tensor>();
        for (var node : concrete.nodes()) all.addAll(node.outputs());
        var program = new Program(concrete.inputs(), all, concrete.nodes());
        var results = all.stream().map(y -> NdArray.zeros(y.dtype(), y.shape().dims())).toList();
        backend.compile(program)
                .newExecutable()
                .execute(
                        arguments.stream().map(NdArray::storage).toArray(),
                        results.stream().map(NdArray::storage).toArray());
        int bad = firstDifference(all, bound(concrete.inputs(), arguments), results);
        return bad < 0 ? java.util.Optional.empty() : all.get(bad).owner();
    }

    private static Map<Tensor, NdArray> bound(List<Tensor> inputs, List<NdArray> values) {
        Map<Tensor, NdArray> bound = new IdentityHashMap<>();
        for (int i = 0; i < inputs.size(); i++) bound.put(inputs.get(i), values.get(i));
        return bound;
    }
}
