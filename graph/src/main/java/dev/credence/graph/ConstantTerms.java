package dev.credence.graph;

import dev.credence.array.DType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gathers the constants of nested sums and differences in one term.
final class ConstantTerms implements Rewriter {
    /// How many terms are looked at, which keeps long sums linear.
    private static final int TERMS = 8;

    @Override
    public String equation() {
        return "c + (x + d) = x + (c + d)";
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

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        if (node.output().dtype() != DType.FLOAT64) return Optional.empty();
        var sum = new Sum();
        sum.collect(node.output(), false);
        if (sum.constants < 2 || !Double.isFinite(sum.constant)) return Optional.empty();
        return TypeFit.fit(sum.build(), node);
    }

    /// Terms with a plus, terms with a minus, and the constant.
    private static final class Sum {
        private final List<Tensor> plus = new ArrayList<>();
        private final List<Tensor> minus = new ArrayList<>();
        private double constant;
        private int constants;

        void collect(Tensor x, boolean negative) {
            var value = UniformValue.of(x);
            if (value.isPresent()) {
                constant += negative ? -value.getAsDouble() : value.getAsDouble();
                constants++;
            } else if (plus.size() + minus.size() < TERMS && isSum(Lifting.op(x))) {
                collect(Lifting.inputs(x).get(0), negative);
                collect(
                        Lifting.inputs(x).get(1),
                        negative ^ (Lifting.op(x) == Elementwise.SUBTRACT));
            } else {
                (negative ? minus : plus).add(x);
            }
        }

        private static boolean isSum(Op op) {
            return op == Elementwise.ADD || op == Elementwise.SUBTRACT;
        }

        Tensor build() {
            var positive = plus.stream().reduce(Tensors::add);
            var negative = minus.stream().reduce(Tensors::add);
            var c = Tensors.constant(constant);
            if (positive.isEmpty())
                return negative.<Tensor>map(n -> Tensors.subtract(c, n)).orElse(c);
            var start = constant == 0 ? positive.get() : Tensors.add(positive.get(), c);
            return negative.map(n -> Tensors.subtract(start, n)).orElse(start);
        }
    }
}
