package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Elementwise;
import dev.credence.graph.Tensor;

import java.util.Optional;

/// The law of a continuous random expression rounded to an integer: the probability of what is
/// rounded to it.
///
/// @param function one of `floor`, `ceil`, `round` and `trunc`
record RoundedLaw(Law base, Elementwise function) implements Law {
    @Override
    public Kind kind() {
        return Kind.INTEGER;
    }

    @Override
    public Tensor logp(Tensor value) {
        var y = Law.floating(value);
        var whole = equal(round(y), y);
        var k = select(whole, y, constant(0));
        var mass = LogTerms.difference(cdf(top(k)), cdf(bottom(k)));
        return select(whole, mass, LogTerms.IMPOSSIBLE);
    }

    private Tensor cdf(Tensor x) {
        return base.logcdf(x).orElseThrow();
    }

    private Tensor top(Tensor k) {
        return switch (function) {
            case FLOOR -> k.plus(1);
            case CEIL -> k;
            case ROUND -> k.plus(0.5);
            default -> select(k.lt(0), k, k.plus(1));
        };
    }

    private Tensor bottom(Tensor k) {
        return switch (function) {
            case FLOOR -> k;
            case CEIL -> k.minus(1);
            case ROUND -> k.minus(0.5);
            default -> select(k.gt(0), k, k.minus(1));
        };
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return base.logcdf(top(floor(Law.floating(value))));
    }

    @Override
    public Bounds bounds() {
        var whole = base.bounds();
        return Bounds.of(
                elementwise(function, Law.floating(whole.lower())),
                elementwise(function, Law.floating(whole.upper())));
    }

    @Override
    public boolean isElementwise() {
        return base.isElementwise();
    }
}
