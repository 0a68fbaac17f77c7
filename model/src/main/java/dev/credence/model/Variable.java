package dev.credence.model;

import dev.credence.array.NdArray;
import dev.credence.graph.Input;
import dev.credence.graph.Shared;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;

/// One named part of a [Model].
public sealed interface Variable {
    /// The name, unique in the model.
    String name();

    /// The tensor that the user's code goes on with.
    Tensor tensor();

    /// One name for each axis, or empty if the axes have no names.
    List<String> dims();

    /// Where the user made it.
    Optional<SourceLine> where();

    /// A random variable.
    sealed interface Random extends Variable {
        Distribution distribution();
    }

    /// A random variable whose value is unknown.
    ///
    /// @param tensor the random variable
    /// @param distribution its distribution
    /// @param value what stands for its value in log-densities, unconstrained if there is a
    ///   transform
    /// @param transform from the support to unconstrained space
    record Free(
            String name,
            Tensor tensor,
            Distribution distribution,
            Input value,
            Optional<Transform> transform,
            List<String> dims,
            Optional<SourceLine> where)
            implements Random {}

    /// A random variable whose value was seen.
    ///
    /// @param tensor the random variable, for predictions
    /// @param data what was seen, a constant or a function of shared data
    /// @param trusted whether the data were checked to lie in the support, now and at each exchange
    /// @param unobserved the unknown that stands for missing entries, if some may be missing
    record Observed(
            String name,
            Tensor tensor,
            Distribution distribution,
            Tensor data,
            boolean trusted,
            Optional<Free> unobserved,
            List<String> dims,
            Optional<SourceLine> where)
            implements Random {
        /// The whole variable in terms of what was seen and of the unknown missing entries.
        Tensor completed() {
            return unobserved.map(u -> missing(u).completed(u.tensor())).orElse(data);
        }

        /// The log-densities of what was seen.
        Tensor seen(Tensor logp) {
            return unobserved.map(u -> missing(u).seen(logp)).orElse(logp);
        }

        private static Unobserved missing(Free unobserved) {
            return (Unobserved) unobserved.distribution();
        }
    }

    /// A discrete random variable that is summed out of the log-density: it has no value, but draws
    /// can be recovered.
    record Marginalized(
            String name,
            Tensor tensor,
            Distribution distribution,
            List<String> dims,
            Optional<SourceLine> where)
            implements Random {}

    /// A function of other variables that is recorded.
    record Deterministic(String name, Tensor tensor, List<String> dims, Optional<SourceLine> where)
            implements Variable {}

    /// A term added to the log-density.
    record Potential(String name, Tensor tensor, List<String> dims, Optional<SourceLine> where)
            implements Variable {}

    /// Data that can be exchanged.
    ///
    /// @param incomplete whether entries may be missing, which are then NaN
    record Data(
            String name,
            Shared tensor,
            boolean incomplete,
            List<String> dims,
            Optional<SourceLine> where)
            implements Variable {
        NdArray value() {
            return tensor.value();
        }
    }
}
