package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.NdArray;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Chooses the unknowns that are better written in a non-centred way.
///
/// The smaller the share of the data in what is known of an unknown, the worse the centred way is
/// (Papaspiliopoulos, Roberts & Sköld 2007, A general framework for the parametrization of
/// hierarchical models).
final class Centring {
    private Centring() {}

    static List<String> worse(Model model) {
        var found = new ArrayList<String>();
        for (var free : model.freeVariables()) {
            var scale = LocationScale.of(free.distribution()).map(LocationScale::scale);
            if (scale.isPresent() && isUnknown(scale.get()) && priorPrevails(model, free))
                found.add(free.name());
        }
        return found;
    }

    private static boolean isUnknown(Tensor scale) {
        return GraphWalk.topological(List.of(scale)).stream()
                .anyMatch(n -> n.op() instanceof RandomVariable);
    }

    private static boolean priorPrevails(Model model, Variable.Free free) {
        var terms = model.logps();
        Tensor prior = sum(terms.remove(free.name()));
        Tensor rest = constant(0);
        for (var term : terms.values()) rest = rest.plus(sum(term));
        var point = model.initialPoint();
        var direction = constant(signs(point.get(free.value().name())));
        var curvatures = List.of(along(direction, prior, free), along(direction, rest, free));
        var function = new CompiledFunction(model.valueVariables(), curvatures, new Interpreter());
        var found = function.callAll(point.values().toArray());
        return found.get(1).item() >= found.get(0).item();
    }

    /// The sum of the second derivatives of a density whose entries do not act on each other; with
    /// random signs it is right on average for any other.
    private static Tensor along(Tensor direction, Tensor density, Variable.Free free) {
        var slope = JointDensity.flatGradient(density, List.<Input>of(free.value()));
        var along = sum(slope.times(reshape(direction, -1)));
        var curvature = JointDensity.flatGradient(along, List.<Input>of(free.value()));
        return sum(curvature.times(reshape(direction, -1)));
    }

    private static NdArray signs(NdArray like) {
        var random = new SplittableRandom(1);
        var signs = new double[like.size()];
        for (int i = 0; i < signs.length; i++) signs[i] = random.nextBoolean() ? 1 : -1;
        return NdArray.of(signs, like.shape());
    }
}
