package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Index;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Normal returns of mean zero whose variance follows the last return and the last variance:
/// `variance_t = omega + alpha_1 x_(t-1)^2 + beta_1 variance_(t-1)` (Bollerslev 1986).
///
/// The last axis is time, of the length `steps + 1`.
///
/// @param omega the constant part of the variance
/// @param alpha1 the weight of the last squared return
/// @param beta1 the weight of the last variance
/// @param initialVol the standard deviation of the first return
/// @param steps the number of returns after the first
public record GARCH11(Tensor omega, Tensor alpha1, Tensor beta1, Tensor initialVol, int steps)
        implements Distribution {
    public GARCH11 {
        if (steps < 1) {
            throw new ModelException(
                    "GARCH11: the number of steps is %d; use at least 1".formatted(steps));
        }
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of(
                "omega", omega, "alpha_1", alpha1, "beta_1", beta1, "initial_vol", initialVol);
    }

    @Override
    public GARCH11 withParameters(List<Tensor> p) {
        return new GARCH11(p.get(0), p.get(1), p.get(2), p.get(3), steps);
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public int eventRank() {
        return 1;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                Condition.positive("omega", omega),
                new Condition(alpha1.ge(0), "alpha_1 >= 0"),
                new Condition(beta1.ge(0), "beta_1 >= 0"),
                new Condition(alpha1.plus(beta1).lt(1), "alpha_1 + beta_1 < 1"),
                Condition.positive("initial_vol", initialVol));
    }

    @Override
    public Tensor supportPoint() {
        var batch = omega.plus(alpha1).plus(beta1).plus(initialVol);
        return Parameters.broadcast(constant(new double[steps + 1]), expandDims(batch, -1));
    }

    private Tensor next(Tensor variance, Tensor square) {
        return omega.plus(alpha1.times(square)).plus(beta1.times(variance));
    }

    private Tensor first(Tensor like) {
        return square(initialVol).plus(zerosLike(like));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var squares = square(moveAxis(value, -1, 0));
        var first = first(squares.get(0).plus(omega).plus(alpha1).plus(beta1));
        var later =
                scan(
                        (v, x) -> {
                            var next = next(v.getFirst(), x.getFirst());
                            return Step.of(List.of(next), List.of(next));
                        },
                        List.of(first),
                        List.of(squares.get(Index.until(-1))));
        var variances = concatenate(0, expandDims(first, 0), later.stacked());
        var terms = squares.div(variances).plus(log(variances)).times(-0.5);
        return sum(terms.minus(Normal.LOG_SQRT_2_PI), 0);
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(supportPoint());
    }

    /// The expected variance nears `omega / (1 - alpha_1 - beta_1)` by the factor `alpha_1 +
    /// beta_1` at each step.
    @Override
    public Optional<Tensor> variance() {
        var factor = expandDims(alpha1.plus(beta1), -1);
        var limit = expandDims(omega, -1).div(constant(1).minus(factor));
        var powers = pow(factor, cast(arange(steps + 1), omega.dtype()));
        var start = square(expandDims(initialVol, -1));
        return Optional.of(limit.plus(powers.times(start.minus(limit))));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var noise = moveAxis(Draws.normal(key, shape), -1, 0);
        var rows =
                scan(
                        (v, z) -> {
                            var variance = v.getFirst();
                            var x = z.getFirst().times(sqrt(variance));
                            return Step.of(List.of(next(variance, square(x))), List.of(x));
                        },
                        List.of(first(noise.get(0))),
                        List.of(noise));
        return moveAxis(rows.stacked(), 0, -1);
    }
}
