package dev.credence.array;

/// Gauss's hypergeometric function `F(a, b; c; z)` of real arguments with its derivatives by the
/// parameters, on single doubles.
///
/// Its series up to 0.9; from there on steps of Taylor series of its differential equation towards
/// one, which need no case for integer `c - a - b`. Negative `z` go through Pfaff's transformation
/// (Digital Library of Mathematical Functions, 15.8.1). All sums run on pairs of a value and its
/// derivative. Relative error 1e-13 for parameters up to some 20 of like sign; large parameters of
/// opposite signs cancel.
public final class Hypergeometric {
    private static final double SERIES = 0.9;
    private static final double MOST_NEGATIVE = -10;
    private static final int MOST_TERMS = 100_000;

    /// What is differentiated by.
    private enum By {
        A,
        B,
        C
    }

    /// A value and its derivative.
    private record Pair(double value, double slope) {
        static final Pair UNDEFINED = new Pair(Double.NaN, Double.NaN);
    }

    private final double a;
    private final double b;
    private final double c;
    private final double da;
    private final double db;
    private final double dc;

    private Hypergeometric(double a, double b, double c, By by) {
        this.a = a;
        this.b = b;
        this.c = c;
        da = by == By.A ? 1 : 0;
        db = by == By.B ? 1 : 0;
        dc = by == By.C ? 1 : 0;
    }

    /// `F(a, b; c; z)` for `z <= 1`, and for all `z` where `a` or `b` is an integer that is not
    /// positive; else NaN. It is NaN, too, where `c` is such an integer that ends nothing.
    public static double value(double a, double b, double c, double z) {
        if (Double.isNaN(a + b + c + z)) return Double.NaN;
        if (isPolynomial(a) || isPolynomial(b)) return polynomial(a, b, c, z);
        return pair(a, b, c, z, By.A).value;
    }

    /// The derivative by `a`; that by `b` is the same with `a` and `b` exchanged.
    public static double firstDerivative(double a, double b, double c, double z) {
        return pair(a, b, c, z, By.A).slope;
    }

    /// The derivative by `c`.
    public static double thirdDerivative(double a, double b, double c, double z) {
        return pair(a, b, c, z, By.C).slope;
    }

    private static boolean isPolynomial(double x) {
        return x <= 0 && x == Math.rint(x) && x > -MOST_TERMS;
    }

    private static double polynomial(double a, double b, double c, double z) {
        double sum = 1;
        double term = 1;
        for (int n = 0; n < MOST_TERMS; n++) {
            if (a + n == 0 || b + n == 0) return sum;
            if (c + n == 0) return Double.NaN;
            term *= (a + n) / (c + n) * ((b + n) / (n + 1)) * z;
            sum += term;
        }
        return Double.NaN;
    }

    private static Pair pair(double a, double b, double c, double z, By by) {
        boolean finite = Double.isFinite(a + b + c);
        if (!finite || !(z <= 1) || isPolynomial(c)) return Pair.UNDEFINED;
        if (z == 0) return new Pair(1, 0);
        if (z == 1) return atOne(a, b, c, by);
        if (z > 0) return new Hypergeometric(a, b, c, by).positive(z, 1 - z);
        if (z > -0.5 && Math.abs(a * b / c * z) < 1) {
            return new Hypergeometric(a, b, c, by).series(z)[0];
        }
        // Derivatives by a parameter near zero are best if it is not the one replaced, but the
        // series of the transformed function needs one above zero.
        boolean exchange =
                Math.abs(a) <= Math.abs(b)
                        ? c - b < MOST_NEGATIVE && c - a > c - b
                        : !(c - a < MOST_NEGATIVE && c - b > c - a);
        if (exchange) {
            var exchanged = by == By.A ? By.B : by == By.B ? By.A : By.C;
            return pfaff(b, a, c, z, exchanged);
        }
        return pfaff(a, b, c, z, by);
    }

    /// `(1 - z)^(-a) F(a, c - b; c; z / (z - 1))`.
    private static Pair pfaff(double a, double b, double c, double z, By by) {
        double y = 1 / (1 - z);
        double w = -z * y;
        double scale = StrictMath.pow(1 - z, -a);
        if (y == 0 || scale == 0) return Pair.UNDEFINED;
        var inner = new Hypergeometric(a, c - b, c, by).positive(w, y);
        return switch (by) {
            case A ->
                    new Pair(
                            scale * inner.value,
                            scale * (inner.slope - StrictMath.log1p(-z) * inner.value));
            case B -> new Pair(scale * inner.value, -scale * inner.slope);
            case C -> {
                double second = new Hypergeometric(a, c - b, c, By.B).positive(w, y).slope;
                yield new Pair(scale * inner.value, scale * (inner.slope + second));
            }
        };
    }

