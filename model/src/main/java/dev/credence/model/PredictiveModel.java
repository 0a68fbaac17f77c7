package dev.credence.model;

import dev.credence.array.NdArray;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Draws forward through a model: from the prior, from draws of its unknowns, and the densities of
/// what was seen under these.
public abstract sealed class PredictiveModel extends RevisableModel permits Model {
    PredictiveModel() {}

    /// Draws of all random and deterministic variables from the prior.
    ///
    /// @return values by variable, with a leading axis of `draws`
    public SequencedMap<String, NdArray> priorPredictive(int draws, long seed) {
        return new ForwardSampling(self()).prior(draws, seed);
    }

    /// For each draw of the free variables a draw of all observed variables, under the present
    /// data.
    ///
    /// @param draws values of the free variables by name, all with a leading axis of one length
    /// @return values by observed variable, with the same leading axis
    public SequencedMap<String, NdArray> posteriorPredictive(
            Map<String, NdArray> draws, long seed) {
        return new ForwardSampling(self()).posterior(draws, seed);
    }

    /// Draws of chosen variables for each draw of the others.
    ///
    /// A free variable among `names` is drawn anew from its distribution, say for a group that was
    /// not in the data; all other free variables are read from `draws`.
    ///
    /// @param names random or deterministic variables
    /// @return values by name, with the leading axis of `draws`
    public SequencedMap<String, NdArray> posteriorPredictive(
            Map<String, NdArray> draws, long seed, List<String> names) {
        return new ForwardSampling(self()).predictive(draws, seed, names);
    }

    /// The log-density of each observation under each draw of the free variables: what
    /// leave-one-out cross-validation is made of.
    ///
    /// @param draws as for [#posteriorPredictive]
    /// @return by observed variable, with a leading axis of draws and one entry for each event
    public SequencedMap<String, NdArray> logLikelihood(Map<String, NdArray> draws) {
        return new ForwardSampling(self()).densities(draws, false);
    }

    /// The log-density of each free variable at each of its draws, given its parents' draws and
    /// without the Jacobian of any transform.
    ///
    /// @param draws as for [#posteriorPredictive]
    public SequencedMap<String, NdArray> logPrior(Map<String, NdArray> draws) {
        return new ForwardSampling(self()).densities(draws, true);
    }
}
