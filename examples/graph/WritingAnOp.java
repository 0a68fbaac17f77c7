import static dev.credence.Credence.*;

import module dev.credence;

import java.util.List;
import java.util.Optional;

/// The real cube root, which no core op computes for negative numbers, as an op of one's own.
record CubeRoot() implements CustomOp {
    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        return List.of(inputs.getFirst().type());
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var x = inputs.getFirst();
        var roots = new double[x.size()];
        for (int i = 0; i < roots.length; i++) roots[i] = Math.cbrt(x.element(i));
        return List.of(NdArray.of(roots, x.shape()));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var y = node.output();
        return List.of(cotangents.getFirst().map(g -> g.div(square(y).times(3))));
    }

    @Override
    public String toString() {
        return "cbrt";
    }
}

Tensor cubeRoot(Tensor x) {
    return new Apply(new CubeRoot(), List.of(x)).output();
}

/// Ops of one's own: a class, the check of its gradient, a lowering that puts it into compiled
/// loops, a plain Java function as an op, and a tensor that an equation defines.
void main() {
    var x = vector("x");
    var y = cubeRoot(x.times(x).minus(1));
    var f = function(List.of(x), List.of(y, grad(y.sum(), x)));
    IO.println(f.callAll(new double[] {-3, 0.5, 2}));

    GradientCheck.verify(this::cubeRoot, NdArray.of(-8, 0.2, 27));
    try {
        GradientCheck.verify(v -> cubeRoot(stopGradient(v)).plus(v), NdArray.of(8.0));
    } catch (GraphException e) {
        IO.println(e.getMessage());
    }

    var long1000 = List.of(Shape.of(1000));
    IO.println(function(List.of(x), y).program(long1000).report());
    var lowering = OpLowering.pointwise("jvm", CubeRoot.class, Math::cbrt);
    var options = CompileOptions.standard().withLowering(lowering);
    IO.println(function(List.of(x), y, options).program(long1000).report());

    var price =
            WrappedFunction.of(
                    "price",
                    List.of(TensorType.float64()),
                    List.of(TensorType.float64()),
                    values -> List.of(NdArray.scalar(Math.ceil(values.getFirst().item()))));
    var t = scalar("t");
    IO.println(function(List.of(t), price.apply(t.times(2))).call(1.2));
    try {
        grad(price.apply(t), t);
    } catch (GraphException e) {
        IO.println(e.getMessage());
    }

    var theta = scalar("theta");
    var mu = root(m -> log(m).plus(softplus(theta.times(m))), constant(1.0));
    IO.println(function(List.of(theta), List.of(mu, grad(mu, theta))).callAll(0.2));
    var p = scalar("p");
    var steep = root(u -> arctan(u.minus(p).times(10)), constant(-1000), constant(900));
    IO.println(function(List.of(p), List.of(steep, grad(steep, p))).callAll(12));
}
