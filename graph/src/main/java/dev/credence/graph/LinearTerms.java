package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads a vector as a constant plus a sum of unknowns with constant coefficients: `y - (a[group] +
/// b[group] * x + X c)`.
final class LinearTerms {
    /// How many nodes are looked at, so that reading stays cheap.
    private static final int NODES = 64;

    private final int length;
    private final double[] constant;
    private final List<Entries> entries = new ArrayList<>();
    private final List<Single> singles = new ArrayList<>();
    private final List<Product> products = new ArrayList<>();
    private int nodes;

    /// The elements of a vector at constant positions, each times its own coefficient.
    record Entries(Tensor of, Constant positions, double[] coefficients) {}

    /// One number for all, times a coefficient for each element.
    record Single(Tensor number, double[] coefficients) {}

    /// The product of a constant matrix, as rows, and a column.
    record Product(double[][] matrix, Tensor column) {}

    private LinearTerms(int length) {
        this.length = length;
        this.constant = new double[length];
    }

    /// The terms of a vector of known length, unless it has others.
    static Optional<LinearTerms> of(Tensor x) {
        if (x.rank() != 1 || x.dtype() != DType.FLOAT64 || !x.shape().isKnown())
            return Optional.empty();
        var terms = new LinearTerms(x.shape().dim(0));
        var ones = new double[terms.length];
        Arrays.fill(ones, 1);
        return terms.collect(x, ones) ? Optional.of(terms) : Optional.empty();
    }

    double[] constant() {
        return constant;
    }

    List<Entries> entries() {
        return entries;
    }

    List<Single> singles() {
        return singles;
    }

    List<Product> products() {
        return products;
    }

    private boolean collect(Tensor x, double[] by) {
        if (++nodes > NODES) return false;
        if (x instanceof Constant c) return addConstant(c, by);
        if (!x.shape().isKnown()) return false;
        if (x.shape().size() == 1 && length != 1) return singles.add(new Single(x, by));
        if (!(x instanceof Output o)) return false;
        return switch (Lifting.op(x)) {
            case Elementwise f -> collect(f, Lifting.inputs(x), by);
            case Indexing.Gather _ -> addEntries(o.apply(), by);
            case View.DimShuffle d -> d.order().equals(List.of(0)) && addProduct(o.apply(), by);
            default -> false;
        };
    }

    private boolean collect(Elementwise f, List<Tensor> inputs, double[] by) {
        return switch (f) {
            case ADD -> collect(inputs.get(0), by) && collect(inputs.get(1), by);
            case SUBTRACT -> collect(inputs.get(0), by) && collect(inputs.get(1), scaled(by, -1));
            case NEGATE -> collect(inputs.getFirst(), scaled(by, -1));
            case MULTIPLY ->
                    inputs.get(0) instanceof Constant c
                            ? collect(inputs.get(1), times(by, c))
                            : inputs.get(1) instanceof Constant d
                                    && collect(inputs.get(0), times(by, d));
            default -> false;
        };
    }

    private boolean addConstant(Constant c, double[] by) {
        double[] term = times(by, c);
        for (int i = 0; i < length; i++) constant[i] += term[i];
        return Arrays.stream(term).allMatch(Double::isFinite);
    }

    private boolean addEntries(Apply gather, double[] by) {
        var from = gather.input(0);
        if (from.rank() != 1 || !from.shape().isKnown()) return false;
        return gather.input(1) instanceof Constant c
                && c.rank() == 1
                && entries.add(new Entries(from, c, by));
    }

    private boolean addProduct(Apply view, double[] by) {
        if (!(view.input(0) instanceof Output o && o.apply().op() instanceof LinearAlgebra.MatMul))
            return false;
        if (!(o.apply().input(0) instanceof Constant c) || o.apply().output().shape().dim(1) != 1)
            return false;
        int columns = c.shape().dim(1);
        var rows = new double[length][columns];
        for (int i = 0; i < length; i++)
            for (int j = 0; j < columns; j++)
                rows[i][j] = by[i] * c.value().doubles()[i * columns + j];
        return products.add(new Product(rows, o.apply().input(1)));
    }

    private double[] times(double[] by, Constant c) {
        NdArray values = c.value();
        var product = new double[length];
        for (int i = 0; i < length; i++)
            product[i] = by[i] * values.element(values.size() == 1 ? 0 : i);
        return product;
    }

    private static double[] scaled(double[] by, double factor) {
        return Arrays.stream(by).map(b -> factor * b).toArray();
    }
}
