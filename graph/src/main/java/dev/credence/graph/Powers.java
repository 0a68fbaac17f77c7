package dev.credence.graph;

import dev.credence.array.DType;

import java.util.List;
import java.util.Optional;

/// Rules of powers with constant exponents of one base.
///
/// Exponents stay within what powers are used for, since tiny ones make powers of zero jump.
enum Powers implements Rewriter {
    PRODUCT("x ^ a * x ^ b = x ^ (a + b) where x >= 0", Elementwise.MULTIPLY),
    QUOTIENT("x ^ a / x ^ b = x ^ (a - b) where x >= 0", Elementwise.DIVIDE),
    POWER("x ^ a ^ b = x ^ (a * b) where x >= 0", Elementwise.POWER, Elementwise.SQRT),
    OF_EXP("exp(x) ^ a = exp(a * x)", Elementwise.POWER, Elementwise.SQRT),
    LOG("log(x ^ a) = a * log(x) where x >= 0", Elementwise.LOG);

    private static final double SMALLEST = 1.0 / 64;
    private static final double LARGEST = 64;

    private final String equation;
    private final List<Object> roots;

    Powers(String equation, Object... roots) {
        this.equation = equation;
        this.roots = List.of(roots);
    }

    static List<Powers> all() {
        return List.of(values());
    }

    @Override
    public String equation() {
        return equation;
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
        return roots;
    }

    /// A tensor as a power; anything is its own first power.
    private record Power(Tensor base, double exponent) {
        static Power of(Tensor x) {
            return proper(x).orElseGet(() -> new Power(x, 1));
        }

        /// A power that is written as one, or as a root.
        static Optional<Power> proper(Tensor x) {
            var op = Lifting.op(x);
            if (op == Elementwise.SQRT)
                return Optional.of(new Power(Lifting.inputs(x).getFirst(), 0.5));
            if (op != Elementwise.POWER) return Optional.empty();
            var exponent = UniformValue.of(Lifting.inputs(x).get(1));
            return exponent.isPresent() && isOrdinary(exponent.getAsDouble())
                    ? Optional.of(new Power(Lifting.inputs(x).get(0), exponent.getAsDouble()))
                    : Optional.empty();
        }

        boolean isWritten() {
            return exponent != 1;
        }
    }

    private static boolean isOrdinary(double exponent) {
        return Math.abs(exponent) >= SMALLEST && Math.abs(exponent) <= LARGEST;
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        if (node.output().dtype() != DType.FLOAT64) return Optional.empty();
        return switch (this) {
            case PRODUCT -> joined(Power.of(node.input(0)), Power.of(node.input(1)), 1, node);
            case QUOTIENT -> joined(Power.of(node.input(0)), Power.of(node.input(1)), -1, node);
            case POWER -> {
                var outer = Power.proper(node.output());
                var inner = outer.flatMap(p -> Power.proper(p.base()));
                if (inner.isEmpty() || !Signs.nonNegative(inner.get().base()))
                    yield Optional.empty();
                yield power(
                        inner.get().base(), inner.get().exponent() * outer.get().exponent(), node);
            }
            case OF_EXP ->
                    Power.proper(node.output())
                            .filter(p -> Lifting.op(p.base()) == Elementwise.EXP)
                            .flatMap(p -> {
                                var x = Lifting.inputs(p.base()).getFirst();
                                return TypeFit.fit(Tensors.exp(x.times(p.exponent())), node);
                            });
            case LOG ->
                    Power.proper(node.input(0))
                            .filter(p ->
                                    Lifting.op(node.input(0)) == Elementwise.POWER
                                            && Signs.nonNegative(p.base()))
                            .flatMap(p ->
                                    TypeFit.fit(Tensors.log(p.base()).times(p.exponent()), node));
        };
    }

    private static Optional<Tensor> joined(Power x, Power y, int sign, Apply node) {
        boolean matches =
                (x.isWritten() || y.isWritten())
                        && Lifting.same(x.base(), y.base())
                        && Signs.nonNegative(x.base());
        return matches
                ? power(x.base(), x.exponent() + sign * y.exponent(), node)
                : Optional.empty();
    }

    private static Optional<Tensor> power(Tensor base, double exponent, Apply node) {
        return isOrdinary(exponent)
                ? TypeFit.fit(Tensors.pow(base, Tensors.constant(exponent)), node)
                : Optional.empty();
    }
}
