package dev.credence.graph;

import dev.credence.array.DType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Drops a term that a sum has with both signs, `x + y - x`, and adds up constants that stand apart
/// in it, `x + 1 + y + 2`.
final class CancelledTerms implements Rewriter {
    /// Sums of more terms stay as they are.
    private static final int MOST = 8;

    /// How far below a node its terms are looked for.
    private static final int DEPTH = 6;

    @Override
    public String equation() {
        return "x + y - x = y, x + c + y + d = x + y + (c + d)";
    }

    @Override
    public Stage stage() {
        return Stage.CANONICALIZE;
    }

    @Override
    public Soundness soundness() {
        return Soundness.STABILIZES;
    }

    @Override
    public List<Object> roots() {
        return List.of(Elementwise.ADD, Elementwise.SUBTRACT);
    }

    /// The terms of a sum by their signs.
    private record Terms(List<Tensor> plus, List<Tensor> minus) {
        int size() {
            return plus.size() + minus.size();
        }
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        if (node.output().dtype() != DType.FLOAT64) return Optional.empty();
        if (!isSum(node.input(0)) && !isSum(node.input(1))) return Optional.empty();
        var terms = new Terms(new ArrayList<>(), new ArrayList<>());
        collect(node.output(), true, DEPTH, terms);
        if (terms.size() < 3 || terms.size() > MOST) return Optional.empty();
        boolean cancelled = cancel(terms);
        boolean gathered = gather(terms);
        if (!cancelled && !gathered || terms.plus.isEmpty()) return Optional.empty();
        var sum = terms.plus.stream().reduce(Tensors::add).orElseThrow();
        for (var x : terms.minus) sum = Tensors.subtract(sum, x);
        return TypeFit.fit(sum, node);
    }

    private static boolean isSum(Tensor x) {
        if (!(x instanceof Output o)) return false;
        return o.apply().op() == Elementwise.ADD || o.apply().op() == Elementwise.SUBTRACT;
    }

    private static void collect(Tensor x, boolean positive, int depth, Terms terms) {
        if (terms.size() > MOST) return;
        if (depth == 0 || !isSum(x)) {
            (positive ? terms.plus : terms.minus).add(x);
            return;
        }
        var sum = x.owner().orElseThrow();
        collect(sum.input(0), positive, depth - 1, terms);
        collect(sum.input(1), positive == (sum.op() == Elementwise.ADD), depth - 1, terms);
    }

    /// Constants are left, since they are added up with all their digits elsewhere.
    private static boolean cancel(Terms terms) {
        boolean any = false;
        for (int i = 0; i < terms.plus.size(); i++) {
            for (int j = 0; j < terms.minus.size(); j++) {
                var x = terms.plus.get(i);
                boolean alone = terms.plus.size() == 1;
                if (alone || x instanceof Constant || x != terms.minus.get(j)) continue;
                terms.plus.remove(i--);
                terms.minus.remove(j);
                any = true;
                break;
            }
        }
        return any;
    }

    /// Adds up uniform constants, if their sum is exact.
    private static boolean gather(Terms terms) {
        var constants = new ArrayList<Tensor>();
        double sum = 0;
        boolean exact = true;
        for (var x : terms.plus) {
            var c = UniformValue.of(x);
            if (c.isEmpty()) continue;
            exact &= isExact(sum, c.getAsDouble());
            sum += c.getAsDouble();
            constants.add(x);
        }
        for (var x : terms.minus) {
            var c = UniformValue.of(x);
            if (c.isEmpty()) continue;
            exact &= isExact(sum, -c.getAsDouble());
            sum -= c.getAsDouble();
            constants.add(x);
        }
        if (constants.size() < 2 || !exact || constants.size() == terms.size()) return false;
        terms.plus.removeIf(x -> UniformValue.of(x).isPresent());
        terms.minus.removeIf(x -> UniformValue.of(x).isPresent());
        if (sum != 0 || terms.plus.isEmpty()) terms.plus.add(Tensors.constant(sum));
        return true;
    }

    private static boolean isExact(double c, double d) {
        double sum = c + d;
        double part = sum - c;
        return Double.isFinite(sum) && (c - (sum - part)) + (d - part) == 0;
    }
}
