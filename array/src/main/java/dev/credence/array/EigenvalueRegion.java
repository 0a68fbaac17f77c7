package dev.credence.array;

/// Where in the complex plane lie the eigenvalues that an ordered factorisation puts first.
public enum EigenvalueRegion {
    /// Negative real part.
    LEFT_HALF_PLANE,
    /// Positive real part.
    RIGHT_HALF_PLANE,
    /// Absolute value below one.
    INSIDE_UNIT_CIRCLE,
    /// Absolute value above one, or infinite.
    OUTSIDE_UNIT_CIRCLE;

    /// Whether the eigenvalue `(real + i imaginary) / beta`, `beta >= 0`, lies in the region. One
    /// that is infinite lies outside the unit circle only, one that is 0/0 nowhere.
    public boolean contains(double real, double imaginary, double beta) {
        boolean finite = beta > 0;
        return switch (this) {
            case LEFT_HALF_PLANE -> finite && real < 0;
            case RIGHT_HALF_PLANE -> finite && real > 0;
            case INSIDE_UNIT_CIRCLE -> StrictMath.hypot(real, imaginary) < beta;
            case OUTSIDE_UNIT_CIRCLE -> StrictMath.hypot(real, imaginary) > beta;
        };
    }
}
