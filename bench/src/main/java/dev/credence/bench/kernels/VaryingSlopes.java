package dev.credence.bench.kernels;

import static dev.credence.bench.kernels.Constants.*;

import java.util.Arrays;

/// A regression whose intercept and slope vary by group, non-centred, in one scalar loop over the
/// rows. The position: `mu_a`, `mu_b`, the logarithms of `sigma_a`, `sigma_b`, `sigma_y`, then `za`
/// and `zb`.
public final class VaryingSlopes implements ValueAndGradient {
    private static final double SCALE = 5;
    private static final int FIRST = 5;

    private final int[] group;
    private final double[] x;
    private final double[] y;
    private final double[] a;
    private final double[] b;
    private final double[] byA;
    private final double[] byB;

    /// @param group the group of each row, from 0
    public VaryingSlopes(int groups, int[] group, double[] x, double[] y) {
        this.group = group;
        this.x = x;
        this.y = y;
        a = new double[groups];
        b = new double[groups];
        byA = new double[groups];
        byB = new double[groups];
    }

    @Override
    public double at(double[] position, double[] gradient) {
        int groups = a.length;
        double sigmaA = Math.exp(position[2]);
        double sigmaB = Math.exp(position[3]);
        double sigmaY = Math.exp(position[4]);
        for (int j = 0; j < groups; j++) {
            a[j] = position[0] + sigmaA * position[FIRST + j];
            b[j] = position[1] + sigmaB * position[FIRST + groups + j];
        }
        double squares = likelihood(1 / (sigmaY * sigmaY));

        gradient[4] = squares - y.length - sigmaY + 1;
        double own =
                effects(position, gradient, 0, sigmaA, byA)
                        + effects(position, gradient, 1, sigmaB, byB);
        return own
                - 0.5 * squares
                - y.length * (position[4] + LOG_SQRT_2_PI)
                - sigmaY
                + position[4];
    }

    /// The sum of the squared residuals by their variance; fills `byA` and `byB`.
    private double likelihood(double precision) {
        Arrays.fill(byA, 0);
        Arrays.fill(byB, 0);
        double squares = 0;
        for (int i = 0; i < y.length; i++) {
            int g = group[i];
            double residual = y[i] - (a[g] + b[g] * x[i]);
            double slope = residual * precision;
            squares += residual * slope;
            byA[g] += slope;
            byB[g] += slope * x[i];
        }
        return squares;
    }

    /// The prior of one kind of effects, and the gradient by all its parameters.
    private static double effects(
            double[] position, double[] gradient, int kind, double sigma, double[] byEffect) {
        int from = FIRST + kind * byEffect.length;
        double squares = 0;
        double byMu = 0;
        double bySigma = 0;
        for (int j = 0; j < byEffect.length; j++) {
            double z = position[from + j];
            squares += z * z;
            byMu += byEffect[j];
            bySigma += byEffect[j] * z;
            gradient[from + j] = byEffect[j] * sigma - z;
        }
        double mu = position[kind];
        gradient[kind] = byMu - mu / (SCALE * SCALE);
        gradient[2 + kind] = bySigma * sigma - sigma + 1;
        return normal(mu, SCALE)
                - sigma
                + position[2 + kind]
                - 0.5 * squares
                - byEffect.length * LOG_SQRT_2_PI;
    }
}
