package dev.credence.bench.kernels;

/// Twenty elementwise operations, three of them transcendental, in one plain loop.
public final class ChainLoop implements ValueAndGradient {
    @Override
    public double at(double[] position, double[] out) {
        for (int i = 0; i < position.length; i++) {
            double x = position[i];
            double a = x * 0.5 + 1;
            double b = a * a;
            double c = b + x;
            double e = Math.exp(-b);
            double d = c * e;
            double f = Math.log(d * d + 1);
            double t = Math.tanh((f - a) * c);
            double k = t * e + f - x * 0.25;
            out[i] = (k * k + t) * 0.1;
        }
        return out[0];
    }
}
