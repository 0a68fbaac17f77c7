package dev.credence.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes out loops of very few steps.
final class Unrolling {
    private static final int STEPS = 3;
    private static final int NODES = 64;

    private Unrolling() {}

    static Optional<LoopChange> of(Apply node) {
        if (!(node.op() instanceof Scan scan)) return Optional.empty();
        var steps = LoopSteps.known(scan, node);
        boolean few = steps.isPresent() && steps.getAsInt() > 0 && steps.getAsInt() <= STEPS;
        return few && scan.body().graph().nodes().size() * steps.getAsInt() <= NODES
                ? Optional.of(written(scan, node, steps.getAsInt()))
                : Optional.empty();
    }

    private static LoopChange written(Scan scan, Apply node, int steps) {
        var carries = new ArrayList<>(scan.initial(node.inputs()));
        var histories = new ArrayList<Tensor[]>();
        for (int i = 0; i < scan.recorded().size() + scan.stacked(); i++)
            histories.add(new Tensor[steps]);
        for (int done = 0; done < steps; done++) {
            int at = scan.reversed() ? steps - 1 - done : done;
            var arguments = new ArrayList<>(carries);
            for (var s : scan.sequences(node.inputs())) arguments.add(Tensors.slice(s, 0, at));
            arguments.addAll(scan.invariants(node.inputs()));
            var made = scan.body().apply(arguments);
            int next = 0;
            for (int i : scan.recorded()) histories.get(next++)[at] = carries.get(i);
            for (int i = 0; i < scan.stacked(); i++)
                histories.get(next++)[at] = made.get(scan.carries() + i);
            for (int i = 0; i < scan.carries(); i++) carries.set(i, made.get(i));
        }
        Map<Tensor, Tensor> replaced = new IdentityHashMap<>();
        for (int i = 0; i < scan.carries(); i++)
            replaced.put(node.outputs().get(i), carries.get(i));
        for (int i = 0; i < histories.size(); i++)
            replaced.put(node.outputs().get(scan.carries() + i), Tensors.stack(histories.get(i)));
        return new LoopChange(LoopRewrite.UNROLL, List.of(replaced));
    }
}
