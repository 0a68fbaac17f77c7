package dev.credence.graph;

/// The incomplete gamma and beta functions with their inverses, Bessel functions and Gauss's
/// hypergeometric function, element by element; import them with those of [Tensors].
public class IncompleteAndBesselFunctions extends SpecialScalarFunctions {
    protected IncompleteAndBesselFunctions() {}

    /// The regularised lower incomplete gamma function `P(a, x)`: the distribution function of a
    /// gamma variable of shape `a` and rate one. Its derivative with respect to `a` is a function
    /// that has none with respect to `a` itself.
    public static Tensor gammainc(Tensor a, Tensor x) {
        return elementwise(Elementwise.GAMMA_P, a, x);
    }

    /// The regularised upper incomplete gamma function, `1 - gammainc(a, x)` without cancellation.
    public static Tensor gammaincc(Tensor a, Tensor x) {
        return elementwise(Elementwise.GAMMA_Q, a, x);
    }

    /// The lower incomplete gamma function that is not regularised.
    public static Tensor gammal(Tensor a, Tensor x) {
        return multiply(gammainc(a, x), gammaFunction(a));
    }

    /// The upper incomplete gamma function that is not regularised.
    public static Tensor gammau(Tensor a, Tensor x) {
        return multiply(gammaincc(a, x), gammaFunction(a));
    }

    /// The inverse of [#gammainc] in `x`: gamma quantiles.
    public static Tensor gammaincinv(Tensor a, Tensor p) {
        return elementwise(Elementwise.GAMMA_P_INVERSE, a, p);
    }

    /// The inverse of [#gammaincc] in `x`.
    public static Tensor gammainccinv(Tensor a, Tensor q) {
        return elementwise(Elementwise.GAMMA_Q_INVERSE, a, q);
    }

    /// The probability that a chi-squared variable of `k` degrees of freedom is above `x`.
    public static Tensor chi2sf(Tensor x, Tensor k) {
        var half = Tensors.constant(0.5);
        return gammaincc(multiply(half, k), multiply(half, x));
    }

    /// The regularised incomplete beta function: the distribution function of a beta variable. Its
    /// derivatives with respect to `a` and `b` are functions that have none with respect to these.
    public static Tensor betainc(Tensor a, Tensor b, Tensor x) {
        return elementwise(Elementwise.BETA_I, a, b, x);
    }

    /// `1 - betainc(a, b, x)` without cancellation.
    public static Tensor betaincc(Tensor a, Tensor b, Tensor x) {
        return elementwise(Elementwise.BETA_Q, a, b, x);
    }

    /// The inverse of [#betaincc] in `x`.
    public static Tensor betainccinv(Tensor a, Tensor b, Tensor q) {
        return elementwise(Elementwise.BETA_Q_INVERSE, a, b, q);
    }

    /// The inverse of [#betainc] in `x`: beta quantiles.
    public static Tensor betaincinv(Tensor a, Tensor b, Tensor p) {
        return elementwise(Elementwise.BETA_I_INVERSE, a, b, p);
    }

    /// The Bessel function of the first kind of real order; no derivative with respect to the
    /// order.
    public static Tensor besselJ(Tensor order, Tensor x) {
        return elementwise(Elementwise.BESSEL_J, order, x);
    }

    /// [#besselJ(Tensor, Tensor)] of one order.
    public static Tensor besselJ(double order, Tensor x) {
        return besselJ(Tensors.constant(order), x);
    }

    /// The modified Bessel function of the first kind; no derivative with respect to the order.
    public static Tensor besselI(Tensor order, Tensor x) {
        return elementwise(Elementwise.BESSEL_I, order, x);
    }

    /// [#besselI(Tensor, Tensor)] of one order.
    public static Tensor besselI(double order, Tensor x) {
        return besselI(Tensors.constant(order), x);
    }

    /// `exp(-|x|) besselI(order, x)`, which does not overflow.
    public static Tensor besselIScaled(Tensor order, Tensor x) {
        return elementwise(Elementwise.BESSEL_I_SCALED, order, x);
    }

    /// [#besselIScaled(Tensor, Tensor)] of one order.
    public static Tensor besselIScaled(double order, Tensor x) {
        return besselIScaled(Tensors.constant(order), x);
    }

    /// The modified Bessel function of the second kind; no derivative with respect to the order.
    public static Tensor besselK(Tensor order, Tensor x) {
        return elementwise(Elementwise.BESSEL_K, order, x);
    }

    /// [#besselK(Tensor, Tensor)] of one order.
    public static Tensor besselK(double order, Tensor x) {
        return besselK(Tensors.constant(order), x);
    }

    /// `exp(x) besselK(order, x)`, which does not underflow.
    public static Tensor besselKScaled(Tensor order, Tensor x) {
        return elementwise(Elementwise.BESSEL_K_SCALED, order, x);
    }

    /// [#besselKScaled(Tensor, Tensor)] of one order.
    public static Tensor besselKScaled(double order, Tensor x) {
        return besselKScaled(Tensors.constant(order), x);
    }

    /// Gauss's hypergeometric function for `z <= 1`. Its derivatives with respect to the parameters
    /// are functions that have none with respect to these.
    public static Tensor hyp2f1(Tensor a, Tensor b, Tensor c, Tensor z) {
        return elementwise(Elementwise.HYP2F1, a, b, c, z);
    }
}
