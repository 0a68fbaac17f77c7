package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Index;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The weights of a truncated Dirichlet process: `sticks` times a beta(1, `alpha`) share of what is
/// left is broken off, and the last weight is the rest (Ishwaran and James 2001).
///
/// @param alpha the concentration: the larger, the more weights count
/// @param sticks the number of breaks; there is one weight more
public record StickBreakingWeights(Tensor alpha, int sticks) implements Distribution {
    public StickBreakingWeights {
        if (sticks < 1) {
            throw new ModelException(
                    "StickBreakingWeights: the number of sticks is %d; use at least 1"
                            .formatted(sticks));
        }
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("alpha", alpha);
    }

    @Override
    public StickBreakingWeights withParameters(List<Tensor> parameters) {
        return new StickBreakingWeights(parameters.getFirst(), sticks);
    }

    @Override
    public Support support() {
        return Support.SIMPLEX;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("alpha", alpha));
    }

    @Override
    public Tensor supportPoint() {
        return powers(log(alpha.div(alpha.plus(1))), log(reciprocal(alpha.plus(1))));
    }

    /// `share left^k` for the breaks, and `left^sticks` for the rest, from logarithms.
    private Tensor powers(Tensor left, Tensor share) {
        var numbers = new double[sticks + 1];
        var broken = new double[sticks + 1];
        for (int k = 0; k <= sticks; k++) {
            numbers[k] = k;
            broken[k] = k < sticks ? 1 : 0;
        }
        var logs = expandDims(left, -1).times(constant(numbers));
        return exp(logs.plus(expandDims(share, -1).times(constant(broken))));
    }

    @Override
    public Tensor logpInside(Tensor value) {
        int last = value.rank() - 1;
        var left = flip(cumsum(flip(value, last), last), last);
        var rest = log(value.get(Index.rest(), Index.at(-1)));
        var inner = log(left.get(Index.rest(), Index.range(1, sticks)));
        return log(alpha).times(sticks).plus(alpha.minus(1).times(rest)).minus(sum(inner, last));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(supportPoint());
    }

    /// The second moment of a share is `2 / ((alpha + 1) (alpha + 2))`, that of what it leaves
    /// `alpha / (alpha + 2)`.
    @Override
    public Optional<Tensor> variance() {
        var share = log(alpha.plus(1).times(alpha.plus(2)).div(2)).unaryMinus();
        var squares = powers(log(alpha.div(alpha.plus(2))), share);
        return Optional.of(squares.minus(square(supportPoint())));
    }

    /// A beta(1, `alpha`) share leaves the power `1 / alpha` of a uniform variable.
    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var breaks = concatenate(0, shape.get(Index.until(-1)), constant(new long[] {sticks}));
        var logs = Draws.exponential(key, breaks).div(expandDims(alpha, -1)).unaryMinus();
        int last = logs.rank() - 1;
        var left = exp(cumsum(logs, last));
        var before = left.get(Index.rest(), Index.until(-1));
        var one = exp(zerosLike(left.get(Index.rest(), Index.until(1))));
        var whole = concatenate(last, one, before);
        return concatenate(
                last,
                whole.times(expm1(logs).unaryMinus()),
                left.get(Index.rest(), Index.from(-1)));
    }
}
