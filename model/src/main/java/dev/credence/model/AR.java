package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Index;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// An autoregressive series: each value is `intercept`, plus the values before it times `rho`, plus
/// normal noise of standard deviation `sigma`.
///
/// The last axis is time, of the length `steps` plus the order, which is the length of the last
/// axis of `rho`.
///
/// @param intercept what is added at each step
/// @param rho the coefficients of the last value, the one before, and so on
/// @param sigma the standard deviation of the noise
/// @param init the distribution of each of the first values, as many as the order; the last axis of
///   its parameters, if they have one, counts these values
/// @param steps the number of values after the first ones
public record AR(Tensor intercept, Tensor rho, Tensor sigma, Distribution init, int steps)
        implements Distribution {
    private static final int OWN = 3;

    public AR {
        if (rho.rank() == 0) {
            throw new ModelException(
                    "AR: rho is a scalar; use a vector with one entry for each lag");
        }
        if (init.eventRank() > 0 || init.support().isDiscrete()) {
            throw new ModelException(
                    "AR: the first values cannot be %s; use a distribution of real numbers"
                            .formatted(init.name()));
        }
        if (steps < 1) {
            throw new ModelException(
                    "AR: the number of steps is %d; use at least 1".formatted(steps));
        }
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        var parameters =
                new LinkedHashMap<>(
                        Parameters.of("constant", intercept, "rho", rho, "sigma", sigma));
        init.parameters().forEach((name, p) -> parameters.put("init." + name, p));
        return parameters;
    }

    @Override
    public AR withParameters(List<Tensor> parameters) {
        var rest = init.withParameters(parameters.subList(OWN, parameters.size()));
        return new AR(parameters.get(0), parameters.get(1), parameters.get(2), rest, steps);
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
        return Parameters.and(Condition.positive("sigma", sigma), init.conditions());
    }

    private int order() {
        int order = rho.shape().dim(rho.rank() - 1);
        if (order == Shape.UNKNOWN) {
            throw new ModelException(
                    "AR: the number of lags must be known when the graph is built, but rho has the shape %s"
                            .formatted(rho.shape()));
        }
        return order;
    }

    private Tensor coefficient(int lag) {
        return rho.get(Index.rest(), Index.at(lag - 1));
    }

    /// The first values by their own distribution, those after them near zero.
    @Override
    public Tensor supportPoint() {
        var batch = intercept.plus(sigma).plus(coefficient(1)).times(0);
        var first = init.supportPoint();
        var head = first.plus(constant(new double[order()])).plus(expandDims(batch, -1));
        var zeros = constant(new double[steps]);
        var tail = Parameters.broadcast(zeros, head.get(Index.rest(), Index.until(1)));
        return concatenate(head.rank() - 1, head, tail);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        int order = order();
        var expected = expandDims(intercept, -1);
        for (int lag = 1; lag <= order; lag++) {
            var before = value.get(Index.rest(), Index.range(order - lag, order - lag + steps));
            expected = expected.plus(expandDims(coefficient(lag), -1).times(before));
        }
        var later = value.get(Index.rest(), Index.from(order));
        var noise = new Normal(expected, expandDims(sigma, -1)).logpInside(later);
        var first = value.get(Index.rest(), Index.until(order));
        return sum(init.logpGuarded(first), -1).plus(sum(noise, -1));
    }

    /// The path without noise, from the means of the first values.
    @Override
    public Optional<Tensor> mean() {
        var shape = Extent.of(supportPoint()).operand();
        int last = shape.shape().dim(0) - 1;
        var first = concatenate(0, shape.get(Index.until(last)), constant(new long[] {order()}));
        var noise = concatenate(0, constant(new long[] {steps}), shape.get(Index.until(last)));
        return init.mean().map(m -> path(broadcastTo(m, first), broadcastTo(constant(0), noise)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var batch = shape.get(Index.until(-1));
        var ahead = concatenate(0, batch, constant(new long[] {order()}));
        var first = init.draw(Draws.fold(key, 0), ahead);
        var times = concatenate(0, constant(new long[] {steps}), batch);
        return path(first, Draws.normal(Draws.fold(key, 1), times).times(sigma));
    }

    /// @param first the first values, along the last axis
    /// @param noise what is added to the others, along the first axis
    private Tensor path(Tensor first, Tensor noise) {
        int order = order();
        var carries = new ArrayList<Tensor>();
        for (int lag = 1; lag <= order; lag++) {
            carries.add(first.get(Index.rest(), Index.at(order - lag)));
        }
        var rows =
                scan(
                        (before, now) -> {
                            var next = intercept.plus(now.getFirst());
                            for (int lag = 1; lag <= order; lag++) {
                                next = next.plus(coefficient(lag).times(before.get(lag - 1)));
                            }
                            var shifted = new ArrayList<Tensor>(before.subList(0, order - 1));
                            shifted.addFirst(next);
                            return Step.of(shifted, List.of(next));
                        },
                        carries,
                        List.of(noise));
        var later = moveAxis(rows.stacked(), 0, -1);
        return concatenate(later.rank() - 1, first, later);
    }
}
