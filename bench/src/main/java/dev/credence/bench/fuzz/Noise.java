package dev.credence.bench.fuzz;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.BatchMatMul;
import dev.credence.graph.Blockwise;
import dev.credence.graph.CustomOp;
import dev.credence.graph.Decomposition;
import dev.credence.graph.Elementwise;
import dev.credence.graph.Graph;
import dev.credence.graph.GraphException;
import dev.credence.graph.IfElse;
import dev.credence.graph.Indexing;
import dev.credence.graph.InnerGraph;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Inversion;
import dev.credence.graph.LinearAlgebra;
import dev.credence.graph.Op;
import dev.credence.graph.Output;
import dev.credence.graph.Reduction;
import dev.credence.graph.Scan;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Evaluates graphs with [Jitter] after each operation that is not exact, to learn how much of a
/// result is rounding.
///
/// Two codes for one graph may differ by what the noise moves and by no more (the method of Vignes
/// 1993, "A stochastic arithmetic for reliable scientific computation"). Where a graph is exact, so
/// must be the codes.
final class Noise {
    /// What may differ from the reference.
    enum Source {
        /// Other code for the same operations: array passes within their stated accuracy, and sums
        /// in another order. All other arithmetic is exact.
        BACKEND,
        /// Other operations that are equal in exact arithmetic: every rounding counts.
        REWRITING
    }

    /// The functions with array passes, which differ from the reference by at most [#PASS_ULPS]
    /// units in the last place.
    private static final Set<Elementwise> PASSES =
            EnumSet.of(
                    Elementwise.EXP,
                    Elementwise.EXPM1,
                    Elementwise.LOG,
                    Elementwise.LOG1P,
                    Elementwise.SOFTPLUS,
                    Elementwise.SIGMOID,
                    Elementwise.LOG1MEXP,
                    Elementwise.SIN,
                    Elementwise.COS,
                    Elementwise.TANH,
                    Elementwise.LGAMMA,
                    Elementwise.DIGAMMA,
                    Elementwise.TRIGAMMA,
                    Elementwise.ERF,
                    Elementwise.ERFC,
                    Elementwise.ERFCX,
                    Elementwise.POWER);

    /// Functions with roots or small values at which they are accurate relative to one only.
    private static final Set<Elementwise> ROOTED =
            EnumSet.of(Elementwise.LGAMMA, Elementwise.DIGAMMA, Elementwise.ERFCX_DX);

    /// Functions that are sums or iterations with stated accuracy relative to one; a change of the
    /// last digit of an argument may change their way.
    private static final Set<Elementwise> ITERATED =
            EnumSet.range(Elementwise.OWENS_T, Elementwise.HYP2F1_DC);

    private static final double PASS_ULPS = 8;
    private static final double ROUNDED_ULPS = 4;
    private static final double ITERATED_ULPS = 100;

    private final Source source;
    private final Jitter.Direction direction;
    private int count;

    private Noise(Source source, Jitter.Direction direction) {
        this.source = source;
        this.direction = direction;
    }

    /// The outputs, disturbed in several ways; empty if an op does not accept what it is then
    /// given, so that nothing can be asked of results.
    static Optional<List<List<NdArray>>> readings(Sample sample, Source source) {
        try {
            return Optional.of(taken(sample, source));
        } catch (IllegalArgumentException | GraphException e) {
            return Optional.empty();
        }
    }

    private static List<List<NdArray>> taken(Sample sample, Source source) {
        var readings = new ArrayList<List<NdArray>>();
        for (var direction : Jitter.Direction.values()) {
            int runs = direction == Jitter.Direction.EITHER ? 5 : 1;
            var noise = new Noise(source, direction);
            for (int i = 0; i < runs; i++)
                readings.add(
                        Interpreter.evaluate(
                                noise.disturbed(sample.inputs(), sample.outputs()),
                                sample.given()));
        }
        return readings;
    }

    private List<Tensor> disturbed(List<Tensor> inputs, List<Tensor> outputs) {
        var graph = Graph.of(inputs, outputs);
        Map<Tensor, Tensor> noisy = new IdentityHashMap<>();
        for (var node : graph.nodes()) {
            var operands = new ArrayList<Tensor>();
            for (var x : node.inputs()) operands.add(operand(used(x, noisy), node));
            var made = new Apply(withInner(node.op()), operands);
            for (int i = 0; i < made.outputs().size(); i++)
                noisy.put(node.outputs().get(i), made.outputs().get(i));
        }
        return graph.outputs().stream().map(y -> used(y, noisy)).toList();
    }

    /// A result as one of its users sees it: code may compute it again for another.
    private Tensor used(Tensor x, Map<Tensor, Tensor> noisy) {
        if (!(x instanceof Output o)) return x;
        if (isWhole(o.apply())) return noisy.get(x);
        return jittered(noisy.get(x), ulps(o.apply().op()), floor(o.apply().op()));
    }

