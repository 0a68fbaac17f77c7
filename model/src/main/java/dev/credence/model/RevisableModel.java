package dev.credence.model;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.Optional;

/// Makes new models from a model: interventions, observations, other transforms, other
/// parametrisations.
///
/// Each method leaves this model as it is. The new one has data of its own, which start with the
/// present values; its variables are found by name.
public abstract sealed class RevisableModel extends ReadableModel permits PredictiveModel {
    RevisableModel() {}

    final Model self() {
        return (Model) this;
    }

    /// As [#withIntervention(String, NdArray)], with a number for each entry of the variable.
    public Model withIntervention(String name, double value) {
        return Revision.intervention(self(), name, value);
    }

    /// As [#withIntervention(String, NdArray)], with a vector.
    public Model withIntervention(String name, double[] value) {
        return withIntervention(name, NdArray.of(value));
    }

    /// The model in which a variable is set from outside: what it depended on no longer matters to
    /// it, and what depends on it sees the value. This is the operator `do` of Pearl (2009),
    /// Causality, section 3.2.
    ///
    /// The variable becomes data, which [Model#setData] may exchange for other data of that shape.
    ///
    /// @param name a random or deterministic variable
    /// @throws ModelException if there is none of that name, or the value has another shape
    public Model withIntervention(String name, NdArray value) {
        return Revision.intervention(self(), name, value);
    }

    /// As [#withObservation(String, NdArray)], with a number.
    public Model withObservation(String name, double value) {
        return withObservation(name, NdArray.scalar(value));
    }

    /// As [#withObservation(String, NdArray)], with a vector.
    public Model withObservation(String name, double[] values) {
        return withObservation(name, NdArray.of(values));
    }

    /// The model in which a random variable has been seen; one that has been seen already gets the
    /// other values.
    ///
    /// @throws ModelException if there is no random variable of that name, or the values have
    ///   another shape than it or lie outside its support
    public Model withObservation(String name, NdArray values) {
        return Revision.observation(self(), name, values);
    }

    /// The model whose unknown moves in the space of another transform.
    ///
    /// @throws ModelException if there is no free variable of that name
    public Model withTransform(String name, Transform transform) {
        return Revision.transformed(self(), name, Optional.of(transform));
    }

    /// The model whose unknown moves in its support itself, where a step may leave it.
    ///
    /// @throws ModelException if there is no free variable of that name
    public Model withoutTransform(String name) {
        return Revision.transformed(self(), name, Optional.empty());
    }

    /// The model in which unknowns are written as location and scale times a standardised unknown:
    /// `theta ~ Normal(mu, tau)` becomes `theta = mu + tau * theta_offset` with `theta_offset ~
    /// Normal(0, 1)`. The posterior is the same; where data say little of `theta`, its unknowns
    /// have a shape that samplers move through more easily (Betancourt & Girolami 2015).
    ///
    /// @param names free variables with a location and a scale; without any name, those that
    ///   [#centredWorse] gives
    /// @throws ModelException if one of them has no location and scale
    public Model nonCentred(String... names) {
        return Revision.nonCentred(self(), names.length == 0 ? centredWorse() : List.of(names));
    }

    /// The unknowns that [#nonCentred] rewrites by its own choice: those with an unknown scale of
    /// which the data say less than the prior does. Both precisions are second derivatives at the
    /// [Model#initialPoint]; the mean over a variable's entries decides.
    public List<String> centredWorse() {
        return Centring.worse(self());
    }
}
