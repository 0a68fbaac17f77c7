package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Elementwise;
import dev.credence.graph.Tensor;

import java.util.Optional;

/// The law of whether something holds: 1 or true with a probability, else 0 or false.
///
/// @param yes the log of the probability that it holds
/// @param no the log of the probability that it does not
record EventLaw(Tensor yes, Tensor no, boolean isElementwise) implements Law {
    /// That of a comparison of a random expression, on the left, with a given number; empty if the
    /// distribution function of the expression is not known.
    static Optional<Law> of(Law left, Elementwise comparison, Tensor number) {
        boolean whole = left.isElementwise();
        return switch (comparison) {
            case LESS_EQUAL -> left.logcdf(number).map(p -> of(p, whole));
            case LESS -> left.logBelow(number).map(p -> of(p, whole));
            case GREATER -> left.logcdf(number).map(p -> of(p, whole).negated());
            case GREATER_EQUAL -> left.logBelow(number).map(p -> of(p, whole).negated());
            case EQUAL, NOT_EQUAL -> {
                if (left.kind() != Kind.INTEGER || left.eventRank() > 0) yield Optional.empty();
                var equal = of(left.logp(number), whole);
                yield Optional.of(comparison == Elementwise.EQUAL ? equal : equal.negated());
            }
            default -> Optional.empty();
        };
    }

    private static EventLaw of(Tensor yes, boolean isElementwise) {
        return new EventLaw(yes, LogTerms.complement(yes), isElementwise);
    }

    EventLaw negated() {
        return new EventLaw(no, yes, isElementwise);
    }

    @Override
    public Kind kind() {
        return Kind.INTEGER;
    }

    @Override
    public Tensor logp(Tensor value) {
        var x = Law.floating(value);
        return select(x.eq(1), yes, select(x.eq(0), no, LogTerms.IMPOSSIBLE));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var x = Law.floating(value);
        return Optional.of(select(x.ge(1), constant(0), select(x.ge(0), no, LogTerms.IMPOSSIBLE)));
    }

    @Override
    public Bounds bounds() {
        return Bounds.of(constant(0.0), constant(1.0));
    }
}