    /// Whether a node gives integers or truth values that no rounding can have changed.
    private static boolean isWhole(Apply node) {
        var from = node.op() == Elementwise.TO_FLOAT64 ? node.input(0).dtype() : DType.FLOAT64;
        return from == DType.BOOL || from == DType.INT32;
    }

    /// What float32 operands cancel to is exact, since they are added in float64.
    private Tensor operand(Tensor x, Apply node) {
        double ulps = operandUlps(node);
        if (ulps == 0 || x.dtype() != DType.FLOAT64) return x;
        boolean squares = node.op() instanceof LinearAlgebra || isMatrixSum(node.op());
        double ceiling = squares ? 1e150 : 1e300;
        return new Apply(new Jitter(ulps, 0, ceiling, direction, count++), List.of(x)).output();
    }

    private Tensor jittered(Tensor x, double most, double floor) {
        if (most == 0 || !x.dtype().isFloating()) return x;
        double ulps = x.dtype() == DType.FLOAT64 ? most : source == Source.BACKEND ? 1 : 2;
        var jitter = new Jitter(ulps, floor, Double.MAX_VALUE, direction, count++);
        return new Apply(jitter, List.of(x)).output();
    }

    private Op withInner(Op op) {
        return switch (op) {
            case Scan s ->
                    new Scan(
                            inner(s.body()),
                            s.carries(),
                            s.sequences(),
                            s.recorded(),
                            s.until(),
                            s.reversed());
            case IfElse i -> new IfElse(inner(i.yes()), inner(i.no()));
            default -> op;
        };
    }

    private InnerGraph inner(InnerGraph exact) {
        return InnerGraph.of(exact.inputs(), disturbed(exact.inputs(), exact.outputs()));
    }

    /// Sums of numbers that cancel carry the rounding of the numbers.
    private double operandUlps(Apply node) {
        return switch (node.op()) {
            case Reduction r when isSum(r) -> accumulated(node.input(0), node.output());
            case Indexing.ScatterAdd _ -> accumulated(node.input(2), node.input(1));
            case Op op when isMatrixSum(op) || isRewritten(op) -> added(longest(node.input(0)));
            default -> 0;
        };
    }

    private static int longest(Tensor x) {
        return IntStream.of(x.shape().dims()).max().orElse(1);
    }

    private static boolean isMatrixSum(Op op) {
        return switch (op) {
            case LinearAlgebra.MatMul _,
                    BatchMatMul _,
                    LinearAlgebra.Cholesky _,
                    LinearAlgebra.CholeskyInverse _,
                    LinearAlgebra.SolveTriangular _,
                    Inversion _,
                    Decomposition _ ->
                    true;
            case Blockwise b -> isMatrixSum(b.core());
            default -> false;
        };
    }

    /// Backends perform ops of no core family as the interpreter does.
    private boolean isRewritten(Op op) {
        return op instanceof CustomOp && source == Source.REWRITING;
    }

    private static boolean isSum(Reduction r) {
        return r.kind() == Reduction.Kind.SUM || r.kind() == Reduction.Kind.PRODUCT;
    }

    private static double accumulated(Tensor from, Tensor to) {
        return added(from.shape().size() / Math.max(1.0, to.shape().size()));
    }

    /// A sum of `n` numbers of one sign may be wrong by half a unit for each of them.
    private static double added(double n) {
        return 2 + n / 4;
    }

    private double ulps(Op op) {
        if (op instanceof Elementwise f && PASSES.contains(f)) return PASS_ULPS;
        if (op instanceof Elementwise f && ITERATED.contains(f)) return ITERATED_ULPS;
        return switch (op) {
            case Reduction r -> isSum(r) ? ROUNDED_ULPS : 0;
            case Indexing.ScatterAdd _ -> ROUNDED_ULPS;
            case Op matrix when isMatrixSum(matrix) || isRewritten(matrix) -> ROUNDED_ULPS;
            case Elementwise f when ROOTED.contains(f) -> ROUNDED_ULPS;
            case Elementwise _ -> source == Source.REWRITING ? ROUNDED_ULPS : 0;
            case Scan s -> inside(s.body());
            case IfElse i -> Math.max(inside(i.yes()), inside(i.no()));
            default -> 0;
        };
    }

    /// Rewriting may compute a part of what a loop gives in another loop.
    private double inside(InnerGraph graph) {
        return source == Source.BACKEND
                ? 0
                : graph.graph().nodes().stream().mapToDouble(n -> ulps(n.op())).max().orElse(0);
    }

    /// The sign of a sum that is zero depends on the order of adding.
    private double floor(Op op) {
        boolean rooted =
                op instanceof Elementwise f && (ROOTED.contains(f) || ITERATED.contains(f));
        if (rooted) return 1;
        if (source == Source.REWRITING) return Double.MIN_NORMAL;
        boolean adds =
                op instanceof Reduction
                        || op instanceof Indexing.ScatterAdd
                        || op instanceof LinearAlgebra
                        || isMatrixSum(op);
        return adds ? Double.MIN_VALUE : 0;
    }
}
