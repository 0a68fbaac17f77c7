package dev.credence.graph;

import dev.credence.array.DType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rules that separate the factorisation of a matrix from what is computed with it: all systems,
/// the inverse and the determinant of one matrix then share one factorisation, and a constant
/// matrix is factorised when the function is made.
///
/// A node alone shows only that its matrix is constant; that there are others of the same matrix
/// finds [#share].
enum FactorRules implements Rewriter {
    SOLVE(
            "Solve(A, b) = LuSolve(LuFactor(A), b) where A is constant or used again",
            Inversion.Solve.class),
    INVERSE(
            "Inverse(A) = LuInverse(LuFactor(A)) where A is constant or used again",
            Inversion.Inverse.class),
    DETERMINANT(
            "Det(A) = LuDet(LuFactor(A)) where A is constant or used again", Inversion.Det.class),
    LOG_DETERMINANT(
            "SlogDet(A) = LuSlogDet(LuFactor(A)) where A is constant or used again",
            Inversion.SlogDet.class),
    BATCH(
            "Blockwise(Solve)(A, b) = Blockwise(LuSolve)(Blockwise(LuFactor)(A), b) where A is used"
                    + " again",
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
        boolean isConstant = node.op() instanceof Inversion && node.input(0) instanceof Constant;
        return isConstant && of(node).isPresent() ? factored(node) : Optional.empty();
    }

    /// The outputs of a node by the factors of its matrix.
    private static Optional<List<Tensor>> factored(Apply node) {
        return switch (node.op()) {
            case Inversion op ->
                    Optional.of(
                            new Apply(function(op), operands(node, new Decomposition.LuFactor()))
                                    .outputs());
            case Blockwise b when b.core() instanceof Inversion op -> batch(node, b, op);
            default -> Optional.empty();
        };
    }

    /// The graph in which nodes of the same matrix share its factors, as far as the rules allow.
    static Graph share(Graph graph, RuleSet rules) {
        Map<Tensor, List<Apply>> byMatrix = new IdentityHashMap<>();
        for (var node : graph.nodes())
            if (of(node).filter(rules::contains).isPresent())
                byMatrix.computeIfAbsent(node.input(0), _ -> new ArrayList<>()).add(node);
        if (byMatrix.values().stream().allMatch(nodes -> nodes.size() < 2)) return graph;
        Map<Tensor, Tensor> now = new IdentityHashMap<>();
        var entries = new ArrayList<RewriteLog.Entry>();
        for (var node : graph.nodes()) {
            var inputs = node.inputs().stream().map(x -> now.getOrDefault(x, x)).toList();
            var same = inputs.equals(node.inputs());
            var copy = same ? node : new Apply(node.op(), inputs, node.where());
            var rule = of(node).filter(_ -> isShared(node, byMatrix));
            var made = rule.isPresent() ? factored(copy).orElseThrow() : copy.outputs();
            for (int i = 0; i < made.size(); i++)
                now.put(node.outputs().get(i), named(made.get(i), node.outputs().get(i)));
            rule.ifPresent(
                    r -> entries.add(new RewriteLog.Entry(r, node.output(), made.getFirst())));
        }
        var outputs = graph.outputs().stream().map(y -> now.getOrDefault(y, y)).toList();
        var log = new RewriteLog(entries, RewriteLog.StopReason.SETTLED);
        return Graph.rewritten(graph, new Arena().importAll(outputs, Map.of()), log);
    }

    private static Tensor named(Tensor now, Tensor before) {
        return now.name().isEmpty() && !before.name().isEmpty() ? now.named(before.name()) : now;
    }

    private static boolean isShared(Apply node, Map<Tensor, List<Apply>> byMatrix) {
        var sharing = byMatrix.getOrDefault(node.input(0), List.of());
        return sharing.size() > 1 && sharing.contains(node);
    }

    /// The rule that is about a node, if it is one of a float64 matrix that is factorised.
    private static Optional<FactorRules> of(Apply node) {
        boolean inverts =
                node.op() instanceof Inversion
                        || node.op() instanceof Blockwise b && b.core() instanceof Inversion;
        if (!inverts || node.input(0).dtype() != DType.FLOAT64) return Optional.empty();
        return Arrays.stream(values()).filter(r -> r.root.isInstance(node.op())).findFirst();
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
