package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

/// Values between bounds of which it shows only when values are known, and entry by entry, whether
/// they are finite.
record OpenInterval(Tensor lower, Tensor upper) implements Transform {
    @Override
    public String name() {
        return "interval";
    }

    /// Which sides are bounded, and bounds that are finite everywhere.
    private record Sides(Tensor below, Tensor above, Tensor lower, Tensor upper) {
        Transform both() {
            return new Transform.Interval(select(below, lower, upper.minus(1)), upper);
        }

        /// The one that applies of four.
        Tensor choose(Tensor both, Tensor onlyBelow, Tensor onlyAbove, Tensor none) {
            return select(below, select(above, both, onlyBelow), select(above, onlyAbove, none));
        }
    }

    private Sides sides() {
        var below = lower.gt(Double.NEGATIVE_INFINITY);
        var above = upper.lt(Double.POSITIVE_INFINITY);
        var low = select(below, lower, constant(0));
        return new Sides(below, above, low, select(above, upper, low.plus(1)));
    }

    @Override
    public Tensor forward(Tensor x) {
        var s = sides();
        var fromBelow = select(s.below, x.minus(s.lower), constant(1));
        var fromAbove = select(s.above, s.upper.minus(x), constant(1));
        var up = log(fromBelow);
        var down = log(fromAbove);
        return s.choose(up.minus(down), up, down, x);
    }

    @Override
    public Tensor backward(Tensor y) {
        var s = sides();
        return s.choose(s.both().backward(y), s.lower.plus(exp(y)), s.upper.minus(exp(y)), y);
    }

    @Override
    public Tensor logJacobian(Tensor y) {
        var s = sides();
        return s.choose(s.both().logJacobian(y), y, y, zerosLike(y));
    }
}
