package dev.credence.jvm;

import java.util.Optional;

/// A call of the kernel for matrix times vector, or times a matrix of few columns, read back as
/// what it means.
///
/// @param step the call
/// @param matrix rows by columns, one row after the other
/// @param transposed whether the matrix is transposed for the product
/// @param factor the other factor: `width` columns of as many numbers as the matrix has columns, or
///   rows if transposed
/// @param result where the product goes
record RowProduct(
        Step.Library step,
        Strided matrix,
        boolean transposed,
        Strided factor,
        Strided result,
        int rows,
        int columns,
        int width) {

    /// With more columns the product does enough for each number it reads.
    private static final int NARROW = 8;

    static Optional<RowProduct> of(Group group) {
        if (!(group instanceof Group.Single s && s.step() instanceof Step.Library call))
            return Optional.empty();
        if (call.routine().equals(Dense.MATVEC)) return Optional.of(byVector(call));
        return call.routine().equals(Dense.MATMUL) ? byMatrix(call) : Optional.empty();
    }

    private static RowProduct byVector(Step.Library call) {
        return new RowProduct(
                call,
                view(call, 0),
                flag(call, 1),
                view(call, 2),
                view(call, 3),
                size(call, 4),
                size(call, 5),
                1);
    }

    private static Optional<RowProduct> byMatrix(Step.Library call) {
        boolean transposed = flag(call, 1);
        int width = size(call, 7);
        if (width > NARROW || flag(call, 3)) return Optional.empty();
        return Optional.of(
                new RowProduct(
                        call,
                        view(call, 0),
                        transposed,
                        view(call, 2),
                        view(call, 4),
                        size(call, transposed ? 6 : 5),
                        size(call, transposed ? 5 : 6),
                        width));
    }

    private static Strided view(Step.Library call, int argument) {
        return ((Step.Run) call.arguments().get(argument)).view();
    }

    private static boolean flag(Step.Library call, int argument) {
        return ((Step.Flag) call.arguments().get(argument)).value();
    }

    private static int size(Step.Library call, int argument) {
        return ((Step.Size) call.arguments().get(argument)).value();
    }
}
