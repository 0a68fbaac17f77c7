package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.array.NdArray;
import dev.credence.graph.Constant;
import dev.credence.graph.Tensor;

/// Turns packed lower triangles with a positive diagonal into any real numbers: the logarithms of
/// the diagonal, the rest as it is.
///
/// @param n the number of rows
record CholeskyCovTransform(int n) implements Transform {
    @Override
    public String name() {
        return "cholesky-cov-packed";
    }

    private Tensor onDiagonal() {
        var on = new boolean[PackedTriangle.lower(n).length()];
        for (int row = 0; row < n; row++) on[row * (row + 3) / 2] = true;
        return new Constant(NdArray.of(on, on.length));
    }

    @Override
    public Tensor forward(Tensor x) {
        var on = onDiagonal();
        return select(on, log(select(on, x, constant(1))), x);
    }

    @Override
    public Tensor backward(Tensor y) {
        var on = onDiagonal();
        return select(on, exp(select(on, y, constant(0))), y);
    }

    @Override
    public Tensor logJacobian(Tensor y) {
        return sum(select(onDiagonal(), y, constant(0)), -1);
    }
}
