package dev.credence.graph;

import java.util.List;
import java.util.Optional;

/// One way to replace a node by an equal and better one, looking at the node and what is below it.
///
/// What two graphs can say is a [Rule]; the rest are small classes of their own.
public interface Rewriter {
    /// When a rewrite takes part.
    enum Stage {
        /// Brings equal things to one form, before gradients are taken.
        CANONICALIZE,
        /// Replaces what over- or underflows or cancels, before gradients are taken.
        STABILIZE,
        /// Brings what gradients are taken of into the form with the cheaper gradient; for
        /// evaluation alone, [#SPECIALIZE] turns it back.
        DIFFERENTIATE,
        /// Chooses what is quicker to evaluate, when nothing else will be derived from the graph.
        SPECIALIZE
    }

    /// How far both sides agree.
    enum Soundness {
        /// Everywhere, NaN and infinities included; up to a few units in the last place and the
        /// sign of a zero.
        EXACT,
        /// Where the left side is finite and accurate; elsewhere the right side may be better, as
        /// when a common factor that is zero or infinite cancels.
        STABILIZES,
        /// Where all values are finite; the right side forgets a value that may be NaN or infinite
        /// altogether. Off unless asked for.
        ASSUMES_FINITE
    }

    /// The equation, for example `log(exp(x)) = x`.
    String equation();

    Stage stage();

    Soundness soundness();

    /// The ops at which it looks: [Elementwise] constants, or classes of other ops; empty stands
    /// for any op.
    List<Object> roots();

    /// What replaces the only output of `node`, or empty; its type must not know less than the
    /// output's.
    Optional<Tensor> rewrite(Apply node);
}
