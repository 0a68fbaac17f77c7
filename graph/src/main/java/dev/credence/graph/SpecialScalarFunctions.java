package dev.credence.graph;

/// Logarithms to other bases, inverse hyperbolic functions, and the functions of the error, normal,
/// gamma and beta families, element by element; import them with those of [Tensors].
public class SpecialScalarFunctions extends ComposedScalarFunctions {
    protected SpecialScalarFunctions() {}

    /// The logarithm to base two, exact at powers of two.
    public static Tensor log2(Tensor x) {
        return elementwise(Elementwise.LOG2, x);
    }

    public static Tensor log10(Tensor x) {
        return elementwise(Elementwise.LOG10, x);
    }

    /// `x log(x)`, zero at zero.
    public static Tensor xlogx(Tensor x) {
        return elementwise(Elementwise.XLOGX, x);
    }

    public static Tensor arcsinh(Tensor x) {
        return elementwise(Elementwise.ARCSINH, x);
    }

    /// NaN below one.
    public static Tensor arccosh(Tensor x) {
        return elementwise(Elementwise.ARCCOSH, x);
    }

    /// NaN outside `[-1, 1]`.
    public static Tensor arctanh(Tensor x) {
        return elementwise(Elementwise.ARCTANH, x);
    }

    /// The inverse of [#erfc].
    public static Tensor erfcinv(Tensor p) {
        return elementwise(Elementwise.ERFCINV, p);
    }

    /// The standard normal distribution function.
    public static Tensor ndtr(Tensor x) {
        return elementwise(Elementwise.NDTR, x);
    }

    /// The logarithm of [#ndtr], which does not underflow.
    public static Tensor logNdtr(Tensor x) {
        return elementwise(Elementwise.LOG_NDTR, x);
    }

    /// The inverse of [#ndtr]: standard normal quantiles.
    public static Tensor ndtri(Tensor p) {
        return elementwise(Elementwise.NDTRI, p);
    }

    /// The inverse of [#logNdtr]: the standard normal quantile of the probability `exp(y)`.
    public static Tensor ndtriExp(Tensor y) {
        return elementwise(Elementwise.NDTRI_EXP, y);
    }

    /// Owen's T function: the probability that a standard normal is above `h` while an independent
    /// one is between zero and `a` times it.
    public static Tensor owensT(Tensor h, Tensor a) {
        return elementwise(Elementwise.OWENS_T, h, a);
    }

    /// The gamma function; [#lgamma] does not overflow.
    public static Tensor gammaFunction(Tensor x) {
        return elementwise(Elementwise.GAMMA, x);
    }

    /// `x!`, which is the gamma function of `x + 1`.
    public static Tensor factorial(Tensor x) {
        return gammaFunction(add(x, Tensors.constant(1)));
    }

    /// Pochhammer's symbol, the rising factorial `x (x + 1) ... (x + n - 1)`, for any real `n` as
    /// ratio of gamma functions.
    public static Tensor pochhammer(Tensor x, Tensor n) {
        return elementwise(Elementwise.POCHHAMMER, x, n);
    }

    /// The derivative of [#digamma] of order `n`, an integer; no derivative with respect to `n`.
    public static Tensor polygamma(Tensor n, Tensor x) {
        return elementwise(Elementwise.POLYGAMMA, n, x);
    }

    /// The derivative of [#digamma] of order `n`.
    public static Tensor polygamma(int n, Tensor x) {
        return polygamma(Tensors.constant((double) n), x);
    }

    /// `Gamma(a) Gamma(b) / Gamma(a + b)` for positive arguments.
    public static Tensor betaFunction(Tensor a, Tensor b) {
        return elementwise(Elementwise.BETA, a, b);
    }

    /// The logarithm of [#betaFunction].
    public static Tensor betaln(Tensor a, Tensor b) {
        return elementwise(Elementwise.LOG_BETA, a, b);
    }
}
