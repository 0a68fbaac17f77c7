package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Constant;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.stream.IntStream;

/// A smooth bijection between a support and unconstrained space, in which samplers move.
///
/// The value variable of `sigma` under the transform `log` is called `sigma_log__`. All functions
/// build graphs; `logJacobian` has one entry for each event of the distribution.
public interface Transform {
    /// The word in the name of the value variable.
    String name();

    /// From the support to unconstrained space.
    Tensor forward(Tensor x);

    /// From unconstrained space to the support.
    Tensor backward(Tensor y);

    /// The log absolute determinant of the derivative of [#backward].
    Tensor logJacobian(Tensor y);

    /// The shape in unconstrained space of a value of that shape.
    default Shape unconstrainedShape(Shape shape) {
        return shape;
    }

    /// For positive values.
    Transform LOG = new Log();

    /// For positive values that may be large: near the identity there.
    Transform LOG_EXP_M1 = new LogExpM1Transform();

    /// For vectors along the last axis whose sum is one, without a Jacobian; entries may leave the
    /// simplex, where densities are zero.
    Transform SUM_TO_1 = new SumToOneTransform();

    /// For probabilities.
    Transform LOGODDS = new LogOdds();

    /// For angles between -pi and pi.
    Transform CIRCULAR = new Circular();

    /// For probability vectors along the last axis.
    Transform SIMPLEX = new SimplexTransform();

    /// For ascending vectors along the last axis.
    Transform ORDERED = new OrderedTransform(false);

    /// For positive ascending vectors along the last axis.
    Transform POSITIVE_ORDERED = new OrderedTransform(true);

    /// For vectors along the last axis whose sum is zero.
    Transform ZERO_SUM = new ZeroSumTransform();

    /// For Cholesky factors of correlation matrices of `n` rows, as their strictly lower triangles.
    static Transform choleskyCorr(int n) {
        return new CholeskyCorrTransform(n);
    }

    /// For correlation matrices of `n` rows, as their strictly upper triangles.
    static Transform correlation(int n) {
        return new CorrelationTransform(n);
    }

    /// For Cholesky factors of covariance matrices of `n` rows, as their lower triangles.
    static Transform choleskyCovPacked(int n) {
        return new CholeskyCovTransform(n);
    }

    /// For symmetric positive definite matrices along the last two axes.
    Transform POSITIVE_DEFINITE = new PositiveDefiniteTransform();

    /// Transforms one after the other.
    ///
    /// @param steps from the support outwards
    static Transform chain(Transform... steps) {
        return new ChainTransform(List.of(steps));
    }

    /// For values between two bounds, either of which may be infinite. Whether they are is found
    /// when the graph is built for constants and random variables, and entry by entry when values
    /// are known for other bounds.
    static Transform interval(Tensor lower, Tensor upper) {
        boolean below = lower instanceof Constant c && c.isAll(Double.NEGATIVE_INFINITY);
        boolean above = upper instanceof Constant c && c.isAll(Double.POSITIVE_INFINITY);
        if (below && above) {
            throw new ModelException(
                    "an interval without a bound needs no transform; use the support REAL");
        }
        boolean lowerKnown = below || isFinite(lower);
        boolean upperKnown = above || isFinite(upper);
        if (!lowerKnown || !upperKnown) return new OpenInterval(lower, upper);
        if (below) return new Bound(upper, -1);
        if (above) return new Bound(lower, 1);
        return new Interval(lower, upper);
    }

    /// Constants without infinities; what is random is finite.
    private static boolean isFinite(Tensor bound) {
        if (bound instanceof Constant c) {
            return IntStream.range(0, c.value().size())
                    .allMatch(i -> Double.isFinite(c.value().element(i)));
        }
        return GraphWalk.topological(List.of(bound)).stream()
                .anyMatch(node -> node.op() instanceof RandomVariable);
    }

    /// `y = log(x)`.
    record Log() implements Transform {
        @Override
        public String name() {
            return "log";
        }

        @Override
        public Tensor forward(Tensor x) {
            return log(x);
        }

        @Override
        public Tensor backward(Tensor y) {
            return exp(y);
        }

        @Override
        public Tensor logJacobian(Tensor y) {
            return y;
        }
    }

    /// `y = log(x / (1 - x))`.
    record LogOdds() implements Transform {
        @Override
        public String name() {
            return "logodds";
        }

        @Override
        public Tensor forward(Tensor x) {
            return logit(x);
        }

        @Override
        public Tensor backward(Tensor y) {
            return sigmoid(y);
        }

        @Override
        public Tensor logJacobian(Tensor y) {
            return logSigmoidDerivative(y);
        }
    }

    /// `x = y`, less full turns. A line is wrapped around the circle: the density of `y` repeats
    /// without end, and a chain may move through the angle pi.
    record Circular() implements Transform {
        @Override
        public String name() {
            return "circular";
        }

        @Override
        public Tensor forward(Tensor x) {
            return x;
        }

        @Override
        public Tensor backward(Tensor y) {
            return wrapped(y);
        }

        @Override
        public Tensor logJacobian(Tensor y) {
            return zerosLike(y);
        }
    }

    /// An angle less full turns, between -pi and pi.
    static Tensor wrapped(Tensor angle) {
        return arctan2(sin(angle), cos(angle));
    }

    /// `x = lower + (upper - lower) sigmoid(y)`.
    record Interval(Tensor lower, Tensor upper) implements Transform {
        @Override
        public String name() {
            return "interval";
        }

        @Override
        public Tensor forward(Tensor x) {
            return log(x.minus(lower)).minus(log(upper.minus(x)));
        }

        @Override
        public Tensor backward(Tensor y) {
            return lower.plus(upper.minus(lower).times(sigmoid(y)));
        }

        @Override
        public Tensor logJacobian(Tensor y) {
            return log(upper.minus(lower)).plus(logSigmoidDerivative(y));
        }
    }

    /// `x = bound + direction exp(y)`.
    ///
    /// @param direction 1 for a lower bound, -1 for an upper one
    record Bound(Tensor bound, int direction) implements Transform {
        @Override
        public String name() {
            return "interval";
        }

        @Override
        public Tensor forward(Tensor x) {
            return log(direction > 0 ? x.minus(bound) : bound.minus(x));
        }

        @Override
        public Tensor backward(Tensor y) {
            return direction > 0 ? bound.plus(exp(y)) : bound.minus(exp(y));
        }

        @Override
        public Tensor logJacobian(Tensor y) {
            return y;
        }
    }

    private static Tensor logSigmoidDerivative(Tensor y) {
        return y.unaryMinus().minus(softplus(y.unaryMinus()).times(2));
    }
}
