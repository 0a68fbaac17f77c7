package dev.credence.array;

/// Draws of angles about zero: rejection from a wrapped Cauchy distribution.
///
/// Best and Fisher (1979), Efficient simulation of the von Mises distribution. The envelope is
/// written with the tangents of half angles, so that no concentration, however small or large,
/// cancels: an angle of the envelope is `2 atan(s tan(pi u / 2))`.
final class VonMisesDraw {
    private static final double MOST = 0x1p1000;

    private VonMisesDraw() {}

    static double angle(RandomStream random, double kappa) {
        if (!(kappa >= 0 && kappa <= MOST)) {
            throw new IllegalArgumentException(
                    "von Mises draw: concentration %s is not between 0 and 2^1000"
                            .formatted(kappa));
        }
        double q = StrictMath.hypot(1, 2 * kappa);
        double tau = 1 + q;
        double root = StrictMath.sqrt(2 * tau);
        double s = (1 + 1 / (q + 2 * kappa) + root) / (tau + root + 2 * kappa);
        double rho = (1 - s) / (1 + s);
        double ratio = (tau + root) / 2;
        double height = ratio * (1 + rho) * (1 + rho) / 2 * s * s;
        while (true) {
            double half = s * StrictMath.tan(Math.PI / 2 * random.nextDouble());
            double w = half / s * (half / s);
            double c = height * (1 + w) / (1 + half * half);
            double u = random.nextDouble();
            boolean positive = random.nextLong() < 0;
            if (c * (2 - c) > u || StrictMath.log(c / u) + 1 >= c) {
                double angle = 2 * StrictMath.atan(half);
                return positive ? angle : -angle;
            }
        }
    }
}
