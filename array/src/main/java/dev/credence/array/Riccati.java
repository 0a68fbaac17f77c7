package dev.credence.array;

import java.util.Optional;

/// Solves the discrete algebraic Riccati equation by the structure-preserving doubling algorithm,
/// which converges quadratically; Chu, Fan, Lin and Wang, "Structure-preserving algorithms for
/// periodic discrete-time algebraic Riccati equations" (2004).
public final class Riccati {
    private static final int MOST_DOUBLINGS = 60;

    private Riccati() {}

    /// The stabilising symmetric solution of `X = A'XA - A'XB (R + B'XB)^-1 B'XA + Q`, where `'`
    /// transposes, for `A`, `Q` of `n x n`, `B` of `n x m` and `R` of `m x m`; `Q` and `R` count as
    /// symmetric, the mean of themselves and their transposes. NaN throughout if an input is not
    /// finite; empty if `R` is singular or the doubling does not converge, as when the system
    /// cannot be stabilised.
    public static Optional<double[]> discrete(
            double[] a, double[] b, double[] q, double[] r, int n, int m) {
        for (double[] x : new double[][] {a, b, q, r})
            if (!Matrices.isFinite(x)) return Optional.of(Matrices.notANumber(n * n));
        var lu = Lu.of(symmetric(r, m), m);
        if (lu.singularAt().isPresent()) return Optional.empty();
        var gains = lu.solve(Matrices.transpose(b, n, m), n, false);
        var power = a;
        var g = Matrices.product(b, gains, n, m, n);
        var h = symmetric(q, n);
        for (int step = 0; step < MOST_DOUBLINGS; step++) {
            var w =
                    Lu.of(
                            Matrices.sum(Matrices.identity(n), 1, Matrices.product(g, h, n, n, n)),
                            n);
            if (w.singularAt().isPresent()) return Optional.empty();
            var transposed = Matrices.transpose(power, n, n);
            var moved = w.solve(power, n, false);
            var growth = Matrices.product(Matrices.product(transposed, h, n, n, n), moved, n, n, n);
            var spread =
                    Matrices.product(
                            Matrices.product(power, w.solve(g, n, false), n, n, n),
                            transposed,
                            n,
                            n,
                            n);
            power = Matrices.product(power, moved, n, n, n);
            g = symmetric(Matrices.sum(g, 1, spread), n);
            h = symmetric(Matrices.sum(h, 1, growth), n);
            if (!Matrices.isFinite(h)) return Optional.empty();
            if (Matrices.largest(growth) <= Math.ulp(1.0) * Matrices.largest(h))
                return Optional.of(h);
        }
        return Optional.empty();
    }

    private static double[] symmetric(double[] a, int n) {
        var out = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) out[i * n + j] = (a[i * n + j] + a[j * n + i]) / 2;
        return out;
    }
}
