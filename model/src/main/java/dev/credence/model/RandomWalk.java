package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Index;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A random walk: a first value and independent steps away from it, of numbers or of vectors.
///
/// The axis of time has the length `steps + 1` and stands before the axes of one value.
///
/// @param init the distribution of the first value
/// @param innovation the distribution of each step
/// @param steps the number of steps
public record RandomWalk(Distribution init, Distribution innovation, int steps)
        implements Distribution {
    public RandomWalk {
        if (init.eventRank() != innovation.eventRank()) {
            throw new ModelException(
                    "RandomWalk: the first value, %s, has %d axes and a step, %s, has %d; use as many"
                            .formatted(
                                    init.name(),
                                    init.eventRank(),
                                    innovation.name(),
                                    innovation.eventRank()));
        }
        if (init.support().isDiscrete() || innovation.support().isDiscrete()) {
            throw new ModelException(
                    "RandomWalk: %s and %s are not both of real numbers; use continuous distributions"
                            .formatted(init.name(), innovation.name()));
        }
        if (steps < 1) {
            throw new ModelException(
                    "RandomWalk: the number of steps is %d; use at least 1".formatted(steps));
        }
    }

    /// Named after its steps, as `GaussianRandomWalk`.
    @Override
    public String name() {
        return switch (innovation) {
            case Normal d -> "GaussianRandomWalk";
            case MvNormal d -> "MvGaussianRandomWalk";
            case MvStudentT d -> "MvStudentTRandomWalk";
            default -> "RandomWalk";
        };
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        var parameters = new LinkedHashMap<>(innovation.parameters());
        init.parameters().forEach((name, p) -> parameters.put("init." + name, p));
        return parameters;
    }

    @Override
    public RandomWalk withParameters(List<Tensor> parameters) {
        int own = innovation.parameters().size();
        return new RandomWalk(
                init.withParameters(parameters.subList(own, parameters.size())),
                innovation.withParameters(parameters.subList(0, own)),
                steps);
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public int eventRank() {
        return 1 + innovation.eventRank();
    }

    @Override
    public List<Condition> conditions() {
        var conditions = new ArrayList<>(innovation.conditions());
        conditions.addAll(init.conditions());
        return conditions;
    }

    /// Each step as its own support point says.
    @Override
    public Tensor supportPoint() {
        return line(init.supportPoint(), innovation.supportPoint());
    }

    /// `first + k step` for `k` from 0.
    private Tensor line(Tensor first, Tensor step) {
        var dims = new int[Math.max(first.rank(), step.rank()) + 1];
        Arrays.fill(dims, 1);
        dims[0] = steps + 1;
        var numbers = reshape(cast(arange(steps + 1), step.dtype()), dims);
        return timeInside(first.plus(numbers.times(step)));
    }

    /// With the axis of time first, the axes of a batch meet those of the parameters.
    private Tensor timeFirst(Tensor value) {
        return moveAxis(value, value.rank() - eventRank(), 0);
    }

    private Tensor timeInside(Tensor path) {
        return moveAxis(path, 0, path.rank() - eventRank());
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var path = timeFirst(value);
        var taken = path.get(Index.from(1)).minus(path.get(Index.until(-1)));
        return init.logpGuarded(path.get(0)).plus(sum(innovation.logpGuarded(taken), 0));
    }

    @Override
    public Optional<Tensor> mean() {
        return init.mean().flatMap(first -> innovation.mean().map(step -> line(first, step)));
    }

    @Override
    public Optional<Tensor> variance() {
        return init.variance()
                .flatMap(first -> innovation.variance().map(step -> line(first, step)));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        int inner = innovation.eventRank();
        int batch = shape.shape().dim(0) - 1 - inner;
        var one =
                concatenate(
                        0,
                        shape.get(Index.until(batch)),
                        shape.get(Index.range(batch + 1, batch + 1 + inner)));
        var all = concatenate(0, constant(new long[] {steps}), one);
        var first = expandDims(init.draw(Draws.fold(key, 0), one), 0);
        var taken = innovation.draw(Draws.fold(key, 1), all);
        return timeInside(cumsum(concatenate(0, first, taken), 0));
    }
}
