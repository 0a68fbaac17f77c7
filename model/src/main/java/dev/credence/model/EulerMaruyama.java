package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.graph.Index;
import dev.credence.graph.Tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A stochastic differential equation `dx = drift dt + diffusion dW` in steps of `dt`: each value
/// is normal about the last one plus `drift dt`, with the standard deviation `diffusion sqrt(dt)`
/// (Kloeden and Platen 1992, section 9.1).
///
/// The last axis is time, of the length `steps + 1`.
///
/// @param dt the length of a step
/// @param equation the drift and the diffusion
/// @param equationParameters what the equation is given with each value
/// @param init the distribution of the first value
/// @param steps the number of steps
public record EulerMaruyama(
        double dt, Equation equation, List<Tensor> equationParameters, Distribution init, int steps)
        implements Distribution {
    /// A stochastic differential equation.
    @FunctionalInterface
    public interface Equation {
        /// The coefficients at a value.
        ///
        /// @param x values of any shape; drift and diffusion are taken entry by entry
        Coefficients at(Tensor x, List<Tensor> parameters);
    }

    /// The coefficients of a stochastic differential equation.
    ///
    /// @param drift the mean change in a unit of time
    /// @param diffusion the standard deviation of the change in a unit of time, positive
    public record Coefficients(Tensor drift, Tensor diffusion) {}

    public EulerMaruyama {
        equationParameters = List.copyOf(equationParameters);
        if (!(dt > 0) || steps < 1) {
            throw new ModelException(
                    "EulerMaruyama: there are %d steps of length %s; use at least 1 and a positive length"
                            .formatted(steps, dt));
        }
        if (init.eventRank() > 0 || init.support().isDiscrete()) {
            throw new ModelException(
                    "EulerMaruyama: the first value cannot be %s; use a distribution of real numbers"
                            .formatted(init.name()));
        }
    }

    @Override
    public SequencedMap<String, Tensor> parameters() {
        var parameters = new LinkedHashMap<String, Tensor>();
        for (int k = 0; k < equationParameters.size(); k++) {
            parameters.put("parameter" + k, equationParameters.get(k));
        }
        init.parameters().forEach((name, p) -> parameters.put("init." + name, p));
        return parameters;
    }

    @Override
    public EulerMaruyama withParameters(List<Tensor> parameters) {
        int own = equationParameters.size();
        var first = init.withParameters(parameters.subList(own, parameters.size()));
        return new EulerMaruyama(dt, equation, parameters.subList(0, own), first, steps);
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
        return init.conditions();
    }

    /// The first value's support point, kept.
    @Override
    public Tensor supportPoint() {
        var first = init.supportPoint();
        for (var p : equationParameters) first = Parameters.broadcast(first, p);
        return expandDims(first, -1).plus(constant(new double[steps + 1]));
    }

    private Normal after(Tensor x) {
        var coefficients = equation.at(x, equationParameters);
        return new Normal(
                x.plus(coefficients.drift().times(dt)),
                coefficients.diffusion().times(Math.sqrt(dt)));
    }

    /// With the axis of time first, the axes of a batch meet those of the parameters.
    @Override
    public Tensor logpInside(Tensor value) {
        var path = moveAxis(value, -1, 0);
        var next = after(path.get(Index.until(-1))).logpInside(path.get(Index.from(1)));
        return init.logpGuarded(path.get(0)).plus(sum(next, 0));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var batch = shape.get(Index.until(-1));
        var first = init.draw(Draws.fold(key, 0), batch);
        var times = concatenate(0, constant(new long[] {steps}), batch);
        var rows =
                scan(
                        (x, z) -> {
                            var normal = after(x.getFirst());
                            var next = normal.mu().plus(normal.sigma().times(z.getFirst()));
                            return Step.of(List.of(next), List.of(next));
                        },
                        List.of(first),
                        List.of(Draws.normal(Draws.fold(key, 1), times)));
        var path = concatenate(0, expandDims(first, 0), rows.stacked());
        return moveAxis(path, 0, -1);
    }
}
