package dev.credence.array;

/// The even and odd part of `1 / Gamma(1 + m)` for `|m| <= 1/2`, of which Temme's series of Bessel
/// functions for small arguments start.
///
/// Temme (1975), On the numerical evaluation of the modified Bessel function of the third kind,
/// Journal of Computational Physics 19.
///
/// @param order the `m`
/// @param odd `(1 / Gamma(1 - m) - 1 / Gamma(1 + m)) / (2 m)`
/// @param even `(1 / Gamma(1 - m) + 1 / Gamma(1 + m)) / 2`
record TemmeGamma(double order, double odd, double even) {
    // The Taylor coefficients of 1 / Gamma(1 + m).
    private static final double[] RECIPROCAL = {
        1.0,
        0.5772156649015329,
        -0.6558780715202539,
        -0.04200263503409524,
        0.16653861138229148,
        -0.04219773455554433,
        -0.009621971527876973,
        0.0072189432466631,
        -0.0011651675918590652,
        -2.1524167411495098E-4,
        1.280502823881162E-4,
        -2.013485478078824E-5,
        -1.2504934821426707E-6,
        1.133027231981696E-6,
        -2.0563384169776071E-7,
        6.116095104481416E-9,
        5.002007644469223E-9,
        -1.18127457048702E-9,
        1.04342671169110E-10,
        7.782263439905071E-12,
        -3.696805618642206E-12,
        5.10037028745448E-13,
        -2.0583260535665E-14
    };

    static TemmeGamma of(double order) {
        double square = order * order;
        double odd = 0;
        double even = 0;
        for (int k = RECIPROCAL.length - 1; k >= 0; k--) {
            if (k % 2 == 0) even = even * square + RECIPROCAL[k];
            else odd = odd * square - RECIPROCAL[k];
        }
        return new TemmeGamma(order, odd, even);
    }

    /// `1 / Gamma(1 + m)`.
    double reciprocalUp() {
        return even - order * odd;
    }

    /// `1 / Gamma(1 - m)`.
    double reciprocalDown() {
        return even + order * odd;
    }
}
