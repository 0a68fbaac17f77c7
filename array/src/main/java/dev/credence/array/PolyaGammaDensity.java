package dev.credence.array;

/// The density of the Polya-Gamma distribution with tilt zero, whose Laplace transform is the power
/// `-h` of `cosh(sqrt(s / 2))` (Polson, Scott and Windle 2013), and its derivatives.
///
/// The transform is inverted by the trapezoidal rule on a parabola about its singularities, which
/// are at `-pi^2 / 2` and below (Weideman and Trefethen 2007); its vertex is the saddle point of
/// what is integrated, so that no digits cancel however small the density is.
///
/// @param logDensity the logarithm of the density
/// @param byX its derivative by the value
/// @param byH its derivative by the shape parameter
public record PolyaGammaDensity(double logDensity, double byX, double byH) {
    private static final double EDGE = Math.PI * Math.PI / 2;
    private static final double NEGLIGIBLE = 1e-19;
    private static final int BISECTIONS = 40;
    private static final int MOST_TERMS = 2000;

    /// `(1 + h)` over this and below, the second term of the series is less than 1e-19 of the
    /// first.
    private static final double SMALL = 90;

    /// Times `h`, what is left out is less than rounding.
    private static final double LARGE = 1e8;

    /// At a positive value `x`, for a positive shape parameter `h`.
    public static PolyaGammaDensity at(double x, double h) {
        if (!(x > 0) || !(h > 0) || Double.isInfinite(x) || Double.isInfinite(h)) {
            return new PolyaGammaDensity(Double.NaN, Double.NaN, Double.NaN);
        }
        if (x < (1 + h) / SMALL) return small(x, h);
        if (x > LARGE * h) return large(x, h);
        double a = vertex(x, h);
        var peak = Point.of(a, 0);
        double curvature = h * peak.curvature();
        double step = Math.min(a / 6, 0.5 / (4 * a * Math.sqrt(curvature)));
        double phase = peak.s(0) * x - h * peak.logCosh[0];
        double sum = 0;
        double sumS = 0;
        double sumC = 0;
        int quiet = 0;
        for (int k = 0; quiet < 4 && k < MOST_TERMS; k++) {
            var point = Point.of(a, k * step);
            double size = Math.exp(point.s(0) * x - h * point.logCosh[0] - phase);
            double angle = point.s(1) * x - h * point.logCosh[1];
            double half = k == 0 ? 0.5 : 1;
            // The derivative of s by the parameter v is 4 (a + i v), but for a factor i.
            double real = half * size * (Math.cos(angle) * a - Math.sin(angle) * point.v);
            double imaginary = half * size * (Math.sin(angle) * a + Math.cos(angle) * point.v);
            sum += real;
            sumS += real * point.s(0) - imaginary * point.s(1);
            sumC += real * point.logCosh[0] - imaginary * point.logCosh[1];
            quiet = size * Math.hypot(a, point.v) < NEGLIGIBLE * Math.abs(sum) ? quiet + 1 : 0;
        }
        double log = phase + Math.log(sum * 4 * step / Math.PI);
        return new PolyaGammaDensity(log, sumS / sum, -sumC / sum);
    }

    /// The first term of the series of Polson, Scott and Windle, beside which the others vanish.
    private static PolyaGammaDensity small(double x, double h) {
        double log = (h - 1) * Math.log(2) + Math.log(h) - 0.5 * Math.log(2 * Math.PI);
        double exponent = h / x * h / 8;
        return new PolyaGammaDensity(
                log - 1.5 * Math.log(x) - exponent,
                (exponent - 1.5) / x,
                Math.log(2) + 1 / h - h / x / 4);
    }

    /// What the singularity nearest to zero gives alone.
    private static PolyaGammaDensity large(double x, double h) {
        double logs = h * Math.log(2 * Math.PI) + (h - 1) * Math.log(x);
        return new PolyaGammaDensity(
                logs - SpecialFunctions.lgamma(h) - EDGE * x,
                (h - 1) / x - EDGE,
                Math.log(2 * Math.PI) + Math.log(x) - SpecialFunctions.digamma(h));
    }

    /// The distance of the parabola from the singularities, in the root of `(s + pi^2 / 2) / 2`:
    /// there the logarithm of what is integrated is flat.
    private static double vertex(double x, double h) {
        double low = Math.log(1e-8);
        double high = Math.log(10 + h / x);
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = 0.5 * (low + high);
            if (h * slope(Math.exp(middle)) > x) low = middle;
            else high = middle;
        }
        return Math.exp(0.5 * (low + high));
    }

    /// The derivative of `log(cosh(sqrt(s / 2)))` at a vertex.
    private static double slope(double a) {
        double half = a * a - EDGE / 2;
        double w = Math.sqrt(Math.abs(half));
        if (w < 1e-6) return 0.25;
        return (half > 0 ? Math.tanh(w) : Math.tan(w)) / (4 * w);
    }

    /// A point on the parabola.
    ///
    /// @param half the real and the imaginary part of `s / 2`
    /// @param logCosh those of `log(cosh(sqrt(s / 2)))`
    private record Point(double v, double[] half, double[] logCosh) {
        static Point of(double a, double v) {
            double real = a * a - v * v - EDGE / 2;
            double imaginary = 2 * a * v;
            double length = Math.hypot(real, imaginary);
            double x = Math.sqrt(0.5 * (length + Math.abs(real)));
            double y = x == 0 ? 0 : imaginary / (2 * x);
            double re = real >= 0 ? x : y;
            double im = real >= 0 ? y : x;
            double shrink = Math.exp(-2 * re);
            double u = 1 + shrink * Math.cos(2 * im);
            double w = -shrink * Math.sin(2 * im);
            double[] logCosh = {
                re - Math.log(2) + Math.log(Math.hypot(u, w)), im + Math.atan2(w, u)
            };
            return new Point(v, new double[] {real, imaginary}, logCosh);
        }

        double s(int part) {
            return 2 * half[part];
        }

        /// The negative second derivative of `log(cosh(sqrt(s / 2)))` on the real axis.
        double curvature() {
            double square = half[0];
            if (Math.abs(square) < 1e-2) return (1 / 3.0 - 4 * square / 15) / 8;
            double w = Math.sqrt(Math.abs(square));
            double t = square > 0 ? Math.tanh(w) : Math.tan(w);
            double sech = square > 0 ? 1 - t * t : 1 + t * t;
            return (t / w - sech) / (16 * square);
        }
    }
}
