package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// The number of successes among `n` items drawn without putting back from `population` items, of
/// which `successes` are such.
public record HyperGeometric(Tensor population, Tensor successes, Tensor n)
        implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("population", population, "successes", successes, "n", n);
    }

    @Override
    public HyperGeometric withParameters(List<Tensor> parameters) {
        return new HyperGeometric(parameters.get(0), parameters.get(1), parameters.get(2));
    }

    @Override
    public Support support() {
        var least = maximum(n.minus(population.minus(successes)), Extent.integer(0));
        return Support.integers(least, minimum(successes, n));
    }

    @Override
    public List<Condition> conditions() {
        return List.of(
                new Condition(
                        and(successes.ge(0), successes.le(population)),
                        "0 <= successes <= population"),
                new Condition(and(n.ge(0), n.le(population)), "0 <= n <= population"));
    }

    @Override
    public Tensor supportPoint() {
        return cast(round(n.times(successes).div(population)), DType.INT64);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var failures = population.minus(successes);
        return LogGamma.choose(successes, value)
                .plus(LogGamma.choose(failures, n.minus(value)))
                .minus(LogGamma.choose(population, n));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return Optional.of(checked(CountSums.logcdf(this, n, value)));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(n.times(successes.div(population)));
    }

    @Override
    public Optional<Tensor> variance() {
        var share = successes.div(population);
        var left = population.minus(n).div(population.minus(1));
        return Optional.of(n.times(share).times(constant(1).minus(share)).times(left));
    }

    /// The inverse of the distribution function, from the probabilities of all counts.
    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var most = cast(max(n, IntStream.range(0, n.rank()).toArray()), DType.INT64);
        var counts = Categorical.indices(most.plus(Extent.integer(1)));
        var each =
                new HyperGeometric(
                        expandDims(population, -1), expandDims(successes, -1), expandDims(n, -1));
        var sums = Categorical.cumulative(exp(each.logpGuarded(counts)));
        var inner = slice(sums, sums.rank() - 1, 0, -1, 1);
        var u = expandDims(Draws.uniform(key, shape), -1);
        return sum(cast(inner.le(u), DType.INT64), -1);
    }
}
