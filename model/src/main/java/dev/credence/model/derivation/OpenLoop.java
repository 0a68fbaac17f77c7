package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Apply;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.LoopFunctions;
import dev.credence.graph.Scan;
import dev.credence.graph.Tensor;
import dev.credence.model.ModelException;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// A loop whose step is open again: in terms of its carries, the elements of its sequences, and
/// directly of all that comes from outside.
///
/// A random variable that the step takes from outside is drawn anew in each step: one that were the
/// same in all steps would leave the rows without a density.
///
/// @param node the loop
/// @param own the inputs of the step: carries, then elements
/// @param carries the carries after the step
/// @param rows the rows of the step
record OpenLoop(Apply node, List<Tensor> own, List<Tensor> carries, List<Tensor> rows) {
    static OpenLoop of(Apply node) {
        var scan = (Scan) node.op();
        if (scan.until()) {
            throw new ModelException(
                    "the log-density of a loop with an end by condition cannot be derived; give it"
                            + " a number of steps",
                    node.where());
        }
        int ownCount = scan.carries() + scan.sequences();
        var inputs = scan.body().inputs();
        Map<Tensor, Tensor> outside = new IdentityHashMap<>();
        for (int i = ownCount; i < inputs.size(); i++)
            outside.put(inputs.get(i), node.input(LEADING + i));
        for (int i = 0; i < scan.sequences(); i++) {
            int at = scan.carries() + i;
            var sequence = node.input(LEADING + at);
            if (RandomNodes.isRandom(sequence))
                outside.put(inputs.get(at), RandomNodes.entry(sequence, node));
        }
        for (int i = 0; i < scan.carries(); i++) {
            if (!RandomNodes.isRandom(node.input(LEADING + i))) continue;
            throw new ModelException(
                    "the log-density of a loop cannot be derived: it starts at a random value that"
                            + " is not part of it; join the start and the rows",
                    node.where());
        }
        var outputs = GraphWalk.substitute(scan.body().outputs(), outside);
        return new OpenLoop(
                node,
                inputs.subList(0, ownCount),
                outputs.subList(0, scan.carries()),
                outputs.subList(scan.carries(), outputs.size()));
    }

    private static final int LEADING = 2;

    /// Whether an input of a loop is the same in each step.
    static boolean isInvariant(Apply loop, int input) {
        var scan = (Scan) loop.op();
        return input >= LEADING + scan.carries() + scan.sequences();
    }

    private Scan loop() {
        return (Scan) node.op();
    }

    List<Tensor> sequences() {
        int from = LEADING + loop().carries();
        return node.inputs().subList(from, from + loop().sequences()).stream()
                .map(x -> RandomNodes.isRandom(x) ? zerosLike(x) : x)
                .toList();
    }

    private List<Tensor> initial() {
        return node.inputs().subList(LEADING, LEADING + loop().carries());
    }

    /// The number of the stacked row that an output of the loop is, or -1 for another output.
    int rowOf(int output) {
        int first = loop().carries() + loop().recorded().size();
        return output < first ? -1 : output - first;
    }

    /// The step's inputs with what stands for them.
    Map<Tensor, Tensor> bound(List<Tensor> newCarries, List<Tensor> elements) {
        Map<Tensor, Tensor> given = new IdentityHashMap<>();
        for (int i = 0; i < newCarries.size(); i++) given.put(own.get(i), newCarries.get(i));
        for (int i = 0; i < elements.size(); i++)
            given.put(own.get(newCarries.size() + i), elements.get(i));
        return given;
    }

    /// The same loop with another step, over more sequences.
    LoopFunctions.ScanResult run(LoopFunctions.ScanStep step, List<Tensor> longer) {
        return loop().reversed()
                ? scanReversed(step, initial(), longer)
                : scan(step, initial(), longer);
    }

    /// The numbers of the steps, as a sequence.
    Tensor numbers() {
        var length = node.input(0);
        return arange(slice(length, 0, 0));
    }
}
