package dev.credence.graph.linalg;

import dev.credence.array.BandedLu;
import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.Gradient;
import dev.credence.graph.MatrixTypes;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The LU factors of a band, to be used for several right sides: outputs `(rows of both factors,
/// pivots)` as [BandedLu] tells them.
record BandedFactors(Bands bands) implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        MatrixTypes.check("luFactorTridiagonal", inputs);
        int n = inputs.getFirst().shape().dim(1);
        return List.of(
                TensorType.float64(n, BandedLu.width(bands.lower(), bands.upper())),
                new TensorType(DType.INT64, Shape.of(n)));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        int n = inputs.getFirst().dim(1);
        var lu = BandedLu.of(inputs.getFirst().doubles(), bands.lower(), bands.upper(), n);
        var pivot = lu.singularAt();
        if (pivot.isPresent())
            throw MatrixTypes.singular("luFactorTridiagonal", node.input(0), pivot.getAsInt());
        var pivots = Arrays.stream(lu.pivots()).asLongStream().toArray();
        int width = BandedLu.width(bands.lower(), bands.upper());
        return List.of(NdArray.of(lu.rows(), n, width), NdArray.of(pivots, n));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        return List.of(
                Gradient.notImplemented("differentiate what luSolve makes of the factors instead"));
    }

    @Override
    public String toString() {
        return "BandedFactors{%s}".formatted(bands);
    }

    /// Solves `A X = B` from the factors of `A`; inputs `(band of A, rows, pivots, B)`. Its
    /// gradient is that of a function of the band.
    record Solve(Bands bands) implements CustomOp {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            var direct = new Bands.Solve(bands, false);
            return direct.infer(List.of(inputs.getFirst(), inputs.getLast()));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            var pivots = Arrays.stream(inputs.get(2).longs()).mapToInt(Math::toIntExact).toArray();
            var lu = BandedLu.ofFactors(inputs.get(1).doubles(), pivots, bands.lower());
            var b = inputs.get(3);
            return List.of(NdArray.of(lu.solve(b.doubles(), b.dim(1)), b.shape()));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var g = cotangents.getFirst().orElseThrow();
            var back = new Apply(new Bands.Solve(bands, true), List.of(node.input(0), g)).output();
            var outer = new Apply(new Bands.Outer(bands), List.of(back, node.output())).output();
            return List.of(
                    Optional.of(outer.unaryMinus()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(back));
        }

        @Override
        public String toString() {
            return "SolveBandedFactors{%s}".formatted(bands);
        }
    }
}
