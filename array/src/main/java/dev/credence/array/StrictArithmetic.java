package dev.credence.array;

/// Asks for results with the same bits on every machine where faster ones depend on it: products of
/// matrices within factorisations are then by the schoolbook.
///
/// Functions of single numbers, draws and factorisations themselves need not be asked.
public final class StrictArithmetic {
    private static final ScopedValue<Boolean> ASKED = ScopedValue.newInstance();

    private StrictArithmetic() {}

    /// Runs `work`, which asks for strict results in this thread.
    public static <R> R strictly(ScopedValue.CallableOp<R, RuntimeException> work) {
        return ScopedValue.where(ASKED, true).call(work);
    }

    /// Whether work that runs in this thread asks for strict results.
    public static boolean isAsked() {
        return ASKED.isBound();
    }
}
