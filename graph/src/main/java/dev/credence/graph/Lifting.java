package dev.credence.graph;

import java.util.List;

/// Looks through an arrangement of axes at the elementwise node below it: `DimShuffle(f(x))` is
/// read as `f(DimShuffle(x))`, without building it until a rewrite needs it.
final class Lifting {
    private Lifting() {}

    /// The op of the elementwise node that computes `x`, or of the node itself if that is not
    /// elementwise; leaves have a [View.DimShuffle] of no meaning.
    static Op op(Tensor x) {
        return x instanceof Output o ? elementwise(o.apply()).op() : NONE;
    }

    private static final Op NONE = new View.DimShuffle(List.of());

    /// The inputs of the node that [#op] belongs to, their axes arranged as those of `x`.
    static List<Tensor> inputs(Tensor x) {
        var node = ((Output) x).apply();
        var below = elementwise(node);
        if (below == node) return node.inputs();
        var order = ((View.DimShuffle) node.op()).order();
        return below.inputs().stream().map(i -> arranged(i, order)).toList();
    }

    private static Apply elementwise(Apply node) {
        return node.op() instanceof View.DimShuffle
                        && node.input(0) instanceof Output o
                        && o.apply().op() instanceof Elementwise
                ? o.apply()
                : node;
    }

    private static Tensor arranged(Tensor x, List<Integer> order) {
        return new Apply(new View.DimShuffle(order), List.of(x)).output();
    }

    /// Whether both are known to have the same value: the same tensor, equal scalars, or the same
    /// arrangement of one tensor.
    static boolean same(Tensor a, Tensor b) {
        if (a == b) return true;
        if (a instanceof Constant c && b instanceof Constant d)
            return c.value().size() <= 1 && c.value().equals(d.value());
        return a instanceof Output x
                && b instanceof Output y
                && x.apply().op() instanceof View.DimShuffle
                && x.apply().op().equals(y.apply().op())
                && same(x.apply().input(0), y.apply().input(0));
    }
}
