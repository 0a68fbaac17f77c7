package dev.credence.graph;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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

    /// A rewrite that two graphs say: whatever the left one matches becomes the right one.
    ///
    /// Both are graphs of elementwise functions over the same scalar inputs, each of which stands
    /// for any tensor, and for one and the same where it occurs twice. A constant on the left
    /// matches tensors all of whose elements have that value. Broadcasting takes care of itself.
    ///
    /// ```java
    /// var x = scalar("x");
    /// var m = maximum(abs(x), constant(1));
    /// Rewriter.of(
    ///         Stage.STABILIZE,
    ///         Soundness.STABILIZES,
    ///         sqrt(square(x).plus(1)),
    ///         m.times(sqrt(square(x.div(m)).plus(square(reciprocal(m))))))
    /// ```
    ///
    /// @throws GraphException if the left side is a mere input, if a side is not elementwise, or if
    ///   the right side needs an input that the left side lacks
    static Rewriter of(Stage stage, Soundness soundness, Tensor left, Tensor right) {
        return Rule.checked(stage, soundness, left, right);
    }

    /// A rewrite of any ops that two graphs say: whatever has the form of the left one becomes the
    /// right one.
    ///
    /// Each input stands for any tensor of its dtype and number of axes, and of its lengths where
    /// these are known; for one and the same where it occurs twice. Ops are matched with their
    /// parameters, such as the axes of a sum.
    ///
    /// ```java
    /// var a = matrix("A");
    /// var b = matrix("B");
    /// Rewriter.pattern(Stage.CANONICALIZE, Soundness.STABILIZES, trace(matmul(a, b)), sum(a.times(b.transpose())))
    /// ```
    ///
    /// @throws GraphException if the left side is a mere input or an op with several outputs, or if
    ///   the right side needs an input that the left side lacks
    static Rewriter pattern(Stage stage, Soundness soundness, Tensor left, Tensor right) {
        return new PatternRule(stage, soundness, left, right);
    }

    /// The equation, for example `log(exp(x)) = x`.
    String equation();

    Stage stage();

    Soundness soundness();

    /// What sets of rules are asked for by: the stage and the soundness, in small letters, and what
    /// a rule adds.
    default Set<String> tags() {
        return Set.of(
                stage().name().toLowerCase(Locale.ROOT),
                soundness().name().toLowerCase(Locale.ROOT));
    }

    /// The ops at which it looks: [Elementwise] constants, or classes of other ops; empty stands
    /// for any op.
    List<Object> roots();

    /// What replaces the only output of `node`, or empty; its type must not know less than the
    /// output's.
    Optional<Tensor> rewrite(Apply node);

    /// What replaces the outputs of `node`, all of them in order, or empty. A rewrite of a node
    /// with several outputs, such as a decomposition, says it here; the others need not.
    default Optional<List<Tensor>> rewriteAll(Apply node) {
        return node.outputs().size() == 1 ? rewrite(node).map(List::of) : Optional.empty();
    }
}
