package dev.credence.graph.linalg;

import dev.credence.array.BandedLu;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.CustomOp;
import dev.credence.graph.GraphException;
import dev.credence.graph.MatrixTypes;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.List;
import java.util.Optional;

/// Ops on banded matrices, in time and memory proportional to the band; each is the gradient of
/// another.
///
/// A band is stored as in LAPACK: row `upper + i - j` of `lower + upper + 1` holds entry `(i, j)`
/// of the matrix at position `j`; what lies outside of the matrix is zero or not read.
///
/// @param lower the number of diagonals below the main one
/// @param upper the number of diagonals above it
record Bands(int lower, int upper) {
    int rows() {
        return lower + upper + 1;
    }

    private void check(String what, Tensor band) {
        MatrixTypes.check(what, List.of(band));
        if (MatrixTypes.differ(band.shape().dim(0), rows())) {
            throw new GraphException(
                    "%s: a band with %d diagonals below and %d above the main one has %d rows, not shape %s"
                            .formatted(what, lower, upper, rows(), band.shape()));
        }
    }

    private static void checkRows(String what, Tensor band, Tensor x) {
        MatrixTypes.check(what, List.of(x));
        if (MatrixTypes.differ(band.shape().dim(1), x.shape().dim(0))) {
            throw new GraphException(
                    "%s: a band of shape %s does not fit a right side of shape %s"
                            .formatted(what, band.shape(), x.shape()));
        }
    }

    private int position(int i, int j, int n) {
        return (upper + i - j) * n + j;
    }

    /// What is done with entry `(i, j)`, which lies at a position of the band.
    private interface EntryAction {
        void accept(int i, int j, int position);
    }

    private void forEach(int n, EntryAction action) {
        for (int i = 0; i < n; i++)
            for (int j = Math.max(0, i - lower); j <= Math.min(n - 1, i + upper); j++)
                action.accept(i, j, position(i, j, n));
    }

    private double[] transposed(double[] band, int n) {
        var out = new double[band.length];
        var other = new Bands(upper, lower);
        forEach(n, (i, j, at) -> out[other.position(j, i, n)] = band[at]);
        return out;
    }

    /// The band of a matrix.
    record Of(Bands bands) implements CustomOp {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            MatrixTypes.checkSquare("band", inputs.getFirst());
            return List.of(TensorType.float64(bands.rows(), inputs.getFirst().shape().dim(0)));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            int n = inputs.getFirst().dim(0);
            var out = new double[bands.rows() * n];
            var a = inputs.getFirst().doubles();
            bands.forEach(n, (i, j, at) -> out[at] = a[i * n + j]);
            return List.of(NdArray.of(out, bands.rows(), n));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            return List.of(
                    cotangents
                            .getFirst()
                            .map(g -> new Apply(new ToMatrix(bands), List.of(g)).output()));
        }

