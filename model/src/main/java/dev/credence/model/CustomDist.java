package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A distribution that is made of functions where it is used, without a class of its own.
///
/// It begins as [CombinedDistributions#customDist], which asks for a log-density alone, and the
/// `with…` methods add what else is known. A model that is only sampled by NUTS needs no more than
/// the density and the support; predictions need draws. [Distribution] is the same as an interface.
///
/// @param name what the family is called in messages
/// @param parameters by name; the functions get them in this order
/// @param support the set of possible values
/// @param eventRank the number of axes of one value
/// @param density the log-density inside the support
/// @param cumulative the log of the distribution function
/// @param quantile the inverse of the distribution function
/// @param generator draws
/// @param point a typical value
public record CustomDist(
        String name,
        SequencedMap<String, Tensor> parameters,
        Support support,
        int eventRank,
        ValueFunction density,
        Optional<ValueFunction> cumulative,
        Optional<ValueFunction> quantile,
        Optional<DrawFunction> generator,
        Optional<ParameterFunction> point)
        implements Distribution {
    /// Numbers made of a value and the parameters.
    @FunctionalInterface
    public interface ValueFunction {
        /// @param value of a shape that broadcasts with that of the parameters
        /// @param parameters in the order in which they were given
        Tensor of(Tensor value, List<Tensor> parameters);
    }

    /// Numbers made of the parameters.
    @FunctionalInterface
    public interface ParameterFunction {
        /// @param parameters in the order in which they were given
        Tensor of(List<Tensor> parameters);
    }

    /// Draws made of a key and the parameters.
    @FunctionalInterface
    public interface DrawFunction {
        /// @param key an int64 vector of two; [Draws] has the functions to draw with
        /// @param shape the shape of the draws as an int64 vector
        /// @param parameters in the order in which they were given
        Tensor of(Tensor key, Tensor shape, List<Tensor> parameters);
    }

    public CustomDist {
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }

    CustomDist(String name, SequencedMap<String, Tensor> parameters, ValueFunction density) {
        this(
                name,
                parameters,
                Support.REAL,
                0,
                density,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// With values in a support, whose transform frees them.
    public CustomDist withSupport(Support other) {
        int rank = Math.max(eventRank, other.eventRank());
        return new CustomDist(
                name, parameters, other, rank, density, cumulative, quantile, generator, point);
    }

    /// With values of so many axes.
    public CustomDist withEventRank(int rank) {
        return new CustomDist(
                name, parameters, support, rank, density, cumulative, quantile, generator, point);
    }

    /// With the log of the distribution function.
    public CustomDist withLogcdf(ValueFunction logcdf) {
        var known = Optional.of(logcdf);
        return new CustomDist(
                name, parameters, support, eventRank, density, known, quantile, generator, point);
    }

    /// With the inverse of the distribution function.
    public CustomDist withIcdf(ValueFunction icdf) {
        var known = Optional.of(icdf);
        return new CustomDist(
                name, parameters, support, eventRank, density, cumulative, known, generator, point);
    }

    /// With draws.
    public CustomDist withDraw(DrawFunction draw) {
        var known = Optional.of(draw);
        return new CustomDist(
                name, parameters, support, eventRank, density, cumulative, quantile, known, point);
    }

    /// With a typical value, where chains start; of the full batch and event shape.
    public CustomDist withSupportPoint(ParameterFunction supportPoint) {
        var known = Optional.of(supportPoint);
        return new CustomDist(
                name,
                parameters,
                support,
                eventRank,
                density,
                cumulative,
                quantile,
                generator,
                known);
    }

    private List<Tensor> values() {
        return List.copyOf(parameters.values());
    }

    @Override
    public CustomDist withParameters(List<Tensor> values) {
        var changed = new LinkedHashMap<String, Tensor>();
        int i = 0;
        for (var parameter : parameters.keySet()) changed.put(parameter, values.get(i++));
        return new CustomDist(
                name, changed, support, eventRank, density, cumulative, quantile, generator, point);
    }

    @Override
    public List<Condition> conditions() {
        return List.of();
    }

    /// What zero in unconstrained space stands for, unless a function says otherwise.
    @Override
    public Tensor supportPoint() {
        if (point.isPresent()) return point.get().of(values());
        if (eventRank > 0) {
            throw new ModelException(
                    "%s: values have %d axes of unknown lengths; give a typical value by withSupportPoint"
                            .formatted(name, eventRank));
        }
        Tensor zero = constant(0);
        var centre = support.transform().map(t -> t.backward(zero)).orElse(zero);
        return cast(Parameters.broadcast(centre, values().toArray(Tensor[]::new)), dtype());
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return density.of(value, values());
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return cumulative.map(f -> f.of(value, values()));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return quantile.map(f -> f.of(p, values()));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return generator
                .orElseThrow(() ->
                        new ModelException(
                                "%s has no draws; give them by withDraw".formatted(name)))
                .of(key, shape, values());
    }
}
