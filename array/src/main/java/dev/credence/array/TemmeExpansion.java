package dev.credence.array;

/// The incomplete gamma functions of large shapes near the mean: an error function and a uniform
/// expansion of what it leaves.
///
/// Temme (1979), The asymptotic expansion of the incomplete gamma functions, SIAM Journal on
/// Mathematical Analysis 10. With `eta²/2 = x/a - 1 - log(x/a)`, `Q = erfc(eta sqrt(a/2)) / 2 +
/// exp(-a eta²/2) / sqrt(2 pi a) (C0(eta) + C1(eta) / a + ...)`.
final class TemmeExpansion {
    private static final double SQRT_2_PI = 2.5066282746310007;

    /// The Taylor coefficients of `C0`, `C1`, ... as many as count for `a > 200` and three standard
    /// deviations.
    private static final double[][] COEFFICIENTS = {
        {
            -0.3333333333333333,
            0.08333333333333333,
            -0.014814814814814815,
            0.0011574074074074073,
            0.0003527336860670194,
            -0.0001787551440329218,
            3.919263178522438E-05,
            -2.185448510679992E-06,
            -1.85406221071516E-06,
            8.296711340953087E-07,
            -1.7665952736826078E-07,
            6.707853543401498E-09,
            1.0261809784240309E-08,
            -4.382036018453353E-09,
            9.14769958223679E-10
        },
        {
            -0.001851851851851852,
            -0.003472222222222222,
            0.0026455026455026454,
            -0.0009902263374485596,
            0.00020576131687242798,
            -4.018775720164609E-07,
            -1.8098550334489977E-05,
            7.64916091608111E-06,
            -1.6120900894563446E-06,
            4.647127802807434E-09,
            1.378633446915721E-07
        },
        {
            0.004133597883597883,
            -0.0026813271604938273,
            0.0007716049382716049,
            2.0093878600823047E-06,
            -0.0001073665322636516,
            5.2923448829120125E-05,
            -1.2760635188618728E-05,
            3.423578734096138E-08,
            1.3721957309062934E-06
        },
        {
            0.0006494341563786008,
            0.00022947209362139917,
            -0.0004691894943952557,
            0.00026772063206283885,
            -7.561801671883977E-05,
            -2.396505113867297E-07,
            1.1082654115347302E-05
        },
        {
            -0.0008618882909167117,
            0.0007840392217200666,
            -0.0002990724803031902,
            -1.4638452578843418E-06,
            6.641498215465122E-05
        },
        {-0.00033679855336635813, -6.972813758365857E-05, 0.0002772753244959392}
    };

    private TemmeExpansion() {}

    /// `P(a, x)` if `lower`, else `Q(a, x)`.
    static double value(double a, double x, boolean lower) {
        double exponent = Saddle.deviance(a, x, a - x);
        // Where the exponential is zero, the expansion may not converge.
        if (exponent > 750) return lower == x < a ? 0 : 1;
        double eta = Math.copySign(Math.sqrt(2 * exponent / a), x - a);
        double sum = 0;
        for (int k = COEFFICIENTS.length - 1; k >= 0; k--)
            sum = sum / a + Polynomial.value(COEFFICIENTS[k], eta);
        double rest = StrictMath.exp(-exponent) / (SQRT_2_PI * Math.sqrt(a)) * sum;
        double tail = 0.5 * ErrorFunctions.erfc(Math.sqrt(exponent));
        double smaller = eta < 0 ? tail - rest : tail + rest;
        return lower == eta < 0 ? smaller : 1 - smaller;
    }
}
