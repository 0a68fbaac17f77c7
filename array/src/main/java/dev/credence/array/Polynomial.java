package dev.credence.array;

/// Evaluates the polynomials that functions are approximated by.
final class Polynomial {
    private Polynomial() {}

    /// The value at `x` by Horner's scheme; the coefficients begin with the constant.
    static double value(double[] coefficients, double x) {
        double value = 0;
        for (int i = coefficients.length - 1; i >= 0; i--)
            value = Math.fma(value, x, coefficients[i]);
        return value;
    }
}
