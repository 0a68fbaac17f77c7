package dev.credence.graph;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One walk of cotangents from outputs down to what they are differentiated by.
final class ReversePass {
    private final List<Tensor> outputs;
    private final GradientOptions options;
    private final List<Apply> order;
    private final Set<Tensor> constants;
    private final Set<Tensor> relevant;
    private final Map<Tensor, Tensor> cotangents = new IdentityHashMap<>();

    /// Tensors to which an op without a gradient would contribute.
    private final Set<Tensor> undefined = identitySet(List.of());

    /// The first node from above that passes nothing on to an input that matters.
    private Optional<Apply> stop = Optional.empty();

    ReversePass(List<Tensor> outputs, List<? extends Tensor> wrt, GradientOptions options) {
        this.outputs = outputs;
        this.options = options;
        this.order = GraphWalk.topological(outputs);
        this.constants = identitySet(options.constants());
        this.relevant = dependents(order, wrt, constants);
        cotangents.putAll(options.known());
    }

    /// Adds to the cotangent of an output.
    void seed(Tensor y, Tensor cotangent) {
        if (!options.known().containsKey(y)) cotangents.merge(y, cotangent, Tensors::add);
    }

    void run() {
        for (var node : order.reversed()) {
            if (node.outputs().stream().anyMatch(y -> relevant.contains(y) && isReached(y)))
                SourceLine.inherit(
                        node.where(),
                        () -> {
                            pull(node);
                            return null;
                        });
        }
    }

    private boolean isReached(Tensor y) {
        if (constants.contains(y)) return false;
        return cotangents.containsKey(y) || undefined.contains(y);
    }

    private void pull(Apply node) {
        if (node.outputs().stream().anyMatch(undefined::contains)) {
            leaveOut(node);
            return;
        }
        List<Optional<Tensor>> incoming =
                node.outputs().stream().map(y -> Optional.ofNullable(cotangents.get(y))).toList();
        List<Optional<Tensor>> outgoing;
        try {
            outgoing = node.op().pullback(node, incoming);
        } catch (GraphException e) {
            if (options.undefined() == Gradient.Undefined.RAISE) throw e.at(node.where());
            leaveOut(node);
            return;
        }
        boolean flows = false;
        for (int i = 0; i < node.inputs().size(); i++) {
            var x = node.input(i);
            if (outgoing.get(i).isEmpty() || !relevant.contains(x)) continue;
            flows = true;
            var g = outgoing.get(i).get();
            var missing = MissingGradient.in(g);
            if (missing.isPresent()) {
                if (options.undefined() == Gradient.Undefined.RAISE)
                    throw missing(node, i, missing.get());
                undefined.add(x);
                continue;
            }
            seed(x, SpecifyShape.keepingOnes(x, x.dtype().isFloating() ? g.cast(x.dtype()) : g));
        }
        if (!flows && stop.isEmpty()) stop = Optional.of(node);
    }

    private static GraphException missing(Apply node, int input, MissingGradient missing) {
        return new GraphException(
                        "op '%s' has no gradient with respect to its input %d, '%s': %s"
                                .formatted(node.op(), input, node.input(input), missing.reason()))
                .at(node.where());
    }

    private void leaveOut(Apply node) {
        for (var x : node.inputs()) if (relevant.contains(x)) undefined.add(x);
    }

    /// What has flowed to a tensor; empty if nothing did or if it is not all.
    Optional<Tensor> cotangent(Tensor x) {
        return isUndefined(x) ? Optional.empty() : Optional.ofNullable(cotangents.get(x));
    }

    boolean isUndefined(Tensor x) {
        return undefined.contains(x);
    }

    /// Why a tensor has no cotangent, in a sentence.
    String whyNone(Tensor x) {
        var cost = outputs.size() == 1 ? outputs.getFirst().toString() : outputs.toString();
        if (isUndefined(x)) {
            return "the gradient with respect to '%s' is left out, since an op on the way from '%s' has none"
                    .formatted(x, cost);
        }
        if (!x.dtype().isFloating()) {
            return "'%s' is %s, and there are no gradients with respect to integers or truth values; differentiate by a float64 tensor"
                    .formatted(x, x.type());
        }
        var sentence =
                "'%s' does not depend smoothly on '%s', so there is no gradient with respect to it"
                        .formatted(cost, x);
        return stop.map(n -> "%s: '%s' passes none on".formatted(sentence, n.output()))
                .orElse(sentence);
    }

    /// The line of the node that lets no gradient through.
    Optional<SourceLine> whereNone() {
        return stop.flatMap(Apply::where);
    }

    /// The tensors in `order` that depend on one of `wrt`, with these, not through `constants`.
    private static Set<Tensor> dependents(
            List<Apply> order, List<? extends Tensor> wrt, Set<Tensor> constants) {
        Set<Tensor> relevant = identitySet(wrt);
        for (var node : order) {
            if (node.inputs().stream().noneMatch(relevant::contains)) continue;
            for (var y : node.outputs()) if (!constants.contains(y)) relevant.add(y);
        }
        return relevant;
    }

    private static Set<Tensor> identitySet(Collection<? extends Tensor> tensors) {
        Set<Tensor> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(tensors);
        return set;
    }
}
