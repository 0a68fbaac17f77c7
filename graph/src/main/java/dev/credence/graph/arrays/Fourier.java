package dev.credence.graph.arrays;

import dev.credence.array.FourierTransform;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.GraphException;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.List;
import java.util.Optional;

/// The discrete Fourier transform, without a factor, of complex numbers: the last axis holds real
/// and imaginary part, the one before it is transformed.
///
/// @param backward whether the exponent has a positive sign; each direction is the adjoint of the
///   other
record Fourier(boolean backward) implements CustomOp {
    static Tensor of(Tensor pairs, boolean backward) {
        return new Apply(new Fourier(backward), List.of(pairs)).output();
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var type = inputs.getFirst().type();
        int pair = type.rank() < 2 ? 0 : type.shape().dim(type.rank() - 1);
        boolean complex = pair == 2 || pair == Shape.UNKNOWN;
        if (!type.dtype().isFloating() || !complex) {
            throw new GraphException(
                    "%s: complex numbers are needed, with real and imaginary part along a last axis of length 2, not %s"
                            .formatted(this, type));
        }
        return List.of(new TensorType(type.dtype(), type.shape().with(type.rank() - 1, 2)));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        return LaneOp.widened(node, inputs, this::compute);
    }

    private List<NdArray> compute(List<NdArray> inputs) {
        var x = inputs.getFirst();
        int n = x.dim(x.rank() - 2);
        var out = new double[x.size()];
        if (out.length > 0) {
            var transform = FourierTransform.of(n);
            var lane = new double[2 * n];
            for (int start = 0; start < out.length; start += lane.length) {
                System.arraycopy(x.doubles(), start, lane, 0, lane.length);
                if (backward) transform.backward(lane);
                else transform.forward(lane);
                System.arraycopy(lane, 0, out, start, lane.length);
            }
        }
        return List.of(NdArray.of(out, x.shape()));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(cotangents.getFirst().map(g -> of(g, !backward)));
    }

    @Override
    public String toString() {
        return backward ? "fourier{backward}" : "fourier";
    }
}
