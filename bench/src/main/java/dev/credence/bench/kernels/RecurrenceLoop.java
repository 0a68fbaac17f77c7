package dev.credence.bench.kernels;

/// The last value of `c = sin(0.9 c + x)` along a position, from 0.5 on, and its gradient by the
/// position: a loop forth and a loop back.
public final class RecurrenceLoop implements ValueAndGradient {
    private final double[] slopes;

    public RecurrenceLoop(int steps) {
        slopes = new double[steps];
    }

    @Override
    public double at(double[] position, double[] gradient) {
        double c = 0.5;
        for (int i = 0; i < position.length; i++) {
            double inner = 0.9 * c + position[i];
            slopes[i] = Math.cos(inner);
            c = Math.sin(inner);
        }
        double flow = 1;
        for (int i = position.length - 1; i >= 0; i--) {
            flow *= slopes[i];
            gradient[i] = flow;
            flow *= 0.9;
        }
        return c;
    }
}
