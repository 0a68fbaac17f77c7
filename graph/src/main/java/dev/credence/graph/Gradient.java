package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Reverse-mode differentiation, graph to graph: the gradient of a scalar is a graph like any
/// other.
///
/// Where a rewrite makes what is differentiated numerically safer, the gradient is that of the
/// safer form, so that it is finite where the value is; what depends on what is decided by the
/// graph as it is written.
public final class Gradient {
    private static final System.Logger LOG = System.getLogger("dev.credence.graph");

    private Gradient() {}

    /// What to do about a tensor that the cost does not depend on.
    public enum Disconnected {
        /// Refuse, naming it.
        RAISE,
        /// Log a warning; its gradient is zero.
        WARN,
        /// Its gradient is zero.
        ZERO
    }

    /// What to do where an op on the way has no gradient.
    public enum Undefined {
        /// Refuse, naming the op and saying what to add.
        RAISE,
        /// Leave out the gradients of all tensors to which it would contribute.
        OMIT
    }

    /// What a pullback gives for an input for which it has no rule: taking a gradient with respect
    /// to that input is then refused, while those of other inputs work.
    ///
    /// @param reason why, as the end of a sentence, and what to do
    public static Optional<Tensor> notImplemented(String reason) {
        return MissingGradient.cotangent(reason);
    }

    /// The gradients of `cost` with respect to the given tensors, each of that tensor's shape.
    ///
    /// @return each of its tensor's dtype
    /// @throws GraphException if `cost` is not a float64 or float32 scalar, if an op on the way has
    ///   no gradient, or if a tensor is not connected and `disconnected` is [Disconnected#RAISE]
    public static List<Tensor> of(
            Tensor cost, List<? extends Tensor> wrt, Disconnected disconnected) {
        return of(cost, wrt, GradientOptions.standard().withDisconnected(disconnected));
    }

    /// The gradients of `cost` with the given options.
    ///
    /// @throws GraphException as above, and if a gradient is left out by [Undefined#OMIT]; use
    ///   [#connected] then
    public static List<Tensor> of(
            Tensor cost, List<? extends Tensor> wrt, GradientOptions options) {
        return filled(asked(cost, wrt, options));
    }

    /// The gradients of an unknown cost, of which only the known cotangents in the options are
    /// given.
    public static List<Tensor> of(List<? extends Tensor> wrt, GradientOptions options) {
        return filled(Differentiation.of(wrt, options));
    }

    /// As [#of(Tensor, List, GradientOptions)], empty for tensors without a gradient, whether
    /// `cost` does not depend on them or the gradient is left out.
    public static List<Optional<Tensor>> connected(
            Tensor cost, List<? extends Tensor> wrt, GradientOptions options) {
        return asked(cost, wrt, options).cotangents();
    }

    /// The gradients of `cost` as it is written, without making it numerically safe first: for what
    /// [Rewriting#canonicalizeAndStabilize] has made.
    public static List<Tensor> asWritten(
            Tensor cost, List<? extends Tensor> wrt, Disconnected disconnected) {
        var options = GradientOptions.standard().withDisconnected(disconnected);
        var asked = asked(cost, wrt, options);
        var pass = asked.written();
        return filled(wrt.stream().map(pass::cotangent).toList(), () -> pass, asked);
    }

    private static Differentiation asked(
            Tensor cost, List<? extends Tensor> wrt, GradientOptions options) {
        if (cost.rank() != 0 || !cost.dtype().isFloating()) {
            throw new GraphException(
                            "gradients are of float64 or float32 scalars only, '%s' is %s; %s"
                                    .formatted(
                                            cost,
                                            cost.type(),
                                            cost.rank() > 0
                                                    ? "sum it first"
                                                    : "cast it to float64 first"))
                    .at(cost.owner().flatMap(Apply::where));
        }
        return Differentiation.of(cost, wrt, options);
    }

    private static List<Tensor> filled(Differentiation asked) {
        return filled(asked.cotangents(), asked::written, asked);
    }

    /// Gradients, with zeros or a refusal where there is none.
    private static List<Tensor> filled(
            List<Optional<Tensor>> found, Supplier<ReversePass> written, Differentiation asked) {
        if (found.stream().allMatch(Optional::isPresent))
            return found.stream().map(Optional::orElseThrow).toList();
        var pass = written.get();
        var gradients = new ArrayList<Tensor>(found.size());
        for (int i = 0; i < found.size(); i++) {
            var x = asked.wrt().get(i);
            if (found.get(i).isEmpty()) refuse(x, pass, asked.options().disconnected());
            gradients.add(found.get(i).orElseGet(() -> Tensors.zerosLike(x)));
        }
        return gradients;
    }

    /// Says that a tensor has no gradient, unless that counts as zero.
    private static void refuse(Tensor x, ReversePass pass, Disconnected disconnected) {
        var sentence = pass.whyNone(x);
        if (disconnected == Disconnected.RAISE || pass.isUndefined(x))
            throw new GraphException(sentence).at(pass.whereNone());
        if (disconnected == Disconnected.WARN)
            LOG.log(System.Logger.Level.WARNING, sentence + "; it counts as zero");
    }

    /// The cotangents of `wrt` from those of some outputs as they are written; empty where nothing
    /// flows.
    static List<Optional<Tensor>> pullback(
            List<Tensor> outputs, List<Optional<Tensor>> seeds, List<? extends Tensor> wrt) {
        var asked = new Differentiation(outputs, seeds, wrt, GradientOptions.standard());
        var pass = asked.written();
        return wrt.stream().map(pass::cotangent).toList();
    }
}
