package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Tensor;

import java.util.Optional;

/// The law of the larger, or the smaller, of a random expression and a given number: all that lies
/// beyond the number is gathered there, as by censoring.
///
/// @param limit the given number
/// @param below whether it is a lower limit
record BoundedLaw(Law base, Tensor limit, boolean below) implements Law {
    @Override
    public Kind kind() {
        boolean integers = base.kind() == Kind.INTEGER && Law.isWhole(limit);
        return integers ? Kind.INTEGER : Kind.MIXED;
    }

    private Tensor gathered() {
        return below
                ? base.logcdf(limit).orElseThrow()
                : LogTerms.complement(base.logBelow(limit).orElseThrow());
    }

    @Override
    public Tensor logp(Tensor value) {
        var beyond = below ? value.lt(limit) : value.gt(limit);
        var inner = select(value.eq(limit), gathered(), base.logp(value));
        return select(beyond, LogTerms.IMPOSSIBLE, inner);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return base.logcdf(value)
                .map(inside ->
                        below
                                ? select(value.lt(limit), LogTerms.IMPOSSIBLE, inside)
                                : select(value.ge(limit), constant(0), inside));
    }

    @Override
    public Optional<Tensor> logBelow(Tensor value) {
        return base.logBelow(value)
                .map(inside ->
                        below
                                ? select(value.le(limit), LogTerms.IMPOSSIBLE, inside)
                                : select(value.gt(limit), constant(0), inside));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return base.icdf(p).map(x -> below ? maximum(x, limit) : minimum(x, limit));
    }

    @Override
    public Bounds bounds() {
        var whole = base.bounds();
        return below
                ? Bounds.of(maximum(whole.lower(), limit), maximum(whole.upper(), limit))
                : Bounds.of(minimum(whole.lower(), limit), minimum(whole.upper(), limit));
    }

    @Override
    public boolean isElementwise() {
        return base.isElementwise();
    }
}
