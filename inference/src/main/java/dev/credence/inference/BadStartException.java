package dev.credence.inference;

/// No point with a finite log-density and gradient was found near the start of a chain.
///
/// It carries the last point tried, so that who knows the variables can name the one to blame.
public final class BadStartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final double[] position;
    private final double[] gradient;
    private final double logDensity;

    BadStartException(int tries, PhasePoint last) {
        super(sentence(tries, last));
        position = last.position.clone();
        gradient = last.gradient.clone();
        logDensity = last.logDensity;
    }

    private static String sentence(int tries, PhasePoint last) {
        return "none of %d points near the start has a finite log-density and gradient; at the last one, %s, %s"
                .formatted(tries, StepSizeSearch.shortened(last.position), complaint(last));
    }

    private static String complaint(PhasePoint last) {
        if (!Double.isFinite(last.logDensity)) {
            return "the log-density is " + last.logDensity;
        }
        for (int i = 0; i < last.gradient.length; i++) {
            if (!Double.isFinite(last.gradient[i])) {
                return "coordinate %d of the gradient is %s".formatted(i, last.gradient[i]);
            }
        }
        throw new IllegalArgumentException("the start is finite");
    }

    /// The last point tried, in unconstrained coordinates.
    public double[] position() {
        return position.clone();
    }

    /// The gradient there.
    public double[] gradient() {
        return gradient.clone();
    }

    /// The log-density there.
    public double logDensity() {
        return logDensity;
    }
}
