import static dev.credence.Credence.*;

import module dev.credence;

/// Transformations take functions of tensors and give others, which can be transformed again.
void main() {
    double[][] rows = {{1, 2}, {3, 4}, {5, 6}};
    double[] w = {0.5, 0.25};

    TensorFunction.Binary dot = (x, v) -> x.dot(v);
    IO.println(jit(vmap(dot, 0, NONE)).call(rows, w));
    IO.println(jit(vmap(vmap(dot, NONE, 0), 0, NONE)).call(rows, rows));

    TensorFunction.Binary loss = (x, v) -> square(x.dot(v).minus(2));
    IO.println(jit(valueAndGrad(loss, 0, 1)).callAll(rows[0], w));
    IO.println(jit(vmap(grad(loss, 1), 0, NONE)).call(rows, w));
    IO.println(jit(hessian(x -> x.get(0).times(x.get(0)).times(x.get(1)))).call(rows[1]));

    var f = jit(x -> sum(exp(x)));
    for (int n : new int[] {2, 2, 3}) f.call(new double[n]);
    IO.println("compiled %d times".formatted(f.compilations()));

    var product = vectorize((m, v) -> m.dot(v), "(i,j),(j)->(i)");
    var m = tensor("m", TensorType.float64(4, 1, 3, 2));
    IO.println(product.apply(m, tensor("v", TensorType.float64(5, 2))).type());

    var x = vector("x");
    var op = opFromGraph("log1pexp", List.of(x), List.of(log(exp(x).plus(1))));
    var own = op.withPullback((in, _, g) -> List.of(g.get(0).times(sigmoid(in.get(0)))));
    var cost = sum(own.apply(x));
    IO.println(dprint(cost));
    IO.println(grad(cost, x).eval(Map.of(x, new double[] {0, 800})));
    IO.println(computationsEqual(cost, sum(own.apply(x))));
    IO.println(cloneReplace(cost, Map.of(x, constant(0, 0.0))).eval());
}
