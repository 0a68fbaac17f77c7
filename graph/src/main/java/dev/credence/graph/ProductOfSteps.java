package dev.credence.graph;

import java.util.List;

/// The matrix products of all steps of a loop at once: one larger product where a factor is the
/// same in each step, else a product of batches.
final class ProductOfSteps {
    private ProductOfSteps() {}

    /// The products `x y` of each step, the first factor the same in all.
    ///
    /// @param x `(m, k)`
    /// @param y `(steps, k, n)`
    static Tensor fromLeft(Tensor x, Tensor y) {
        int m = x.shape().dim(0);
        int k = x.shape().dim(1);
        int steps = y.shape().dim(0);
        int n = y.shape().dim(2);
        if (n == 1) {
            var rows = Tensors.matmul(Tensors.reshape(y, steps, k), x.transpose());
            return Tensors.reshape(rows, steps, m, 1);
        }
        var columns = Tensors.reshape(Tensors.dimShuffle(y, 1, 0, 2), k, steps * n);
        var products = Tensors.reshape(Tensors.matmul(x, columns), m, steps, n);
        return Tensors.dimShuffle(products, 1, 0, 2);
    }

    /// The products `x y` of each step, the second factor the same in all.
    ///
    /// @param x `(steps, m, k)`
    /// @param y `(k, n)`
    static Tensor fromRight(Tensor x, Tensor y) {
        int steps = x.shape().dim(0);
        int m = x.shape().dim(1);
        int k = x.shape().dim(2);
        var products = Tensors.matmul(Tensors.reshape(x, steps * m, k), y);
        return Tensors.reshape(products, steps, m, y.shape().dim(1));
    }

    /// The products of two factors that differ from step to step.
    static Tensor ofBoth(Tensor x, Tensor y) {
        return new Apply(new BatchMatMul(), List.of(x, y)).output();
    }
}
