package dev.credence.graph;

import dev.credence.array.DType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rules that separate the factorisation of a matrix from what is computed with it: all systems,
/// the inverse and the determinant of one matrix then share one factorisation, and a constant
/// matrix is factorised when the function is made.
enum FactorRules implements Rewriter {
    SOLVE("Solve(A, b) = LuSolve(LuFactor(A), b)", Inversion.Solve.class),
    INVERSE("Inverse(A) = LuInverse(LuFactor(A))", Inversion.Inverse.class),
    DETERMINANT("Det(A) = LuDet(LuFactor(A))", Inversion.Det.class),
    LOG_DETERMINANT("SlogDet(A) = LuSlogDet(LuFactor(A))", Inversion.SlogDet.class),
    BATCH(
            "Blockwise(Solve)(A, b) = Blockwise(LuSolve)(Blockwise(LuFactor)(A), b)",
            Blockwise.class);

    private final String equation;
    private final Class<? extends Op> root;

    FactorRules(String equation, Class<? extends Op> root) {
        this.equation = equation;
        this.root = root;
    }

    @Override
    public String equation() {
        return equation;
    }

    @Override
    public Stage stage() {
        return Stage.SPECIALIZE;
    }

    @Override
    public Soundness soundness() {
        return Soundness.EXACT;
    }

    @Override
    public List<Object> roots() {
        return List.of(root);
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        return rewriteAll(node).map(List::getFirst);
    }

    @Override
    public Optional<List<Tensor>> rewriteAll(Apply node) {
        if (node.input(0).dtype() != DType.FLOAT64) return Optional.empty();
        return switch (node.op()) {
            case Inversion op ->
                    Optional.of(
                            new Apply(function(op), operands(node, new Decomposition.LuFactor()))
                                    .outputs());
            case Blockwise b when b.core() instanceof Inversion op -> batch(node, b, op);
            default -> Optional.empty();
        };
    }

    private static LuFunction function(Inversion op) {
        return switch (op) {
            case Inversion.Solve s ->
                    s.transposed() ? LuFunction.SOLVE_TRANSPOSED : LuFunction.SOLVE;
            case Inversion.Inverse _ -> LuFunction.INVERSE;
            case Inversion.Det _ -> LuFunction.DETERMINANT;
            case Inversion.SlogDet _ -> LuFunction.LOG_DETERMINANT;
        };
    }

    /// The factors of the matrix, then the other inputs.
    private static List<Tensor> operands(Apply node, Op factor) {
        var operands = new ArrayList<>(new Apply(factor, List.of(node.input(0))).outputs());
        operands.addAll(node.inputs().subList(1, node.inputs().size()));
        return operands;
    }

    private static Optional<List<Tensor>> batch(Apply node, Blockwise b, Inversion op) {
        boolean alone = node.input(0).rank() == b.ranks().getFirst();
        Op factor = new Decomposition.LuFactor();
        var operands = operands(node, alone ? factor : new Blockwise(factor, List.of(2)));
        var ranks = new ArrayList<>(List.of(2, 1));
        ranks.addAll(b.ranks().subList(1, b.ranks().size()));
        return Optional.of(new Apply(new Blockwise(function(op), ranks), operands).outputs());
    }
}
