package dev.credence.graph;

import java.util.List;
import java.util.Optional;

/// Determinants and inverses of Kronecker products by those of the factors.
///
/// A Kronecker product is no op: it is recognised as the product of two matrices with axes between
/// each other's, reshaped. Determinants come last, so that logarithms of them, which need no powers
/// that overflow, come before.
enum KroneckerRules implements Rewriter {
    DETERMINANT(
            "Det(kron(A, B)) = Det(A)^n * Det(B)^m, A is m by m, B is n by n", Inversion.Det.class),
    INVERSE("Inverse(kron(A, B)) = kron(Inverse(A), Inverse(B))", Inversion.Inverse.class);

    private static final List<Integer> LEFT = List.of(0, -1, 1, -1);
    private static final List<Integer> RIGHT = List.of(-1, 0, -1, 1);

    private final String equation;
    private final Class<? extends Op> root;

    KroneckerRules(String equation, Class<? extends Op> root) {
        this.equation = equation;
        this.root = root;
    }

    /// Two matrices of which `kron` made a larger one.
    record Factors(Tensor left, Tensor right) {}

    @Override
    public String equation() {
        return equation;
    }

    @Override
    public Stage stage() {
        return this == DETERMINANT ? Stage.SPECIALIZE : Stage.CANONICALIZE;
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
        return factors(node.input(0)).map(k -> replacement(k, node));
    }

    private Tensor replacement(Factors k, Apply node) {
        return switch (this) {
            case DETERMINANT -> {
                var left = applied(node.op(), k.left).pow(k.right.shape().dim(0));
                yield left.times(applied(node.op(), k.right).pow(k.left.shape().dim(0)));
            }
            case INVERSE -> {
                var product =
                        placed(applied(node.op(), k.left), LEFT)
                                .times(placed(applied(node.op(), k.right), RIGHT));
                int n = node.output().shape().dim(0);
                yield Tensors.reshape(product, n, n);
            }
        };
    }

    private static Tensor applied(Op op, Tensor x) {
        return new Apply(op, List.of(x)).output();
    }

    private static Tensor placed(Tensor x, List<Integer> order) {
        return applied(new View.DimShuffle(order), x);
    }

    static Optional<Factors> factors(Tensor x) {
        var reshape = x.owner().filter(a -> a.op() instanceof View.Reshape);
        if (reshape.isEmpty() || !x.shape().isKnown()) return Optional.empty();
        var product = reshape.get().input(0).owner();
        if (product.isEmpty() || product.get().op() != Elementwise.MULTIPLY)
            return Optional.empty();
        var a = product.get().input(0);
        var b = product.get().input(1);
        return factors(a, b, x).or(() -> factors(b, a, x));
    }

    private static Optional<Factors> factors(Tensor left, Tensor right, Tensor product) {
        var a = below(left, LEFT);
        var b = below(right, RIGHT);
        if (a.isEmpty() || b.isEmpty()) return Optional.empty();
        int m = side(a.get());
        int n = side(b.get());
        boolean fits = m > 0 && n > 0 && product.shape().equals(Shape.of(m * n, m * n));
        return fits ? Optional.of(new Factors(a.get(), b.get())) : Optional.empty();
    }

    private static Optional<Tensor> below(Tensor x, List<Integer> order) {
        return x.owner()
                .filter(a -> a.op() instanceof View.DimShuffle d && d.order().equals(order))
                .map(a -> a.input(0));
    }

    /// The length of both axes of a matrix that is known to be square, or zero.
    private static int side(Tensor x) {
        boolean square =
                x.rank() == 2 && x.shape().isKnown() && x.shape().dim(0) == x.shape().dim(1);
        return square ? x.shape().dim(0) : 0;
    }
}
