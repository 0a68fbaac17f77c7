package dev.credence.model.derivation;

import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.Tensor;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// An op of the user's own through which log-densities can be derived.
///
/// An op that is a monotone function of its first input, element by element, returns
/// `Optional.of(Derivable.monotone(law.apply(node.input(0)), bijection))`.
public interface Derivable extends CustomOp {
    /// The law of the node's output, or empty if it cannot be told.
    ///
    /// @param node the op on its inputs
    /// @param law gives the law of an input that is random
    /// @param isRandom whether an input is random; others are given
    Optional<Law> law(Apply node, Function<Tensor, Law> law, Predicate<Tensor> isRandom);

    /// The law of a monotone function of what has the given law.
    static Law monotone(Law base, Bijection function) {
        return new TransformedLaw(base, function, false);
    }
}
