package dev.credence.jvm;

import java.util.Optional;

/// A call of the kernel for matrix times vector, read back as what it means.
///
/// @param step the call
/// @param matrix rows by columns, one row after the other
/// @param transposed whether the matrix is transposed for the product
/// @param vector the other factor
/// @param result where the product goes
record RowProduct(
        Step.Library step,
        Strided matrix,
        boolean transposed,
        Strided vector,
        Strided result,
        int rows,
        int columns) {

    static Optional<RowProduct> of(Group group) {
        return group instanceof Group.Single s
                        && s.step() instanceof Step.Library l
                        && l.routine().equals(Dense.MATVEC)
                ? Optional.of(of(l))
                : Optional.empty();
    }

    private static RowProduct of(Step.Library call) {
        var arguments = call.arguments();
        return new RowProduct(
                call,
                ((Step.Run) arguments.get(0)).view(),
                ((Step.Flag) arguments.get(1)).value(),
                ((Step.Run) arguments.get(2)).view(),
                ((Step.Run) arguments.get(3)).view(),
                ((Step.Size) arguments.get(4)).value(),
                ((Step.Size) arguments.get(5)).value());
    }
}
