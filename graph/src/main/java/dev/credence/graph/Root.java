package dev.credence.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The root of an equation as an op: Newton's method forwards, the implicit function theorem
/// backwards.
///
/// Inputs are `(start, parameters…)`, the output is the `x` near the start where the residual is
/// zero. With `R(x, p) = 0` the derivative is `dx/dp = -(dR/dx)^-1 dR/dp`, whatever the path to the
/// root; the start has no influence and so no gradient.
///
/// @param residual maps `(x, parameters…)` to a tensor of the type of `x`
record Root(InnerGraph residual) implements CustomOp {
    private static final int MOST_STEPS = 100;

    /// Newton's method doubles the correct digits in each step, so that after a step of this
    /// relative size the next would change nothing.
    private static final double RELATIVE_STEP = 1e-10;

    private static final double ABSOLUTE_STEP = 1e-14;

    /// The root of a function of one tensor, which may use any tensor from outside.
    static Tensor of(UnaryOperator<Tensor> residual, Tensor start) {
        var x = new Input(start.name().isEmpty() ? "x" : start.name(), start.type());
        var closed = Closure.invariants(List.of(residual.apply(x)), List.of(x));
        var inputs = new ArrayList<Tensor>(List.of(x));
        inputs.addAll(closed.inputs());
        var operands = new ArrayList<>(List.of(start));
        operands.addAll(closed.captured());
        return new Apply(new Root(InnerGraph.of(inputs, closed.outputs())), operands).output();
    }

    @Override
    public List<InnerGraph> innerGraphs() {
        return List.of(residual);
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        var start = inputs.getFirst().type();
        var given = residual.outputs().getFirst().type();
        if (start.rank() > 1) {
            throw new GraphException(
                    "a root is sought for a scalar or a vector, not for '%s' of type %s"
                            .formatted(inputs.getFirst(), start));
        }
        if (start.unified(given).isEmpty()) {
            throw new GraphException(
                    "an equation for a root has as many parts as unknowns, but the residual is %s and the start %s"
                            .formatted(given, start));
        }
        return List.of(start);
    }

    @Override
    public Optional<List<Tensor>> expand(Apply node) {
        var start = node.input(0);
        var parameters = node.inputs().subList(1, node.inputs().size());
        var loop =
                LoopFunctions.scan(
                        (carries, _) -> newton(carries.getFirst(), parameters),
                        List.of(start, new Constant(dev.credence.array.NdArray.scalar(true))),
                        MOST_STEPS);
        var going = loop.carries().getLast();
        return Optional.of(
                List.of(
                        Tensors.check(
                                loop.carry(),
                                ScalarFunctions.not(going),
                                "convergence of Newton's method to a root within %d steps"
                                        .formatted(MOST_STEPS))));
    }

    private LoopFunctions.Step newton(Tensor x, List<Tensor> parameters) {
        var leaf = new Input("x", x.type());
        var given = new ArrayList<Tensor>(List.of(leaf));
        given.addAll(parameters);
        var r = residual.apply(given).getFirst();
        var step = divided(r, DerivativeFunctions.jacobian(r, leaf));
        var moved = GraphWalk.substitute(List.of(leaf.minus(step), step), Map.of(leaf, x));
        var allowed =
                ScalarFunctions.abs(moved.getFirst()).times(RELATIVE_STEP).plus(ABSOLUTE_STEP);
        var done = Tensors.all(ScalarFunctions.abs(moved.getLast()).le(allowed));
        return LoopFunctions.Step.of(moved.getFirst(), ScalarFunctions.not(done)).until(done);
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var x = residual.inputs().getFirst();
        var parameters = residual.inputs().subList(1, residual.inputs().size());
        var r = residual.outputs().getFirst();
        var cotangent = new Input("cotangent", node.output().type());
        var jacobian = DerivativeFunctions.jacobian(r, x);
        var weights = divided(cotangent, Tensors.transpose(jacobian)).unaryMinus();
        var pulled = Gradient.pullback(List.of(r), List.of(Optional.of(weights)), parameters);
        Map<Tensor, Tensor> actual = new IdentityHashMap<>();
        actual.put(cotangent, cotangents.getFirst().orElseThrow());
        actual.put(x, node.output());
        for (int i = 0; i < parameters.size(); i++)
            actual.put(parameters.get(i), node.input(i + 1));
        var results = new ArrayList<Optional<Tensor>>(List.of(Optional.empty()));
        for (var p : pulled)
            results.add(p.map(g -> GraphWalk.substitute(List.of(g), actual).getFirst()));
        return results;
    }

    private static Tensor divided(Tensor b, Tensor a) {
        if (b.rank() == 0) return b.div(a);
        var column = Tensors.expandDims(b, 1);
        var solved = new Apply(new Inversion.Solve(false), List.of(a, column)).output();
        return Tensors.dimShuffle(solved, 0);
    }

    @Override
    public String toString() {
        return "root{%s}".formatted(residual);
    }
}
