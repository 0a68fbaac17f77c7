package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Tensor;

import java.util.Optional;

/// The law of `abs(x)`: each value has two preimages, but zero.
record AbsoluteLaw(Law base) implements Law {
    @Override
    public Kind kind() {
        return base.kind();
    }

    @Override
    public Tensor logp(Tensor value) {
        var y = Law.floating(value);
        var inside = y.ge(0);
        var x = select(inside, y, constant(0));
        var right = base.logp(x);
        var both = logAddExp(right, base.logp(x.unaryMinus()));
        if (kind() != Kind.CONTINUOUS) both = select(x.gt(0), both, right);
        return select(inside, both, LogTerms.IMPOSSIBLE);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return between(value, base.logcdf(value), base.logBelow(value.unaryMinus()), true);
    }

    @Override
    public Optional<Tensor> logBelow(Tensor value) {
        return between(value, base.logBelow(value), base.logcdf(value.unaryMinus()), false);
    }

    private static Optional<Tensor> between(
            Tensor value, Optional<Tensor> upper, Optional<Tensor> lower, boolean closed) {
        if (upper.isEmpty() || lower.isEmpty()) return Optional.empty();
        var mass = LogTerms.difference(upper.get(), lower.get());
        return Optional.of(select(closed ? value.ge(0) : value.gt(0), mass, LogTerms.IMPOSSIBLE));
    }

    @Override
    public Bounds bounds() {
        return Bounds.POSITIVE;
    }

    @Override
    public boolean isElementwise() {
        return base.isElementwise();
    }
}
