package dev.credence.model.derivation;

import dev.credence.array.NdArray;
import dev.credence.graph.Constant;
import dev.credence.graph.Tensor;

/// A monotone function of one number, element by element, as a law needs it: its inverse with the
/// slope.
public interface Bijection {
    Tensor forward(Tensor x);

    /// The inverse, at values for which [#contains] holds.
    Tensor backward(Tensor y);

    /// The log of the absolute derivative of [#backward].
    Tensor logSlope(Tensor y);

    /// Whether a number is a value of the function.
    Tensor contains(Tensor y);

    /// A number that is a value of the function, whatever its parameters: what is computed in place
    /// of values for which [#contains] does not hold.
    double anchor();

    /// Where the function preserves order; elsewhere it reverses it.
    default Tensor increasing() {
        return always(true);
    }

    /// The least number for which the function is defined.
    default double start() {
        return Double.NEGATIVE_INFINITY;
    }

    /// The greatest number for which the function is defined.
    default double end() {
        return Double.POSITIVE_INFINITY;
    }

    /// A truth value.
    static Tensor always(boolean holds) {
        return new Constant(NdArray.scalar(holds));
    }
}
