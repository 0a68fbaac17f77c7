package dev.credence.graph.linalg;

import dev.credence.array.EigenvalueRegion;
import dev.credence.array.NdArray;
import dev.credence.array.RealQz;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.GraphException;
import dev.credence.graph.MatrixTypes;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.List;
import java.util.Optional;

/// The real generalised Schur form of two square matrices: outputs `(S, T, Q, Z)`, then the
/// eigenvalues as real parts, imaginary parts and divisors. It has no gradient.
///
/// @param region of the eigenvalues that come first, if any
record Qz(Optional<EigenvalueRegion> region) implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var a = inputs.get(0);
        var b = inputs.get(1);
        MatrixTypes.checkSquare("qz", a);
        MatrixTypes.checkSquare("qz", b);
        var type = a.type().unified(b.type());
        if (type.isEmpty()) {
            throw new GraphException(
                    "qz: two matrices of one shape are needed, '%s' has shape %s and '%s' %s"
                            .formatted(a, a.shape(), b, b.shape()));
        }
        var values = TensorType.float64(type.get().shape().dim(0));
        var matrix = type.get();
        return List.of(matrix, matrix, matrix, matrix, values, values, values);
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var a = inputs.get(0);
        int n = a.dim(0);
        double[] x = a.doubles();
        double[] y = inputs.get(1).doubles();
        var form = region.map(r -> RealQz.ordered(x, y, n, r)).orElseGet(() -> RealQz.of(x, y, n));
        return List.of(
                NdArray.of(form.s(), n, n),
                NdArray.of(form.t(), n, n),
                NdArray.of(form.q(), n, n),
                NdArray.of(form.z(), n, n),
                NdArray.of(form.real(), n),
                NdArray.of(form.imaginary(), n),
                NdArray.of(form.beta(), n));
    }

    @Override
    public String toString() {
        return region.map(r -> "Qz{%s}".formatted(r)).orElse("Qz");
    }
}
