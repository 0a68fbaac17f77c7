package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Tensor;

import java.util.Optional;

/// The law of a monotone function of a random expression: the density at the preimage times the
/// slope of the inverse.
///
/// @param integers whether the function takes integers to integers
record TransformedLaw(Law base, Bijection f, boolean integers) implements Law {
    private static final double TOLERANCE = 1e-9;
    private static final Tensor IMPOSSIBLE = constant(Double.NEGATIVE_INFINITY);

    @Override
    public Kind kind() {
        if (base.kind() == Kind.CONTINUOUS) return Kind.CONTINUOUS;
        return integers ? Kind.INTEGER : Kind.MIXED;
    }

    @Override
    public Tensor logp(Tensor value) {
        var y = Law.floating(value);
        var inside = isReached(y);
        var safe = select(inside, y, constant(f.anchor()));
        if (base.kind() == Kind.CONTINUOUS) {
            var slope = ofEvents(f.logSlope(safe), value);
            return select(allOfEvents(inside), base.logp(f.backward(safe)).plus(slope), IMPOSSIBLE);
        }
        var x = round(f.backward(safe));
        var hit = abs(f.forward(x).minus(y)).le(abs(y).plus(1).times(TOLERANCE));
        return select(allOfEvents(and(inside, hit)), base.logp(x), IMPOSSIBLE);
    }

    /// Whether the function has this value; at the ends of its range a density may be infinite, but
    /// a probability is not.
    private Tensor isReached(Tensor y) {
        return base.kind() == Kind.CONTINUOUS ? f.contains(y) : isFinite(f.backward(y));
    }

    private Tensor ofEvents(Tensor slope, Tensor value) {
        if (eventRank() == 0) return slope;
        var total = slope.plus(Law.floating(value).times(0));
        for (int i = 0; i < eventRank(); i++) total = sum(total, total.rank() - 1);
        return total;
    }

    private Tensor allOfEvents(Tensor inside) {
        if (eventRank() == 0) return inside;
        var axes = new int[eventRank()];
        for (int i = 0; i < axes.length; i++) axes[i] = inside.rank() - 1 - i;
        return all(inside, axes);
    }

    /// Whether order is kept or reversed on all that the base gives.
    private boolean isMonotone() {
        return base.bounds().within(f.start(), f.end());
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return isMonotone() ? tail(value, true) : Optional.empty();
    }

    @Override
    public Optional<Tensor> logBelow(Tensor value) {
        return isMonotone() ? tail(value, false) : Optional.empty();
    }

    /// @param closed whether the value itself counts
    private Optional<Tensor> tail(Tensor value, boolean closed) {
        var y = Law.floating(value);
        var inside = isReached(y);
        var x = f.backward(select(inside, y, constant(f.anchor())));
        var at = base.kind() == Kind.CONTINUOUS ? x : settled(x);
        var below = closed ? base.logcdf(at) : base.logBelow(at);
        var above = closed ? base.logBelow(at) : base.logcdf(at);
        if (below.isEmpty() || above.isEmpty()) return Optional.empty();
        var up = f.increasing();
        var within = select(up, below.get(), log1mexp(minimum(above.get(), constant(0))));
        var beyond = select(y.gt(f.anchor()), constant(0), IMPOSSIBLE);
        return Optional.of(select(inside, within, beyond));
    }

    /// A number next to an integer as this integer.
    private static Tensor settled(Tensor x) {
        var near = round(x);
        return select(abs(x.minus(near)).le(abs(x).plus(1).times(TOLERANCE)), near, x);
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        if (!isMonotone() || base.kind() != Kind.CONTINUOUS) return Optional.empty();
        var from = select(f.increasing(), p, constant(1).minus(p));
        return base.icdf(from).map(f::forward);
    }

    @Override
    public Bounds bounds() {
        return isMonotone() ? base.bounds().mapped(f) : Bounds.NONE;
    }

    @Override
    public int eventRank() {
        return base.eventRank();
    }

    @Override
    public boolean isElementwise() {
        return base.isElementwise();
    }
}
