package dev.credence.graph;

import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Derivatives as graphs: gradients, products with Jacobians from either side, whole Jacobians and
/// Hessians; import them with the functions of [Tensors].
public class DerivativeFunctions extends LoopFunctions {
    protected DerivativeFunctions() {}

    /// The gradient of a scalar with respect to one tensor, as graph.
    ///
    /// @throws GraphException if `cost` is not a float64 scalar or does not depend on `wrt`
    public static Tensor grad(Tensor cost, Tensor wrt) {
        return grad(cost, List.of(wrt)).getFirst();
    }

    /// The gradients of a scalar with respect to several tensors, as graph.
    public static List<Tensor> grad(Tensor cost, List<? extends Tensor> wrt) {
        return Gradient.of(cost, wrt, Gradient.Disconnected.RAISE);
    }

    /// As [#grad(Tensor, Tensor)] with options.
    public static Tensor grad(Tensor cost, Tensor wrt, GradientOptions options) {
        return grad(cost, List.of(wrt), options).getFirst();
    }

    /// As [#grad(Tensor, List)] with options: what counts as given, what to do about what is not
    /// connected.
    public static List<Tensor> grad(
            Tensor cost, List<? extends Tensor> wrt, GradientOptions options) {
        return Gradient.of(cost, wrt, options);
    }

    /// The gradients of a cost from the cotangents `start` of tensors on the way to it, down to
    /// `end` and to `wrt`; what lies below `end` contributes nothing to `wrt`.
    ///
    /// Handing the gradients at `end` on as the next `start` differentiates a long graph in pieces.
    ///
    /// @return the gradients with respect to `wrt`, then those with respect to `end`, zero where
    ///   there is no dependence
    public static List<Tensor> subgraphGrad(
            List<? extends Tensor> wrt, List<? extends Tensor> end, Map<Tensor, Tensor> start) {
        var options = GradientOptions.standard().withDisconnected(Gradient.Disconnected.ZERO);
        for (var s : start.entrySet()) options = options.withKnown(s.getKey(), s.getValue());
        for (var x : end) options = options.withConstant(x);
        var all = new ArrayList<Tensor>(wrt);
        all.addAll(end);
        return Gradient.of(all, options);
    }

    /// The transposed Jacobian of `y` with respect to `x`, times a cotangent of the shape of `y`;
    /// it has the shape of `x` and is zero where `y` does not depend on `x`.
    public static Tensor pullback(Tensor y, Tensor x, Tensor cotangent) {
        var asked =
                new Differentiation(
                        List.of(y),
                        List.of(Optional.of(cotangent)),
                        List.of(x),
                        GradientOptions.standard());
        return asked.cotangents().getFirst().orElseGet(() -> Tensors.zerosLike(x));
    }

    /// The Jacobian of `y` with respect to `x`, times a tangent of the shape of `x`; it has the
    /// shape of `y`.
    ///
    /// The pullback is linear in its cotangent, so its own pullback is the pushforward, whatever
    /// that cotangent was.
    public static Tensor pushforward(Tensor y, Tensor x, Tensor tangent) {
        var cotangent = new Input("cotangent", y.type());
        var pulled = List.of(pullback(y, x, cotangent));
        var zeros = Tensors.zerosLike(y);
        var forward =
                Gradient.pullback(pulled, List.of(Optional.of(tangent)), List.of(cotangent))
                        .getFirst()
                        .orElse(zeros);
        return GraphWalk.substitute(List.of(forward), Map.of(cotangent, zeros)).getFirst();
    }

    /// The derivatives of each element of `y` by each of `x`: the axes of `y`, then those of `x`.
    ///
    /// It is one pullback over a batch of as many cotangents as `y` has elements.
    ///
    /// @throws GraphException if the shape of `y` is not known or it has no elements
    public static Tensor jacobian(Tensor y, Tensor x) {
        if (!y.shape().isKnown() || y.shape().size() == 0) {
            throw new GraphException(
                            "the jacobian of '%s' needs a known shape with elements, not %s; give its inputs known lengths"
                                    .formatted(y, y.shape()))
                    .at(y.owner().flatMap(Apply::where));
        }
        int n = y.shape().size();
        int[] of = y.shape().dims();
        var cotangent = new Input("cotangent", y.type());
        var pulled = pullback(y, x, cotangent);
        var basis = new double[n * n];
        for (int i = 0; i < n; i++) basis[i * (n + 1)] = 1;
        int[] shape = IntStream.concat(IntStream.of(of), IntStream.of(n)).toArray();
        var unit = new Constant(NdArray.of(basis, shape).cast(y.dtype()));
        var columns = Batching.lastAxis(List.of(pulled), Map.of(cotangent, unit)).getFirst();
        var rows = BatchAxis.toFront(columns);
        if (x.shape().isKnown()) {
            int[] by = x.shape().dims();
            return Tensors.reshape(
                    rows, IntStream.concat(IntStream.of(of), IntStream.of(by)).toArray());
        }
        var joined =
                Tensors.concatenate(0, new Constant(ShapeValues.constant(of)), Tensors.shapeOf(x));
        return Tensors.reshape(rows, joined, y.rank() + x.rank());
    }

    /// The second derivatives of a scalar: the axes of `x` twice.
    public static Tensor hessian(Tensor cost, Tensor x) {
        return jacobian(grad(cost, x), x);
    }

    /// The Hessian of a scalar times a tensor of the shape of `x`, without forming the Hessian.
    public static Tensor hessianVectorProduct(Tensor cost, Tensor x, Tensor vector) {
        return pullback(grad(cost, x), x, vector);
    }

    /// `x`, through which no gradient flows: its value counts as given, and asking for a gradient
    /// that could only come through here is an error. [#zeroGrad] gives zero instead.
    public static Tensor stopGradient(Tensor x) {
        return new Apply(new StopGradient(), List.of(x)).output();
    }

    /// `x` with a gradient of zero.
    public static Tensor zeroGrad(Tensor x) {
        return new Apply(new GradientModifier.Zero(), List.of(x)).output();
    }

    /// `x` with the elements of its gradient kept between two bounds.
    ///
    /// @throws GraphException if the bounds are not in order
    public static Tensor gradClip(Tensor x, double low, double high) {
        if (!(low <= high)) {
            throw new GraphException(
                            "a gradient cannot be kept between %s and %s".formatted(low, high))
                    .at(SourceLine.here());
        }
        return new Apply(new GradientModifier.Clip(low, high), List.of(x)).output();
    }

    /// `x` with its gradient multiplied by a number; -1 turns descent into ascent.
    public static Tensor gradScale(Tensor x, double factor) {
        return new Apply(new GradientModifier.Scale(factor), List.of(x)).output();
    }

    /// `x`, through which asking for a gradient is an error that gives this reason.
    public static Tensor undefinedGrad(Tensor x, String reason) {
        return new Apply(new GradientModifier.Undefined(reason), List.of(x)).output();
    }
}
