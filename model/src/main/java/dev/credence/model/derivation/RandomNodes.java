package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Apply;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.InnerGraph;
import dev.credence.graph.Output;
import dev.credence.graph.Scan;
import dev.credence.graph.Tensor;
import dev.credence.graph.View;
import dev.credence.model.Distribution;
import dev.credence.model.ModelException;
import dev.credence.model.RandomVariable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds what is random in a graph: the random variables without a name, and all that depends on
/// them. Named ones, those of a model, have a value as far as an expression is concerned.
final class RandomNodes {
    private static final int FIRST_PARAMETER = 2;

    private final Map<Tensor, Set<Apply>> sources = new IdentityHashMap<>();
    private final Set<Tensor> behind = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Apply> variables = new ArrayList<>();

    RandomNodes(Tensor root) {
        for (var node : GraphWalk.topological(List.of(root))) {
            Set<Apply> found = Collections.newSetFromMap(new IdentityHashMap<>());
            if (!isVariable(node) || isUnnamed(node)) {
                for (var x : node.inputs()) found.addAll(sources.getOrDefault(x, Set.of()));
                if (isVariable(node) || hasWithin(node)) found.add(node);
                if (node.inputs().stream().anyMatch(behind::contains) || !found.isEmpty())
                    behind.addAll(node.outputs());
            }
            if (node.op() instanceof View.ShapeOf) found.clear();
            if (isUnnamed(node)) variables.add(node);
            if (!found.isEmpty()) for (var y : node.outputs()) sources.put(y, found);
        }
    }

    private static boolean hasWithin(Apply node) {
        return node.op().innerGraphs().stream().anyMatch(RandomNodes::has);
    }

    private static boolean has(InnerGraph graph) {
        return graph.graph().nodes().stream().anyMatch(n -> isVariable(n) || hasWithin(n));
    }

    static boolean isUnnamed(Apply node) {
        return isVariable(node) && node.output().name().isEmpty();
    }

    /// Whether it is a loop that draws in its steps.
    static boolean isRandomLoop(Apply node) {
        if (!(node.op() instanceof Scan)) return false;
        for (int i = 0; i < node.inputs().size(); i++) {
            if (OpenLoop.isInvariant(node, i) && isRandom(node.input(i))) return true;
        }
        return hasWithin(node);
    }

    static boolean isVariable(Apply node) {
        return node.op() instanceof RandomVariable;
    }

    /// The random variables and loops with such that a tensor depends on.
    Set<Apply> sources(Tensor x) {
        return sources.getOrDefault(x, Set.of());
    }

    /// The random variables, in an order in which each comes after those it depends on.
    List<Apply> variables() {
        return variables;
    }

    /// Whether there is a random variable in the graph of a tensor, be it for its shape only.
    boolean mentionsRandom(Tensor x) {
        return behind.contains(x);
    }

    boolean dependsOnRandom(Tensor x) {
        return sources.containsKey(x);
    }

    /// The named random variables that a tensor depends on by no other one.
    static List<Tensor> outermost(Tensor x) {
        Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        var found = new ArrayList<Tensor>();
        var open = new ArrayList<Tensor>(List.of(x));
        for (int i = 0; i < open.size(); i++) {
            if (!(open.get(i) instanceof Output o) || !seen.add(o)) continue;
            if (isVariable(o.apply())) found.add(o);
            else open.addAll(o.apply().inputs());
        }
        return found;
    }

    static boolean isRandom(Tensor x) {
        return new RandomNodes(x).dependsOnRandom(x);
    }

    boolean areIndependent(List<Tensor> tensors) {
        Set<Apply> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (var x : tensors) for (var source : sources(x)) if (!seen.add(source)) return false;
        return true;
    }

    /// The distribution of a random variable with its parameters.
    static Distribution distribution(Apply node) {
        var family = ((RandomVariable) node.op()).family();
        return family.withParameters(parameters(node));
    }

    static List<Tensor> parameters(Apply node) {
        return node.inputs().subList(FIRST_PARAMETER, node.inputs().size());
    }

    /// One entry of the first axis of a random variable whose entries have the same parameters.
    static Tensor entry(Tensor sequence, Apply loop) {
        if (sequence instanceof Output o && isVariable(o.apply())) {
            var node = o.apply();
            boolean same =
                    distribution(node).eventRank() == 0
                            && parameters(node).stream().allMatch(p -> p.rank() < sequence.rank());
            if (same) {
                var inputs = new ArrayList<>(node.inputs());
                var lengths = sequence.shape().dims();
                var rest = new long[lengths.length - 1];
                for (int i = 0; i < rest.length; i++) rest[i] = lengths[i + 1];
                inputs.set(1, constant(rest));
                return new Apply(node.op(), inputs).output();
            }
        }
        throw new ModelException(
                "the log-density of a loop cannot be derived: its sequence '%s' is random; draw within the step instead"
                        .formatted(sequence),
                loop.where());
    }
}
