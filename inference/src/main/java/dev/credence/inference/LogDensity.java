package dev.credence.inference;

/// The log of an unnormalised density on R^n with its gradient: all that a sampler knows of a
/// model.
///
/// An instance may own scratch memory and is used by one thread at a time; [#newInstance] gives
/// another one for another thread, sharing the compiled code.
public interface LogDensity {
    /// The number of unconstrained coordinates.
    int dimension();

    /// The log-density at `position`; its gradient is written to `gradient`, both of length
    /// [#dimension].
    ///
    /// A position outside the support, or one where the density cannot be computed (a matrix that
    /// is not positive definite, an overflow), returns `-Infinity` or `NaN`: the sampler treats it
    /// as a divergence.
    ///
    /// @throws FatalDensityException if going on makes no sense; the run stops with its sentence
    double logDensity(double[] position, double[] gradient);

    /// An independent instance for another thread.
    LogDensity newInstance();

    /// The same density at so many positions at once, for one thread; they are evaluated one by one
    /// unless the density can do better.
    default BlockDensity block(int size) {
        return new OneByOne(newInstance(), size);
    }
}
