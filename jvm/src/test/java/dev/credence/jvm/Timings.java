package dev.credence.jvm;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.NdArray;
import dev.credence.graph.CompiledProgram;
import dev.credence.graph.Graph;
import dev.credence.graph.Input;
import dev.credence.graph.Program;
import dev.credence.graph.Rewriting;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Prints how long compiling and executing typical programs takes; a main program, not a test.
final class Timings {
    private Timings() {}

    public static void main(String[] args) {
        time("eight schools", eightSchools(), 2_000_000);
        time("chain, n = 1000", chain(1000), 20_000);
        time("chain, n = 8", chain(8), 500_000);
        time("chain, n = 10000", chain(10_000), 2000);
        time("linear regression 1000", regression(1000), 20_000);
        time("linear regression 100000", regression(100_000), 2000);
        time("hierarchy 1000 in 20 groups", hierarchy(1000, 20), 20_000);
    }

    private static void time(String what, Program program, int calls) {
        long start = System.nanoTime();
        var compiled = new JvmBackend().compile(program);
        long made = System.nanoTime();
        new JvmBackend().compile(program);
        long again = System.nanoTime();
        System.out.printf(
                "%s: %d nodes, compiled in %.1f ms, again in %.1f ms%n",
                what, program.nodes().size(), (made - start) / 1e6, (again - made) / 1e6);
        System.out.println(compiled.report().indent(4).stripTrailing());
        System.out.printf("    %.1f ns a call%n", nanos(program, compiled, calls));
    }

    static double nanos(Program program, CompiledProgram compiled, int calls) {
        var random = new Random(1);
        var inputs = new ArrayList<Object>();
        for (var x : program.inputs()) {
            var v = NdArray.zeros(x.dtype(), x.shape().dims());
            for (int i = 0; i < v.size(); i++) v.doubles()[i] = random.nextGaussian();
            inputs.add(v.storage());
        }
        Object[] in = inputs.toArray();
        Object[] out =
                program.outputs().stream()
                        .map(y -> NdArray.zeros(y.dtype(), y.shape().dims()).storage())
                        .toArray();
        var executable = compiled.newExecutable();
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 4000; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < calls / 1000; i++) executable.execute(in, out);
            best = Math.min(best, (System.nanoTime() - start) / (calls / 1000.0));
        }
        return best;
    }

    private static Program program(List<Input> inputs, List<Tensor> outputs) {
        return Program.of(Rewriting.optimize(Graph.of(inputs, outputs)));
    }

    /// The log-density of the eight schools, non-centred, and its gradient, by position (10).
    static Program eightSchools() {
        var position = new Input("position", TensorType.float64(10));
        Tensor mu = slice(position, 0, 0);
        Tensor logTau = slice(position, 0, 1);
        Tensor eta = slice(position, 0, 2, 10, 1);
        Tensor tau = exp(logTau);
        Tensor theta = add(mu, multiply(tau, eta));
        Tensor y = constant(28., 8., -3., 7., -1., 1., 18., 12.);
        Tensor sigma = constant(15., 10., 16., 11., 9., 11., 10., 18.);
        Tensor logp =
                normal(mu, constant(0), constant(5))
                        .plus(halfCauchy(tau, 5))
                        .plus(logTau)
                        .plus(sum(normal(eta, constant(0), constant(1))))
                        .plus(sum(normal(y, theta, sigma)));
        var wrt = grad(logp, List.of(mu, logTau, eta));
        var gradient =
                concatenate(0, expandDims(wrt.get(0), 0), expandDims(wrt.get(1), 0), wrt.get(2));
        return program(List.of(position), List.of(logp, gradient));
    }

    private static Tensor normal(Tensor x, Tensor mu, Tensor sigma) {
        var z = divide(subtract(x, mu), sigma);
        return multiply(constant(-0.5), square(z))
                .minus(log(sigma))
                .minus(0.5 * Math.log(2 * Math.PI));
    }

    private static Tensor halfCauchy(Tensor x, double scale) {
        return negate(log1p(square(divide(x, constant(scale)))))
                .plus(Math.log(2 / (Math.PI * scale)));
    }

    /// 20 arithmetic operations and 3 transcendental ones.
    static Program chain(int n) {
        var x = new Input("x", TensorType.float64(n));
        var w = new Input("w", TensorType.float64(n));
        Tensor a = x;
        for (int i = 0; i < 6; i++) a = add(multiply(a, w), constant(0.1 * i));
        Tensor b = exp(negate(square(a)));
        for (int i = 0; i < 2; i++) b = add(multiply(b, x), constant(1.5));
        Tensor c = log(add(square(b), constant(1)));
        Tensor d = exp(multiply(c, constant(0.1)));
        return program(List.of(x, w), List.of(d, multiply(d, w)));
    }

    static Program regression(int n) {
        var random = new Random(2);
        var position = new Input("position", TensorType.float64(3));
        Tensor alpha = slice(position, 0, 0);
        Tensor beta = slice(position, 0, 1);
        Tensor sigma = exp(slice(position, 0, 2));
        Tensor x = constant(random.doubles(n).toArray());
        Tensor y = constant(random.doubles(n).toArray());
        Tensor logp = sum(normal(y, add(alpha, multiply(beta, x)), sigma));
        return program(List.of(position), List.of(logp, grad(logp, position)));
    }

    static Program hierarchy(int n, int groups) {
        var random = new Random(2);
        var position = new Input("position", TensorType.float64(groups + 3));
        Tensor mu = slice(position, 0, 0);
        Tensor tau = exp(slice(position, 0, 1));
        Tensor sigma = exp(slice(position, 0, 2));
        Tensor theta = slice(position, 0, 3, groups + 3, 1);
        Tensor group = constant(random.longs(n, 0, groups).toArray());
        Tensor y = constant(random.doubles(n).toArray());
        Tensor logp = sum(normal(theta, mu, tau)).plus(sum(normal(y, theta.get(group), sigma)));
        return program(List.of(position), List.of(logp, grad(logp, position)));
    }
}
