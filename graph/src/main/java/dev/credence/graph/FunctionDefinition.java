package dev.credence.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a function computes, with its substitutions made and its inputs turned into leaves.
///
/// @param leaves a leaf for each input, in order
/// @param targets the outputs and then the new values of updated shared variables
/// @param shared the shared variables that the targets need
record FunctionDefinition(List<Input> leaves, List<Tensor> targets, List<Shared> shared) {

    static FunctionDefinition of(
            List<Tensor> inputs, List<? extends Tensor> outputs, CompileOptions options) {
        var targets = new ArrayList<Tensor>(outputs);
        options.updates().forEach((variable, value) -> targets.add(update(variable, value)));
        var given = GraphWalk.substitute(targets, resolved(options.givens()));
        refuseTwice(inputs);
        if (!options.unusedInputs()) refuseUnused(inputs, outputs, given);

        var leaves = new ArrayList<Input>();
        Map<Tensor, Tensor> replaced = new IdentityHashMap<>();
        for (var x : inputs) {
            var leaf = x instanceof Input own ? own : new Input(x.name(), x.type());
            if (leaf != x) replaced.put(x, leaf);
            leaves.add(leaf);
        }
        var closed = replaced.isEmpty() ? given : GraphWalk.substitute(given, replaced);
        var shared =
                GraphWalk.leaves(closed).stream()
                        .filter(Shared.class::isInstance)
                        .map(Shared.class::cast)
                        .toList();
        return new FunctionDefinition(leaves, closed, shared);
    }

    private static Tensor update(Shared variable, Tensor value) {
        if (TypeFit.contradicts(value.type(), variable.type())) {
            throw new GraphException(
                            "shared variable '%s' is %s and cannot be updated to '%s' of type %s; cast it or keep the rank"
                                    .formatted(variable, variable.type(), value, value.type()))
                    .at(value.owner().flatMap(Apply::where));
        }
        return value;
    }

    private static void refuseTwice(List<Tensor> inputs) {
        Set<Tensor> seen = identitySet(List.of());
        for (var x : inputs) {
            if (!seen.add(x)) {
                throw new GraphException(
                                "the input '%s' is listed twice in %s".formatted(x, inputs))
                        .at(SourceLine.here());
            }
        }
    }

    private static void refuseUnused(
            List<Tensor> inputs, List<? extends Tensor> outputs, List<Tensor> targets) {
        var needed = identitySet(GraphWalk.breadthFirst(targets));
        for (var x : inputs) {
            if (!needed.contains(x)) {
                throw new GraphException(
                                "the input '%s' is not needed to compute %s; leave it out, or allow it by CompileOptions.withUnusedInputs()"
                                        .formatted(x, outputs))
                        .at(SourceLine.here());
            }
        }
    }

    /// The replacements in terms of what is not replaced.
    private static Map<Tensor, Tensor> resolved(Map<Tensor, Tensor> givens) {
        Map<Tensor, Tensor> resolved = new IdentityHashMap<>();
        var pending = new LinkedHashMap<>(givens);
        while (!pending.isEmpty()) {
            var free = pending.keySet().stream().filter(x -> isFree(x, pending)).toList();
            if (free.isEmpty()) throw circle(pending);
            for (var x : free) {
                checkGiven(x, givens.get(x));
                resolved.put(
                        x,
                        GraphWalk.substitute(List.of(givens.get(x)), Map.copyOf(resolved))
                                .getFirst());
            }
            free.forEach(pending::remove);
        }
        return resolved;
    }

    private static boolean isFree(Tensor x, Map<Tensor, Tensor> pending) {
        return GraphWalk.breadthFirst(List.of(pending.get(x))).stream()
                .noneMatch(pending::containsKey);
    }

    private static GraphException circle(Map<Tensor, Tensor> pending) {
        var first = pending.keySet().iterator().next();
        return new GraphException(
                        "'%s' cannot be given as '%s', which depends on '%s' again; make a new input for what stands inside"
                                .formatted(first, pending.get(first), first))
                .at(SourceLine.here());
    }

    private static void checkGiven(Tensor x, Tensor replacement) {
        if (x.type().unified(replacement.type()).isEmpty()) {
            throw new GraphException(
                            "'%s' is %s and cannot be given as '%s' of type %s"
                                    .formatted(x, x.type(), replacement, replacement.type()))
                    .at(SourceLine.here());
        }
    }

    private static Set<Tensor> identitySet(Collection<Tensor> tensors) {
        Set<Tensor> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(tensors);
        return set;
    }
}