    /// Gauss's theorem.
    private static Pair atOne(double a, double b, double c, By by) {
        double rest = c - a - b;
        if (rest <= 0) return new Pair(Double.POSITIVE_INFINITY, Double.NaN);
        double value =
                SpecialFunctions.gamma(c)
                        / SpecialFunctions.gamma(c - a)
                        * (SpecialFunctions.gamma(rest) / SpecialFunctions.gamma(c - b));
        double slope =
                switch (by) {
                    case A -> SpecialFunctions.digamma(c - a);
                    case B -> SpecialFunctions.digamma(c - b);
                    case C ->
                            SpecialFunctions.digamma(c - a)
                                    + SpecialFunctions.digamma(c - b)
                                    - SpecialFunctions.digamma(c);
                };
        slope -= SpecialFunctions.digamma(rest);
        return new Pair(value, by == By.C ? -value * slope : value * slope);
    }

    /// The function at `z` between zero and one, for `y = 1 - z`.
    private Pair positive(double z, double y) {
        double start = Math.min(z, SERIES);
        var state = series(start);
        double left = z <= SERIES ? y : 1 - start;
        while (left > y) {
            if (!Double.isFinite(state[0].value + state[0].slope)) return Pair.UNDEFINED;
            double next = Math.max(y, 0.5 * left);
            state = step(state, left, left - next);
            left = next;
        }
        return state[0];
    }

    /// The function and its derivative by `z`.
    private Pair[] series(double z) {
        double term = 1;
        double termSlope = 0;
        double sum = 1;
        double sumSlope = 0;
        double sumByZ = 0;
        double sumByZSlope = 0;
        for (int n = 0; n < MOST_TERMS; n++) {
            double below = (c + n) * (n + 1);
            double factor = (a + n) * (b + n) / below * z;
            double factorSlope = (da * (b + n) + db * (a + n)) / below * z - factor * dc / (c + n);
            termSlope = termSlope * factor + term * factorSlope;
            term *= factor;
            sum += term;
            sumSlope += termSlope;
            sumByZ += (n + 1) * term;
            sumByZSlope += (n + 1) * termSlope;
            if (!(Math.abs(term) < Double.POSITIVE_INFINITY)) break;
            boolean small =
                    (n + 1) * Math.abs(term) <= 1e-18 * Math.abs(sumByZ)
                            && (n + 1) * Math.abs(termSlope) <= 1e-18 * Math.abs(sumByZSlope);
            if (small && Math.abs(factor) < 1) break;
        }
        return new Pair[] {new Pair(sum, sumSlope), new Pair(sumByZ / z, sumByZSlope / z)};
    }

    /// The function and its derivative at `z + h` from those at `z = 1 - y`.
    private Pair[] step(Pair[] from, double y, double h) {
        double z = 1 - y;
        double quadratic = z * y;
        double linear = y - z;
        double constant = c - (a + b + 1) * z;
        double constantSlope = dc - (da + db) * z;
        double u = from[0].value;
        double uSlope = from[0].slope;
        double v = from[1].value * h;
        double vSlope = from[1].slope * h;
        double sum = u + v;
        double sumSlope = uSlope + vSlope;
        double byH = v;
        double byHSlope = vSlope;
        for (int n = 0; n < MOST_TERMS; n++) {
            double product = (n + a) * (n + b);
            double productSlope = da * (n + b) + db * (n + a);
            double middle = (linear * n + constant) * (n + 1);
            double scale = h / (quadratic * (n + 2) * (n + 1));
            double w = (product * u * h - middle * v) * scale;
            double wSlope =
                    ((productSlope * u + product * uSlope) * h
                                    - constantSlope * (n + 1) * v
                                    - middle * vSlope)
                            * scale;
            u = v;
            uSlope = vSlope;
            v = w;
            vSlope = wSlope;
            sum += v;
            sumSlope += vSlope;
            byH += (n + 2) * v;
            byHSlope += (n + 2) * vSlope;
            if (!(Math.abs(v) < Double.POSITIVE_INFINITY)) break;
            if (isSmall(n, u, sum, byH)
                    && isSmall(n, v, sum, byH)
                    && isSmall(n, uSlope, sumSlope, byHSlope)
                    && isSmall(n, vSlope, sumSlope, byHSlope)) break;
        }
        return new Pair[] {new Pair(sum, sumSlope), new Pair(byH / h, byHSlope / h)};
    }

    private static boolean isSmall(int n, double term, double sum, double byH) {
        return Math.abs(term) <= 1e-18 * Math.abs(sum)
                && (n + 2) * Math.abs(term) <= 1e-18 * Math.abs(byH);
    }
}
