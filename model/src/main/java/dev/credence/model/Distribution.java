package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A probability distribution as a value: a family and its parameters, which are tensors and may
/// depend on other random variables.
///
/// Parameters broadcast against each other as in NumPy; that gives the batch shape. An event is one
/// draw of a multivariate family; its axes are on the right of the batch axes. Implement it as a
/// record, one file each; [Normal] is the pattern.
public interface Distribution {
    /// The family's name, for example `Normal`.
    default String name() {
        return getClass().getSimpleName();
    }

    /// The parameters by name, in the order of [#withParameters].
    SequencedMap<String, Tensor> parameters();

    /// Whether the parameters broadcast against each other, so that their shapes must fit.
    default boolean parametersBroadcast() {
        return eventRank() == 0;
    }

    /// The same family with other parameters.
    Distribution withParameters(List<Tensor> parameters);

    /// The set of possible values.
    Support support();

    /// The number of axes of one event: 0 for numbers, 1 for vectors.
    default int eventRank() {
        return support().eventRank();
    }

    /// `int64` for counts, `float64` otherwise.
    default DType dtype() {
        return support().isDiscrete() ? DType.INT64 : DType.FLOAT64;
    }

    /// What the parameters must satisfy.
    List<Condition> conditions();

    /// A typical value, of the full batch and event shape: where chains start, after the transform.
    Tensor supportPoint();

    /// The log-density (or log-probability) at values that are known to lie in the support, under
    /// parameters known to be valid; one entry for each event.
    Tensor logpInside(Tensor value);

    /// The log-density at any value: `-Infinity` outside the support, one entry for each event.
    ///
    /// Evaluating raises a [dev.credence.graph.ParameterException] where a parameter is invalid.
    default Tensor logp(Tensor value) {
        return checked(logpGuarded(value));
    }

    /// As [#logp], without the checks of the parameters.
    default Tensor logpGuarded(Tensor value) {
        if (support() instanceof Support.Real) return logpInside(value);
        var inside = support().contains(value);
        var event = inside;
        for (int i = 0; i < eventRank(); i++) event = expandDims(event, -1);
        var safe = select(event, value, supportPoint());
        return select(inside, logpInside(safe), constant(Double.NEGATIVE_INFINITY));
    }

    /// The log of the probability of at most `value`, where it is known in closed form.
    default Optional<Tensor> logcdf(Tensor value) {
        return Optional.empty();
    }

    /// The value below which lies the probability `p`, for counts the smallest value up to which
    /// lies as much: by a formula, or else by bisection where [#logcdf] is known.
    default Optional<Tensor> icdf(Tensor p) {
        return Quantile.of(this, p);
    }

    /// The mean, of the full batch and event shape, where a formula is known; infinite or NaN where
    /// the parameters leave none.
    default Optional<Tensor> mean() {
        return Optional.empty();
    }

    /// The variance of each entry, where a formula is known; infinite or NaN where the parameters
    /// leave none.
    default Optional<Tensor> variance() {
        return Optional.empty();
    }

    /// Draws as graph.
    ///
    /// @param key an int64 vector of two; the same key gives the same draw
    /// @param shape the full shape as int64 vector, to which the parameters' shape broadcasts
    Tensor draw(Tensor key, Tensor shape);

    /// This density on a smaller support, not normalised anew, so that the constant in front is
    /// lost and draws cannot be made directly: for free variables.
    default Distribution restrictedTo(Support support) {
        return new Restricted(this, support);
    }

    /// This density on ascending vectors: tells apart the components of a mixture.
    default Distribution ordered() {
        return restrictedTo(Support.ORDERED);
    }

    /// This distribution for unknowns that move in the space of another transform than that of its
    /// support. The transform may reach beyond the support, where the density is zero.
    default Distribution sampledBy(Transform transform) {
        return new SampledBy(this, Optional.of(transform));
    }

    /// This distribution for unknowns that move in the support itself, where a step may leave it.
    default Distribution untransformed() {
        return new SampledBy(this, Optional.empty());
    }

    /// `x` with all [#conditions] checked when it is evaluated.
    default Tensor checked(Tensor x) {
        for (var condition : conditions()) x = check(x, condition.holds(), condition.text());
        return x;
    }
}
