package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes a product with an element from the loop that makes it anyway: backward passes stack what
/// they get and that times an element, and the gradient by the element needs both.
final class StackedProduct implements Rewriter {
    @Override
    public String equation() {
        return "a * rows(f) * x = a * rows(f * x), if a scan over x stacks f and f * x";
    }

    @Override
    public Stage stage() {
        return Stage.SPECIALIZE;
    }

    @Override
    public Soundness soundness() {
        return Soundness.STABILIZES;
    }

    @Override
    public List<Object> roots() {
        return List.of(Elementwise.MULTIPLY);
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        for (int i = 0; i < 2; i++) {
            var x = node.input(1 - i);
            if (!(node.input(i) instanceof Output o)) continue;
            if (o.apply().op() != Elementwise.MULTIPLY) continue;
            for (int k = 0; k < 2; k++) {
                var other = o.apply().input(1 - k);
                var product = product(o.apply().input(k), x);
                if (product.isPresent()) return product.map(p -> Tensors.multiply(other, p));
            }
        }
        return Optional.empty();
    }

    /// The rows of `f * x`, where `rows` are those of `f`.
    private static Optional<Tensor> product(Tensor rows, Tensor x) {
        if (!(rows instanceof Output o) || !(o.apply().op() instanceof Scan scan))
            return Optional.empty();
        var node = o.apply();
        int firstRow = scan.carries() + scan.recorded().size();
        int at = node.outputs().indexOf(rows) - firstRow;
        int sequence = sequence(node, scan, x);
        if (at < 0 || at >= scan.stacked() || sequence < 0) return Optional.empty();
        var f = scan.body().outputs().get(scan.carries() + at);
        var element = scan.body().inputs().get(scan.carries() + sequence);
        for (int i = 0; i < scan.stacked(); i++) {
            var row = scan.body().outputs().get(scan.carries() + i);
            var products = node.outputs().get(firstRow + i);
            if (isProduct(row, f, element)) return Optional.of(products);
            if (row instanceof Output r
                    && r.apply().op() instanceof View.DimShuffle shuffle
                    && isProduct(r.apply().input(0), f, element))
                return Optional.of(back(products, shuffle, f.rank()));
        }
        return Optional.empty();
    }

    /// Rows in the order of axes that they had before a shuffle.
    private static Tensor back(Tensor rows, View.DimShuffle shuffle, int rank) {
        var order = new ArrayList<>(List.of(0));
        for (int axis = 0; axis < rank; axis++) {
            int at = shuffle.order().indexOf(axis);
            order.add(at < 0 ? View.DimShuffle.NEW_AXIS : at + 1);
        }
        return new Apply(new View.DimShuffle(order), List.of(rows)).output();
    }

    private static int sequence(Apply node, Scan scan, Tensor x) {
        for (int i = 0; i < scan.sequences(); i++)
            if (node.input(Scan.LEADING + scan.carries() + i) == x) return i;
        return -1;
    }

    private static boolean isProduct(Tensor y, Tensor f, Tensor element) {
        return y instanceof Output o
                && o.apply().op() == Elementwise.MULTIPLY
                && (o.apply().input(0) == f && o.apply().input(1) == element
                        || o.apply().input(1) == f && o.apply().input(0) == element);
    }
}
