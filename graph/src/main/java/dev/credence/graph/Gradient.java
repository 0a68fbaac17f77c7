package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reverse-mode differentiation, graph to graph: the gradient of a scalar is a graph like any
/// other.
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
        return filled(seeded(cost, wrt, options), wrt, options);
    }

    /// The gradients of an unknown cost, of which only the known cotangents in the options are
    /// given.
    public static List<Tensor> of(List<? extends Tensor> wrt, GradientOptions options) {
        return filled(seeded(wrt, options), wrt, options);
    }

    /// As [#of(Tensor, List, GradientOptions)], empty for tensors without a gradient, whether
    /// `cost` does not depend on them or the gradient is left out.
    public static List<Optional<Tensor>> connected(
            Tensor cost, List<? extends Tensor> wrt, GradientOptions options) {
        return wrt.stream().map(seeded(cost, wrt, options)::cotangent).toList();
    }

    private static ReversePass seeded(
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
        var outputs = new ArrayList<Tensor>(options.known().keySet());
        outputs.add(cost);
        var pass = new ReversePass(outputs, wrt, options);
        pass.seed(cost, Promotion.to(cost.dtype(), Tensors.constant(1)));
        pass.run();
        return pass;
    }

    private static ReversePass seeded(List<? extends Tensor> wrt, GradientOptions options) {
        var pass = new ReversePass(List.copyOf(options.known().keySet()), wrt, options);
        pass.run();
        return pass;
    }

    /// Gradients, with zeros or a refusal where there is none.
    private static List<Tensor> filled(
            ReversePass pass, List<? extends Tensor> wrt, GradientOptions options) {
        var gradients = new ArrayList<Tensor>(wrt.size());
        for (var x : wrt) {
            var found = pass.cotangent(x);
            if (found.isEmpty()) {
                var sentence = pass.whyNone(x);
                boolean refused = options.disconnected() == Disconnected.RAISE;
                if (refused || pass.isUndefined(x))
                    throw new GraphException(sentence).at(pass.whereNone());
                if (options.disconnected() == Disconnected.WARN)
                    LOG.log(System.Logger.Level.WARNING, sentence + "; it counts as zero");
            }
            gradients.add(found.orElseGet(() -> Tensors.zerosLike(x)));
        }
        return gradients;
    }

    /// The cotangents of `wrt` from those of some outputs; empty where nothing flows.
    static List<Optional<Tensor>> pullback(
            List<Tensor> outputs, List<Optional<Tensor>> seeds, List<? extends Tensor> wrt) {
        return pullback(outputs, seeds, wrt, GradientOptions.standard());
    }

    static List<Optional<Tensor>> pullback(
            List<Tensor> outputs,
            List<Optional<Tensor>> seeds,
            List<? extends Tensor> wrt,
            GradientOptions options) {
        var pass = new ReversePass(outputs, wrt, options);
        for (int i = 0; i < outputs.size(); i++) {
            var y = outputs.get(i);
            seeds.get(i).ifPresent(g -> pass.seed(y, g));
        }
        pass.run();
        return wrt.stream().map(pass::cotangent).toList();
    }
}
