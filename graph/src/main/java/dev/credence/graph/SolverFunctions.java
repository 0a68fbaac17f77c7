package dev.credence.graph;

import dev.credence.array.DType;

import java.util.function.UnaryOperator;

/// Tensors that an equation or a minimum defines, with gradients by the implicit function theorem;
/// import them with the functions of [Tensors].
public class SolverFunctions extends DerivativeFunctions {
    protected SolverFunctions() {}

    /// The tensor near `start` at which a residual is zero, by Newton's method.
    ///
    /// The residual may use any tensor from outside; gradients with respect to these are those of
    /// the root itself, not of the steps to it: with `R(x, p) = 0`, `dx/dp = -(dR/dx)^-1 dR/dp`
    /// (Krantz and Parks 2013, theorem 3.3.1). The start has no gradient.
    ///
    /// The steps end when the last was below 1e-10 of `x` or 1e-14; where 100 are not enough the
    /// evaluation fails with a [ParameterException], which samplers take as a density of zero.
    ///
    /// @param residual from the unknown to a tensor of the same type
    /// @param start a scalar or a vector of known length, cast to float64
    public static Tensor root(UnaryOperator<Tensor> residual, Tensor start) {
        return Root.of(residual, start.cast(DType.FLOAT64));
    }

    /// The tensor near `start` at which a scalar is smallest.
    ///
    /// The search is that of Broyden, Fletcher, Goldfarb and Shanno (Nocedal and Wright 2006,
    /// chapter 6); what it finds is refined by Newton's method on the gradient, and gradients are
    /// those of [#root(UnaryOperator, Tensor)] of that equation.
    ///
    /// @param objective from the unknown to a float64 scalar; it may use any tensor from outside
    /// @param start a scalar or a vector of known length, cast to float64
    public static Tensor minimize(UnaryOperator<Tensor> objective, Tensor start) {
        return root(
                x -> grad(objective.apply(x), x), Minimum.of(objective, start.cast(DType.FLOAT64)));
    }

    /// The number between two others at which a residual is zero: found by halving, which cannot
    /// miss it, and refined as by [#root(UnaryOperator, Tensor)], whose gradients it has.
    ///
    /// Evaluating fails with a [ParameterException] where the residual has the same sign at both
    /// ends.
    ///
    /// @param residual from a scalar to a scalar; it may use any tensor from outside
    /// @param low the lower end, a scalar cast to float64; it has no gradient
    /// @param high the upper end, likewise
    public static Tensor root(UnaryOperator<Tensor> residual, Tensor low, Tensor high) {
        var near = Bracket.root(residual, low.cast(DType.FLOAT64), high.cast(DType.FLOAT64));
        return root(residual, near);
    }

    /// The number between two others at which a scalar is smallest: found by the golden section
    /// (Kiefer 1953) and refined as by [#minimize(UnaryOperator, Tensor)], whose gradients it has.
    ///
    /// Evaluating fails with a [ParameterException] where the scalar has no minimum inside.
    ///
    /// @param objective from a scalar to a float64 scalar; it may use any tensor from outside
    /// @param low the lower end, a scalar cast to float64; it has no gradient
    /// @param high the upper end, likewise
    public static Tensor minimize(UnaryOperator<Tensor> objective, Tensor low, Tensor high) {
        var from = low.cast(DType.FLOAT64);
        var to = high.cast(DType.FLOAT64);
        var x = root(y -> grad(objective.apply(y), y), Bracket.minimum(objective, from, to));
        var inside = and(x.ge(from), x.le(to));
        return Tensors.check(x, inside, "a minimum inside of the bracket");
    }
}
