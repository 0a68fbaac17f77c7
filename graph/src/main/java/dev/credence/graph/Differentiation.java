package dev.credence.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// One request for gradients: of which outputs with which cotangents, by what.
///
/// @param outputs the tensors in which cotangents start
/// @param seeds their cotangents; none for those whose cotangent the options give
record Differentiation(
        List<Tensor> outputs,
        List<Optional<Tensor>> seeds,
        List<? extends Tensor> wrt,
        GradientOptions options) {

    static Differentiation of(Tensor cost, List<? extends Tensor> wrt, GradientOptions options) {
        var outputs = new ArrayList<Tensor>(options.known().keySet());
        var seeds = new ArrayList<Optional<Tensor>>();
        outputs.forEach(_ -> seeds.add(Optional.empty()));
        outputs.add(cost);
        seeds.add(Optional.of(Promotion.to(cost.dtype(), Tensors.constant(1))));
        return new Differentiation(outputs, seeds, wrt, options);
    }

    static Differentiation of(List<? extends Tensor> wrt, GradientOptions options) {
        var outputs = List.copyOf(options.known().keySet());
        var seeds = outputs.stream().map(_ -> Optional.<Tensor>empty()).toList();
        return new Differentiation(outputs, seeds, wrt, options);
    }

    /// The reverse pass over the graph as it is.
    ReversePass written() {
        var pass = new ReversePass(outputs, wrt, options);
        for (int i = 0; i < outputs.size(); i++) {
            var y = outputs.get(i);
            seeds.get(i).ifPresent(g -> pass.seed(y, g));
        }
        pass.run();
        return pass;
    }

    /// The cotangents of `wrt`, computed from the numerically safe form of the outputs; empty where
    /// nothing flows.
    ///
    /// What flows where, and what is refused, is decided by the graph as it is written: a tensor on
    /// which only the safe form does not depend has a cotangent of zero.
    List<Optional<Tensor>> cotangents() {
        var kept = new ArrayList<Tensor>(wrt);
        kept.addAll(options.constants());
        kept.addAll(options.known().keySet());
        var form = StableForm.of(outputs, kept);
        if (form.isEmpty()) return written(wrt);
        ReversePass safe;
        try {
            safe = in(form.get()).written();
        } catch (GraphException e) {
            return written(wrt);
        }
        var found = wrt.stream().map(x -> safe.cotangent(form.get().counterpart(x))).toList();
        if (found.stream().allMatch(Optional::isPresent)) return found;
        var written = written();
        var all = new ArrayList<Optional<Tensor>>();
        for (int i = 0; i < found.size(); i++) {
            var x = wrt.get(i);
            boolean omitted = safe.isUndefined(form.get().counterpart(x));
            all.add(
                    found.get(i)
                            .or(() ->
                                    written.cotangent(x)
                                            .map(g -> omitted ? g : Tensors.zerosLike(x))));
        }
        return all;
    }

    private List<Optional<Tensor>> written(List<? extends Tensor> wrt) {
        var pass = written();
        return wrt.stream().map(pass::cotangent).toList();
    }

    private Differentiation in(StableForm form) {
        var known = new LinkedHashMap<Tensor, Tensor>();
        options.known().forEach((y, g) -> known.put(form.counterpart(y), g));
        var given =
                new GradientOptions(
                        options.disconnected(),
                        options.undefined(),
                        options.constants().stream().map(form::counterpart).toList(),
                        known);
        return new Differentiation(
                outputs.stream().map(form::counterpart).toList(),
                seeds,
                wrt.stream().map(form::counterpart).toList(),
                given);
    }
}
