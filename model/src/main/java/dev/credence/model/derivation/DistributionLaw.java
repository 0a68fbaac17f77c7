package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;
import dev.credence.model.Censored;
import dev.credence.model.DiracDelta;
import dev.credence.model.Distribution;
import dev.credence.model.Hurdle;
import dev.credence.model.ZeroOneInflatedBeta;

import java.util.Optional;

/// The law of a random variable is its distribution; its parameters are not checked here.
record DistributionLaw(Distribution distribution) implements Law {
    @Override
    public Kind kind() {
        if (distribution.dtype() == DType.INT64) return Kind.INTEGER;
        return switch (distribution) {
            case Censored d -> Kind.MIXED;
            case Hurdle d -> Kind.MIXED;
            case DiracDelta d -> Kind.MIXED;
            case ZeroOneInflatedBeta d -> Kind.MIXED;
            default -> Kind.CONTINUOUS;
        };
    }

    @Override
    public Tensor logp(Tensor value) {
        if (kind() != Kind.INTEGER || !value.dtype().isFloating())
            return distribution.logpGuarded(value);
        var whole = equal(round(value), value);
        var counts = cast(select(whole, value, constant(0)), DType.INT64);
        var each = whole;
        for (int i = 0; i < eventRank(); i++) each = all(each, each.rank() - 1);
        return select(each, distribution.logpGuarded(counts), LogTerms.IMPOSSIBLE);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var at = kind() == Kind.INTEGER ? floor(Law.floating(value)) : value;
        return distribution.logcdf(at).map(this::guarded);
    }

    /// Rounding may lift a closed form above certainty.
    private Tensor guarded(Tensor logcdf) {
        return minimum(logcdf, constant(0));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return distribution.icdf(p);
    }

    @Override
    public Bounds bounds() {
        return Bounds.of(distribution.support());
    }

    @Override
    public int eventRank() {
        return distribution.eventRank();
    }
}