        @Override
        public String toString() {
            return "Band{%s}".formatted(bands);
        }
    }

    /// The matrix of a band, with zeros elsewhere.
    record ToMatrix(Bands bands) implements CustomOp {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            bands.check("matrix of a band", inputs.getFirst());
            int n = inputs.getFirst().shape().dim(1);
            return List.of(TensorType.float64(n, n));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            int n = inputs.getFirst().dim(1);
            var out = new double[n * n];
            var band = inputs.getFirst().doubles();
            bands.forEach(n, (i, j, at) -> out[i * n + j] = band[at]);
            return List.of(NdArray.of(out, n, n));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            return List.of(
                    cotangents.getFirst().map(g -> new Apply(new Of(bands), List.of(g)).output()));
        }

        @Override
        public String toString() {
            return "MatrixOfBand{%s}".formatted(bands);
        }
    }

    /// Solves `A X = B`, or `transpose(A) X = B`; inputs `(band of A, B)`.
    record Solve(Bands bands, boolean transposed) implements CustomOp {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            bands.check("solveBanded", inputs.get(0));
            checkRows("solveBanded", inputs.get(0), inputs.get(1));
            return List.of(inputs.get(1).type());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            int n = inputs.get(0).dim(1);
            var band = inputs.get(0).doubles();
            var lu =
                    transposed
                            ? BandedLu.of(bands.transposed(band, n), bands.upper, bands.lower, n)
                            : BandedLu.of(band, bands.lower, bands.upper, n);
            var pivot = lu.singularAt();
            if (pivot.isPresent())
                throw MatrixTypes.singular("solveBanded", node.input(0), pivot.getAsInt());
            var b = inputs.get(1);
            return List.of(NdArray.of(lu.solve(b.doubles(), b.dim(1)), b.shape()));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var g = cotangents.getFirst().orElseThrow();
            var x = node.output();
            var b = new Apply(new Solve(bands, !transposed), List.of(node.input(0), g)).output();
            var sides = transposed ? List.of(x, b) : List.of(b, x);
            return List.of(
                    Optional.of(new Apply(new Outer(bands), sides).output().unaryMinus()),
                    Optional.of(b));
        }

        @Override
        public String toString() {
            return "SolveBanded{%s%s}".formatted(bands, transposed ? ", transposed" : "");
        }
    }

    /// The product `A X`, or `transpose(A) X`; inputs `(band of A, X)`.
    record Product(Bands bands, boolean transposed) implements CustomOp {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            bands.check("product with a band", inputs.get(0));
            checkRows("product with a band", inputs.get(0), inputs.get(1));
            return List.of(inputs.get(1).type());
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            var band = inputs.get(0).doubles();
            var x = inputs.get(1).doubles();
            int columns = inputs.get(1).dim(1);
            var out = new double[x.length];
            bands.forEach(
                    inputs.get(0).dim(1),
                    (i, j, at) -> {
                        int to = transposed ? j : i;
                        int from = transposed ? i : j;
                        for (int c = 0; c < columns; c++)
                            out[to * columns + c] += band[at] * x[from * columns + c];
                    });
            return List.of(NdArray.of(out, inputs.get(1).shape()));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var g = cotangents.getFirst().orElseThrow();
            var x = node.input(1);
            var sides = transposed ? List.of(x, g) : List.of(g, x);
            var back = new Apply(new Product(bands, !transposed), List.of(node.input(0), g));
            return List.of(
                    Optional.of(new Apply(new Outer(bands), sides).output()),
                    Optional.of(back.output()));
        }

        @Override
        public String toString() {
            return "BandProduct{%s%s}".formatted(bands, transposed ? ", transposed" : "");
        }
    }

    /// The band of `X transpose(Y)`; inputs `(X, Y)` of one shape.
    record Outer(Bands bands) implements CustomOp {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            MatrixTypes.check("band of a product", inputs);
            return List.of(TensorType.float64(bands.rows(), inputs.getFirst().shape().dim(0)));
        }

        @Override
        public List<NdArray> perform(Apply node, List<NdArray> inputs) {
            int n = inputs.getFirst().dim(0);
            int columns = inputs.getFirst().dim(1);
            var x = inputs.get(0).doubles();
            var y = inputs.get(1).doubles();
            var out = new double[bands.rows() * n];
            bands.forEach(
                    n,
                    (i, j, at) -> {
                        for (int c = 0; c < columns; c++)
                            out[at] += x[i * columns + c] * y[j * columns + c];
                    });
            return List.of(NdArray.of(out, bands.rows(), n));
        }

        @Override
        public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
            var g = cotangents.getFirst().orElseThrow();
            return List.of(
                    Optional.of(product(false, g, node.input(1))),
                    Optional.of(product(true, g, node.input(0))));
        }

        private Tensor product(boolean transposed, Tensor g, Tensor x) {
            return new Apply(new Product(bands, transposed), List.of(g, x)).output();
        }

        @Override
        public String toString() {
            return "BandOfProduct{%s}".formatted(bands);
        }
    }

    @Override
    public String toString() {
        return lower + " below, " + upper + " above";
    }
}
