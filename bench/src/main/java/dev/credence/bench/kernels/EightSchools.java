package dev.credence.bench.kernels;

import static dev.credence.bench.kernels.Constants.*;

/// Eight schools, non-centred, in one scalar loop. The position: `mu`, `log tau`, `eta`.
public final class EightSchools implements ValueAndGradient {
    private static final double SCALE = 5;

    private final double[] y;
    private final double[] precision;
    private final double constant;

    public EightSchools(double[] y, double[] sigma) {
        this.y = y;
        precision = new double[y.length];
        double sum = Math.log(2 / Math.PI) - 2 * Math.log(SCALE) - LOG_SQRT_2_PI;
        for (int i = 0; i < y.length; i++) {
            precision[i] = 1 / (sigma[i] * sigma[i]);
            sum -= Math.log(sigma[i]) + 2 * LOG_SQRT_2_PI;
        }
        constant = sum;
    }

    @Override
    public double at(double[] position, double[] gradient) {
        double mu = position[0];
        double tau = Math.exp(position[1]);
        double squares = mu * mu / (SCALE * SCALE);
        double byMu = -mu / (SCALE * SCALE);
        double byTau = 0;
        for (int i = 0; i < y.length; i++) {
            double eta = position[2 + i];
            double residual = y[i] - (mu + tau * eta);
            double slope = residual * precision[i];
            squares += eta * eta + residual * slope;
            byMu += slope;
            byTau += slope * eta;
            gradient[2 + i] = slope * tau - eta;
        }
        double ratio = tau * tau / (SCALE * SCALE);
        gradient[0] = byMu;
        gradient[1] = byTau * tau + 1 - 2 * ratio / (1 + ratio);
        return constant - 0.5 * squares - Math.log1p(ratio) + position[1];
    }
}
