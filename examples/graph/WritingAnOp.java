import static dev.credence.Credence.*;

import module dev.credence;

import java.util.List;
import java.util.Optional;

/// An op of one's own in one class: what it takes, how it is computed, its gradient, the check of
/// that gradient, and a lowering that makes it part of compiled loops.

/// The real cube root, which no core op computes for negative numbers.
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

void main() {
    var x = vector("x");
    var y = cubeRoot(x.times(x).plus(x));
    var f = function(List.of(x), List.of(y, grad(y.sum(), x)));
    IO.println(f.callAll(new double[] {-3, 0.5, 2}));

    GradientCheck.verify(this::cubeRoot, NdArray.of(-8, 0.2, 27));

    var long1000 = new Input("x", TensorType.float64(1000));
    var program = Program.of(Graph.of(List.of(long1000), List.of(cubeRoot(long1000).times(2))));
    var backend = new dev.credence.jvm.JvmBackend();
    IO.println(backend.compile(program, List.of()).report().lines().findFirst().orElseThrow());
    var lowering = OpLowering.pointwise("jvm", CubeRoot.class, Math::cbrt);
    IO.println(
            backend.compile(program, List.of(lowering)).report().lines().findFirst().orElseThrow());
}
