package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The skew t distribution of Jones and Faddy (2003): Student's with `a + b` degrees of freedom
/// where `a = b`, and otherwise with tails of different weight, that above the lighter where `b` is
/// the larger.
///
/// @param a the first shape parameter
/// @param b the second shape parameter
/// @param mu the location
/// @param sigma the scale
public record SkewStudentT(Tensor a, Tensor b, Tensor mu, Tensor sigma) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("a", a, "b", b, "mu", mu, "sigma", sigma);
    }

    @Override
    public SkewStudentT withParameters(List<Tensor> p) {
        return new SkewStudentT(p.get(0), p.get(1), p.get(2), p.get(3));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                Condition.positive("a", a),
                Condition.positive("b", b),
                Condition.positive("sigma", sigma));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(mu, a, b, sigma);
    }

    /// The logarithms of `(1 + z / s) / 2` and `(1 - z / s) / 2` with `s^2 = a + b + z^2`; the
    /// smaller is taken without a difference.
    private record Halves(Tensor up, Tensor down) {
        static Halves of(Tensor z, Tensor c) {
            var s = sqrt(c.plus(square(z)));
            var far = abs(z);
            var large = log1p(far.div(s)).minus(LOG_2);
            var small = log(c).minus(log(s)).minus(log(s.plus(far))).minus(LOG_2);
            var positive = z.ge(0);
            return new Halves(select(positive, large, small), select(positive, small, large));
        }
    }

    private static final double LOG_2 = Math.log(2);

    private Tensor standard(Tensor value) {
        return value.minus(mu).div(sigma);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var c = a.plus(b);
        var halves = Halves.of(standard(value), c);
        var kernel = halves.up.times(a.plus(0.5)).plus(halves.down.times(b.plus(0.5)));
        var constant = betaln(a, b).plus(log(c).times(0.5)).plus(log(sigma)).minus(2 * LOG_2);
        return kernel.minus(constant);
    }

    /// A regularised incomplete beta function.
    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var halves = Halves.of(standard(value), a.plus(b));
        var low = betainc(a, b, exp(halves.up));
        var high = betainc(b, a, exp(halves.down));
        var below = halves.up.lt(halves.down);
        var left = select(below, low, constant(1).minus(high));
        return Optional.of(
                checked(LogProbability.of(left, select(below, constant(1).minus(low), high))));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        var up = betaincinv(a, b, p);
        var down = betainccinv(b, a, p);
        var upper = up.gt(0.5);
        var one = constant(1);
        var x = select(upper, one.minus(down), up);
        var y = select(upper, down, one.minus(up));
        var z = x.minus(y).times(sqrt(a.plus(b))).div(sqrt(x.times(y)).times(2));
        return Optional.of(checked(mu.plus(sigma.times(z))));
    }

    /// NaN unless both `a` and `b` are above one half.
    @Override
    public Optional<Tensor> mean() {
        var known = minimum(a, b).gt(0.5);
        return Optional.of(
                select(known, mu.plus(sigma.times(centre(known))), constant(Double.NaN)));
    }

    private Tensor centre(Tensor known) {
        var a = select(known, this.a, constant(1));
        var b = select(known, this.b, constant(1));
        var ratio =
                lgamma(a.minus(0.5)).minus(lgamma(a)).plus(lgamma(b.minus(0.5)).minus(lgamma(b)));
        return a.minus(b).times(sqrt(a.plus(b))).times(0.5).times(exp(ratio));
    }

    /// Infinite unless both `a` and `b` are above one, NaN where there is no mean.
    @Override
    public Optional<Tensor> variance() {
        var known = minimum(a, b).gt(1);
        var less = select(known, a, constant(2)).minus(1);
        var other = select(known, b, constant(2)).minus(1);
        var squares = square(a.minus(b)).plus(less).plus(other).div(less.times(other));
        var second = squares.times(a.plus(b)).times(0.25);
        var spread = square(sigma).times(second.minus(square(centre(known))));
        var infinite = constant(Double.POSITIVE_INFINITY);
        var none = select(minimum(a, b).gt(0.5), infinite, constant(Double.NaN));
        return Optional.of(select(known, Parameters.broadcast(spread, mu), none));
    }

    /// Half the difference of the root of a ratio of gamma variables and its reciprocal.
    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var up = Draws.logGamma(Draws.fold(key, 0), shape, a);
        var down = Draws.logGamma(Draws.fold(key, 1), shape, b);
        var z = sinh(up.minus(down).times(0.5)).times(sqrt(a.plus(b)));
        return mu.plus(sigma.times(z));
    }
}
