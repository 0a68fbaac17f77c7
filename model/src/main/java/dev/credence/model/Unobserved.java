package dev.credence.model;

import static dev.credence.graph.Tensors.*;
import static dev.credence.graph.arrays.ArrayFunctions.arange;
import static dev.credence.graph.arrays.ArrayFunctions.argsort;
import static dev.credence.graph.arrays.ArrayFunctions.cumsum;
import static dev.credence.graph.arrays.ArrayFunctions.flatNonzero;

import dev.credence.array.DType;
import dev.credence.graph.Constant;
import dev.credence.graph.Tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The missing entries of a partly observed variable, as a vector in row-major order.
///
/// @param whole the distribution of the whole variable
/// @param mask where it is missing
/// @param data the values that were seen; where it is missing, anything
record Unobserved(Distribution whole, Tensor mask, Tensor data) implements Distribution {
    Unobserved {
        if (whole.eventRank() > 0 && !(whole.support() instanceof Support.Real)) {
            throw new ModelException(
                    "%s cannot be observed in part: its values are %s; leave whole events out, or observe all of them"
                            .formatted(Formula.of(whole), whole.support()));
        }
    }

    @Override
    public String name() {
        return "Unobserved" + whole.name();
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        var parameters = new LinkedHashMap<>(whole.parameters());
        parameters.put("mask", mask);
        parameters.put("data", data);
        return parameters;
    }

    @Override
    public boolean parametersBroadcast() {
        return false;
    }

    @Override
    public Unobserved withParameters(List<Tensor> parameters) {
        int own = parameters.size() - 2;
        return new Unobserved(
                whole.withParameters(parameters.subList(0, own)),
                parameters.get(own),
                parameters.get(own + 1));
    }

    @Override
    public int eventRank() {
        return 0;
    }

    @Override
    public DType dtype() {
        return whole.dtype();
    }

    @Override
    public Support support() {
        return switch (whole.support()) {
            case Support.Interval s -> Support.interval(missing(s.lower()), missing(s.upper()));
            case Support.IntegerRange s -> Support.integers(missing(s.lower()), missing(s.upper()));
            default -> whole.support();
        };
    }

    /// The entries of what broadcasts to the whole.
    private Tensor missing(Tensor x) {
        return x.rank() == 0 ? x : entries(x, places());
    }

    private Tensor entries(Tensor x, Tensor positions) {
        return gather(flat(broadcastTo(x, shapeOf(mask))), positions, 0);
    }

    @Override
    public List<Condition> conditions() {
        return whole.conditions();
    }

    @Override
    public Tensor supportPoint() {
        return entries(whole.supportPoint(), places());
    }

    /// The whole variable where the missing entries have these values.
    Tensor completed(Tensor value) {
        var flat = flat(cast(mask, DType.INT64));
        var slot = maximum(cumsum(flat, 0).minus(Extent.integer(1)), Extent.integer(0));
        var spread = gather(mask instanceof Constant ? value : padded(value), slot, 0);
        if (mask.rank() != 1) spread = reshape(spread, shapeOf(mask), mask.rank());
        return select(mask, spread, data);
    }

    /// With one more entry, which is there even when nothing is missing.
    private static Tensor padded(Tensor value) {
        return concatenate(0, value, reshape(cast(constant(0.0), value.dtype()), 1));
    }

    private static Tensor flat(Tensor x) {
        return x.rank() == 1 ? x : reshape(x, -1);
    }

    /// The density of each missing entry, given the parameters; of entries of vectors all is said
    /// by the density of the whole.
    @Override
    public Tensor logpInside(Tensor value) {
        if (whole.eventRank() > 0) return value.times(0);
        return entries(whole.logpGuarded(completed(value)), places(slice(shapeOf(value), 0, 0)));
    }

    @Override
    public Tensor logpGuarded(Tensor value) {
        return logpInside(value);
    }

    /// The places of the missing entries in row-major order.
    private Tensor places() {
        var places = flatNonzero(mask);
        return mask instanceof Constant ? new Constant(ModelChecks.evaluate(places)) : places;
    }

    /// The same where their number is known, so that the length does not depend on values.
    private Tensor places(Tensor count) {
        if (mask instanceof Constant) return places();
        var flat = flat(cast(not(mask), DType.INT64));
        return gather(argsort(flat, 0), arange(count), 0);
    }

    /// The density of what was seen: zero in place of each missing entry.
    Tensor seen(Tensor logp) {
        if (whole.eventRank() > 0) return logp;
        return select(mask, constant(0.0), logp);
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return entries(whole.draw(key, shapeOf(mask)), places(slice(shape, 0, 0)));
    }
}
