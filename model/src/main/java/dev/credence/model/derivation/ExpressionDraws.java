package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Apply;
import dev.credence.graph.Draw;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.LoopFunctions;
import dev.credence.graph.Output;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;
import dev.credence.model.Draws;
import dev.credence.model.ModelException;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// Draws of random expressions: their random variables get keys of their own, in loops one in each
/// step.
final class ExpressionDraws {
    private ExpressionDraws() {}

    /// The expression with keys that depend on nothing but the order of its random variables, so
    /// that expressions made alike are equal.
    static Tensor numbered(Tensor x) {
        Map<Tensor, Tensor> keys = new IdentityHashMap<>();
        int number = 0;
        for (var variable : new RandomNodes(x).variables())
            keys.put(variable.input(0), constant(new long[] {0, number++}));
        return GraphWalk.substitute(List.of(x), keys).getFirst();
    }

    /// The expression where random variables have their typical values.
    static Tensor typical(Tensor x) {
        return typical(List.of(x)).getFirst();
    }

    private static List<Tensor> typical(List<Tensor> x) {
        return replaced(
                x,
                (v, i) -> point(v),
                (loop, i) -> run(loop, numberedSequences(loop), (y, e) -> typical(y)));
    }

    private static Tensor point(Apply variable) {
        var point = RandomNodes.distribution(variable).supportPoint();
        return broadcastTo(point, variable.input(1));
    }

    /// A draw of the expression; where the shape has further axes on the left, independent draws
    /// along these.
    static Tensor draw(Tensor x, Tensor key, Tensor shape) {
        int copies = shape.shape().dim(0) - x.rank();
        if (copies == 0) return once(x, key);
        if (copies < 0) {
            throw new ModelException(
                    "'%s' has %d axes and cannot be drawn with shape of rank %d"
                            .formatted(x, x.rank(), shape.shape().dim(0)));
        }
        var count = prod(slice(shape, 0, 0, copies, 1));
        var draws = map(number -> once(x, fold(key, number)), arange(reshape(count)));
        return reshape(draws, shape, copies + x.rank());
    }

    private static Tensor fold(Tensor key, Tensor number) {
        return new Apply(Draw.FOLD_KEY, List.of(key, constant(new long[] {2}), number)).output();
    }

    private static Tensor once(Tensor x, Tensor key) {
        return once(List.of(x), key).getFirst();
    }

    private static List<Tensor> once(List<Tensor> x, Tensor key) {
        return replaced(
                x,
                (v, i) -> RandomNodes.distribution(v).draw(Draws.fold(key, i), v.input(1)),
                (loop, i) -> {
                    var own = Draws.fold(key, i);
                    return run(
                            loop,
                            numberedSequences(loop),
                            (y, elements) -> once(y, fold(own, elements.getLast())));
                });
    }

    private static List<Tensor> numberedSequences(OpenLoop loop) {
        var sequences = new ArrayList<>(loop.sequences());
        sequences.add(loop.numbers());
        return sequences;
    }

    /// The loop with steps whose results are drawn, given the elements of its sequences.
    private static LoopFunctions.ScanResult run(
            OpenLoop loop,
            List<Tensor> sequences,
            BiFunction<List<Tensor>, List<Tensor>, List<Tensor>> drawn) {
        int n = loop.carries().size();
        return loop.run(
                (carries, elements) -> {
                    var own = elements.subList(0, loop.sequences().size());
                    var all = new ArrayList<>(loop.carries());
                    all.addAll(loop.rows());
                    var open = GraphWalk.substitute(all, loop.bound(carries, own));
                    var made = drawn.apply(open, elements);
                    return LoopFunctions.Step.of(made.subList(0, n), made.subList(n, made.size()));
                },
                sequences);
    }

    private static List<Tensor> replaced(
            List<Tensor> outputs,
            BiFunction<Apply, Integer, Tensor> variable,
            BiFunction<OpenLoop, Integer, LoopFunctions.ScanResult> loop) {
        Map<Tensor, Tensor> mapped = new IdentityHashMap<>();
        int number = 0;
        for (var node : GraphWalk.topological(outputs)) {
            var copy = copied(node, mapped);
            if (RandomNodes.isUnnamed(node)) {
                mapped.put(node.output(), variable.apply(copy, number++));
            } else if (RandomNodes.isRandomLoop(node)) {
                var open = OpenLoop.of(copy);
                var results = loop.apply(open, number++);
                int carries = open.carries().size();
                for (var y : node.outputs()) {
                    int i = ((Output) y).index();
                    int row = open.rowOf(i);
                    if (i < carries) mapped.put(y, results.carries().get(i));
                    else if (row >= 0) mapped.put(y, results.rows().get(row));
                }
            } else if (copy != node) {
                for (int i = 0; i < node.outputs().size(); i++)
                    mapped.put(node.outputs().get(i), copy.outputs().get(i));
            }
        }
        return outputs.stream().map(y -> mapped.getOrDefault(y, y)).toList();
    }

    /// The node on what stands for its inputs. What is random in each step of a loop anew is left
    /// to the step.
    private static Apply copied(Apply node, Map<Tensor, Tensor> mapped) {
        var inputs = new ArrayList<Tensor>();
        for (int i = 0; i < node.inputs().size(); i++) {
            var x = node.input(i);
            boolean left =
                    RandomNodes.isRandomLoop(node)
                            && OpenLoop.isInvariant(node, i)
                            && RandomNodes.isRandom(x);
            inputs.add(left ? x : mapped.getOrDefault(x, x));
        }
        if (inputs.equals(node.inputs())) return node;
        return SourceLine.inherit(node.where(), () -> new Apply(node.op(), inputs));
    }
}
