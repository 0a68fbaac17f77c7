package dev.credence.bench.kernels;

import static dev.credence.bench.kernels.Constants.*;

import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.credence.array.Kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Eight schools at several positions at once, the positions side by side in the lanes of vectors.
/// Coordinate `i` of position `c` is element `i * chains + c`; the value is the sum.
public final class EightSchoolsBlock implements ValueAndGradient {
    private static final Kernels KERNELS = Kernels.fastest();
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final double SCALE = 5;

    private final int chains;
    private final double[] y;
    private final double[] precision;
    private final double constant;
    private final double[] tau;
    private final double[] ratio;
    private final double[] values;

    /// @param chains how many positions, a multiple of a vector's length
    public EightSchoolsBlock(double[] y, double[] sigma, int chains) {
        this.chains = chains;
        this.y = y;
        precision = new double[y.length];
        double sum = Math.log(2 / Math.PI) - 2 * Math.log(SCALE) - LOG_SQRT_2_PI;
        for (int i = 0; i < y.length; i++) {
            precision[i] = 1 / (sigma[i] * sigma[i]);
            sum -= Math.log(sigma[i]) + 2 * LOG_SQRT_2_PI;
        }
        constant = sum;
        tau = new double[chains];
        ratio = new double[chains];
        values = new double[chains];
    }

    @Override
    public double at(double[] position, double[] gradient) {
        KERNELS.exp(position, chains, tau, 0, chains);
        for (int c = 0; c < chains; c += S.length()) rows(position, gradient, c);
        KERNELS.log1p(ratio, 0, ratio, 0, chains);
        for (int c = 0; c < chains; c++) values[c] += position[chains + c] - ratio[c];
        return KERNELS.sum(values, 0, chains);
    }

    private void rows(double[] position, double[] gradient, int c) {
        double weight = 1 / (SCALE * SCALE);
        var mu = fromArray(S, position, c);
        var t = fromArray(S, tau, c);
        var byMu = mu.mul(-weight);
        var squares = mu.mul(mu).mul(weight);
        var byTau = DoubleVector.zero(S);
        for (int i = 0, at = 2 * chains + c; i < y.length; i++, at += chains) {
            var eta = fromArray(S, position, at);
            var residual = DoubleVector.broadcast(S, y[i]).sub(t.fma(eta, mu));
            var slope = residual.mul(precision[i]);
            squares = residual.fma(slope, eta.fma(eta, squares));
            byMu = byMu.add(slope);
            byTau = slope.fma(eta, byTau);
            slope.mul(t).sub(eta).intoArray(gradient, at);
        }
        var r = t.mul(t).mul(weight);
        byMu.intoArray(gradient, c);
        byTau.mul(t).add(1).sub(r.mul(2).div(r.add(1))).intoArray(gradient, chains + c);
        r.intoArray(ratio, c);
        squares.mul(-0.5).add(constant).intoArray(values, c);
    }
}
