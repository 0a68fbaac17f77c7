package dev.credence.graph;

/// A [Check] failed while evaluating: a parameter is outside its domain.
public final class ParameterException extends GraphException {
    private static final long serialVersionUID = 1;

    public ParameterException(String message) {
        super(message);
    }

    @Override
    GraphException withMessage(String message) {
        return new ParameterException(message);
    }
}
