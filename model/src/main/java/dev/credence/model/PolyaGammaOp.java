package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.array.PolyaGammaDensity;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.GraphException;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.List;
import java.util.Optional;

/// The log-density of Polya-Gamma variables with tilt zero and its first derivatives, entry by
/// entry; inputs `(x, h)` of one shape.
enum PolyaGammaOp implements CustomOp {
    LOG_DENSITY,
    BY_X,
    BY_H;

    static Tensor logDensity(Tensor x, Tensor h) {
        return LOG_DENSITY.of(Parameters.broadcast(x, h), Parameters.broadcast(h, x));
    }

    private Tensor of(Tensor x, Tensor h) {
        var inputs = List.of(cast(x, DType.FLOAT64), cast(h, DType.FLOAT64));
        return new Apply(this, inputs).output();
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var x = inputs.get(0).type();
        var h = inputs.get(1).type();
        return List.of(
                x.unified(h)
                        .orElseThrow(() ->
                                new GraphException(
                                        "polyaGamma: types %s and %s differ".formatted(x, h))));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        double[] x = inputs.get(0).doubles();
        double[] h = inputs.get(1).doubles();
        var out = new double[x.length];
        for (int i = 0; i < out.length; i++) {
            var density = PolyaGammaDensity.at(x[i], h[i]);
            out[i] =
                    switch (this) {
                        case LOG_DENSITY -> density.logDensity();
                        case BY_X -> density.byX();
                        case BY_H -> density.byH();
                    };
        }
        return List.of(NdArray.of(out, inputs.getFirst().shape()));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        if (this != LOG_DENSITY) {
            throw new GraphException(
                    "polyaGamma has no second derivatives; use a method that needs gradients"
                            + " alone");
        }
        var g = cotangents.getFirst().orElseThrow();
        var x = node.input(0);
        var h = node.input(1);
        return List.of(Optional.of(g.times(BY_X.of(x, h))), Optional.of(g.times(BY_H.of(x, h))));
    }

    @Override
    public String toString() {
        return "polyaGamma" + (this == LOG_DENSITY ? "" : this == BY_X ? "ByX" : "ByH");
    }
}
