package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keeps sums of exponentials that are written out, `exp(x) + exp(y) + …`, from overflow: in
/// logarithms, and as denominators of exponentials.
///
/// A positive constant among the terms is one more exponential. Sums of a short axis come to this
/// form too, with the largest exponent subtracted; they are safe, and left alone.
enum ExponentialSums implements Rewriter {
    LOGARITHM("log(exp(x) + exp(y)) = logaddexp(x, y)", Elementwise.LOG),
    QUOTIENT("exp(x) / (exp(y) + exp(z)) = exp(-logaddexp(y - x, z - x))", Elementwise.DIVIDE),
    SHARE("y / (exp(x) + exp(z)) * exp(x) = y * exp(-logaddexp(0, z - x))", Elementwise.MULTIPLY);

    /// More terms than this are a sum over an axis in all but name.
    private static final int MOST_TERMS = 64;

    private final String equation;
    private final Elementwise root;

    ExponentialSums(String equation, Elementwise root) {
        this.equation = equation;
        this.root = root;
    }

    @Override
    public String equation() {
        return equation;
    }

    @Override
    public Stage stage() {
        return Stage.STABILIZE;
    }

    @Override
    public Soundness soundness() {
        return Soundness.STABILIZES;
    }

    @Override
    public List<Object> roots() {
        return List.of(root);
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        return switch (this) {
            case LOGARITHM -> exponents(node.input(0)).map(ExponentialSums::logarithm);
            case QUOTIENT -> quotient(node.input(0), node.input(1));
            case SHARE ->
                    share(node.input(0), node.input(1))
                            .or(() -> share(node.input(1), node.input(0)));
        };
    }

    private static Tensor logarithm(List<Tensor> exponents) {
        return exponents.stream().reduce(Tensors::logAddExp).orElseThrow();
    }

    private static Optional<Tensor> quotient(Tensor above, Tensor below) {
        if (Lifting.op(above) != Elementwise.EXP) return Optional.empty();
        var exponent = Lifting.inputs(above).getFirst();
        return exponents(below).map(all -> share(exponent, all));
    }

    /// `exp(x)` divided by the sum of all, from differences of exponents, which are not rounded as
    /// large exponents are.
    private static Tensor share(Tensor exponent, List<Tensor> all) {
        var others =
                all.stream()
                        .map(x ->
                                Lifting.same(x, exponent) ? Tensors.constant(0) : x.minus(exponent))
                        .toList();
        return Tensors.exp(logarithm(others).unaryMinus());
    }

    /// `ratio * term`, where the term is an exponential and one of those in the denominator.
    private static Optional<Tensor> share(Tensor ratio, Tensor term) {
        if (Lifting.op(term) != Elementwise.EXP) return Optional.empty();
        var op = Lifting.op(ratio);
        if (op != Elementwise.DIVIDE && op != Elementwise.RECIPROCAL) return Optional.empty();
        var exponent = Lifting.inputs(term).getFirst();
        return exponents(Lifting.inputs(ratio).getLast())
                .filter(all -> all.stream().anyMatch(x -> Lifting.same(x, exponent)))
                .map(all -> share(exponent, all))
                .map(share ->
                        op == Elementwise.DIVIDE
                                ? Lifting.inputs(ratio).getFirst().times(share)
                                : share);
    }

    /// What the terms of a sum are exponentials of, if there are several and all are.
    private static Optional<List<Tensor>> exponents(Tensor sum) {
        var exponents = new ArrayList<Tensor>();
        return Lifting.op(sum) == Elementwise.ADD && collect(sum, exponents)
                ? Optional.of(exponents)
                : Optional.empty();
    }

    private static boolean collect(Tensor x, List<Tensor> exponents) {
        var op = Lifting.op(x);
        if (op == Elementwise.ADD)
            return Lifting.inputs(x).stream().allMatch(term -> collect(term, exponents));
        if (exponents.size() == MOST_TERMS) return false;
        if (op == Elementwise.EXP) {
            var exponent = Lifting.inputs(x).getFirst();
            return !MaxShift.isShifted(exponent) && exponents.add(exponent);
        }
        double number = UniformValue.of(x).orElse(0);
        return number > 0 && exponents.add(Tensors.constant(StrictMath.log(number)));
    }
}
