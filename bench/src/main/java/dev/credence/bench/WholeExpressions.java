package dev.credence.bench;

import static dev.credence.Credence.*;

import dev.credence.bench.kernels.ValueAndGradient;
import dev.credence.graph.CompileOptions;
import dev.credence.graph.Gradient;
import dev.credence.graph.Graph;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.Rewriting;
import dev.credence.graph.RuleSet;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// Times expressions that a library of linear algebra has one call for beside what is left of them
/// without the scaling and adding, which is the least that such a call could take; and systems of
/// one matrix with a shared factorisation beside the same with one each.
@Command(
        name = "expressions",
        description = "Time scaled and added products, dot products, and systems of one matrix.",
        mixinStandardHelpOptions = true)
final class WholeExpressions implements Callable<Integer> {
    private static final String[] FACTORS = {
        "Solve(A, b) = LuSolve(LuFactor(A), b) where A is constant or used again",
        "Inverse(A) = LuInverse(LuFactor(A)) where A is constant or used again",
        "Det(A) = LuDet(LuFactor(A)) where A is constant or used again",
        "SlogDet(A) = LuSlogDet(LuFactor(A)) where A is constant or used again"
    };

    private static final String DOT =
            "sum(x * y) = MatMul(x, y) where x and y are long vectors that are given";

    @Option(names = "--json", paramLabel = "FILE", description = "Write all rows there.")
    private Optional<Path> json;

    /// @param usOther what it is compared with
    private record Row(String expression, String other, int order, double us, double usOther) {}

    private record Pair(String expression, Tensor whole, String other, Tensor bare) {}

    @Override
    public Integer call() {
        var rows = new ArrayList<Row>();
        System.out.printf(
                "%-34s %6s %10s %10s %6s  %s%n", "", "order", "us", "beside", "ratio", "beside");
        for (int n : new int[] {10, 50, 200})
            for (var pair : products(n)) rows.add(shown(measure(pair, n)));
        for (int n : new int[] {1_000, 100_000}) rows.add(shown(dot(n)));
        for (int n : new int[] {5, 50, 200}) rows.add(shown(systems(n)));
        for (int n : new int[] {50, 200}) rows.add(shown(normalDensity(n)));
        json.ifPresent(file -> Results.write(file, rows));
        return 0;
    }

    private static Row shown(Row row) {
        System.out.printf(
                Locale.ROOT,
                "%-34s %6d %10.4g %10.4g %6.2f  %s%n",
                row.expression(),
                row.order(),
                row.us(),
                row.usOther(),
                row.us() / row.usOther(),
                row.other());
        return row;
    }

    private static Input input(String name, int... dims) {
        return tensor(name, TensorType.float64(dims));
    }

    private static List<Pair> products(int n) {
        var a = input("A", n, n);
        var b = input("B", n, n);
        var c = input("C", n, n);
        var x = input("x", n);
        var y = input("y", n);
        var alpha = scalar("alpha");
        var beta = scalar("beta");
        return List.of(
                new Pair(
                        "alpha A B + beta C",
                        alpha.times(matmul(a, b)).plus(beta.times(c)),
                        "A B",
                        matmul(a, b)),
                new Pair(
                        "alpha A x + beta y",
                        alpha.times(matvec(a, x)).plus(beta.times(y)),
                        "A x",
                        matvec(a, x)),
                new Pair(
                        "A + alpha x y'",
                        a.plus(alpha.times(outer(x, y))),
                        "A + alpha",
                        a.plus(alpha)));
    }

    private static Row measure(Pair pair, int n) {
        var costs =
                new Alternation(new double[][] {new double[1]})
                        .measure(
                                compiled(pair.whole, RuleSet.standard()),
                                compiled(pair.bare, RuleSet.standard()));
        return new Row(
                pair.expression,
                pair.other,
                n,
                costs.get(0).microseconds(),
                costs.get(1).microseconds());
    }

    private static Row dot(int n) {
        return without("sum(x * y)", sum(input("x", n).times(input("y", n))), n, DOT);
    }

    private static Row systems(int n) {
        var a = input("A", n, n);
        var b = input("b", n);
        var x = solve(a, b);
        var value = sum(square(x)).plus(slogdet(a).logAbsDet());
        var all = concatenate(0, reshape(grad(value, a), n * n), solve(a, x));
        return without("3 systems, 1 inverse of one matrix", all, n, FACTORS);
    }

    /// An expression beside itself without some rules.
    private static Row without(String name, Tensor y, int n, String... rules) {
        var costs =
                new Alternation(new double[][] {new double[1]})
                        .measure(
                                compiled(y, RuleSet.standard()),
                                compiled(y, RuleSet.standard().excluding(rules)));
        return new Row(
                name,
                "without the rewrite",
                n,
                costs.get(0).microseconds(),
                costs.get(1).microseconds());
    }

    /// A Gaussian process's log-density with its gradient by three parameters of the covariance: as
    /// a model's is made, and beside it without what is rewritten before the gradient is taken.
    private static Row normalDensity(int n) {
        var squares = new double[n][n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) squares[i][j] = 100.0 * (i - j) * (i - j) / (n * n);
        var parameters = List.of(scalar("rho"), scalar("alpha"), scalar("sigma"));
        var signal =
                square(parameters.get(1))
                        .times(exp(constant(squares).times(-0.5).div(square(parameters.get(0)))));
        var noise = square(parameters.get(2)).times(constant(Columns.ones(new double[n])));
        var factor = cholesky(signal.plus(diagonalMatrix(noise)));
        var y = constant(new Random(1).doubles(n, -1, 1).toArray());
        var distance = sum(square(solveTriangular(factor, y)));
        var logp = distance.times(-0.5).minus(sum(log(diagonal(factor))));
        var settled = Rewriting.canonicalizeAndStabilize(Graph.of(parameters, List.of(logp)));
        var costs =
                new Alternation(new double[][] {new double[1]})
                        .measure(
                                withGradient(settled.outputs().getFirst(), settled.inputs()),
                                withGradient(logp, parameters));
        return new Row(
                "normal density and gradient",
                "through the factor",
                n,
                costs.get(0).microseconds(),
                costs.get(1).microseconds());
    }

    private static ValueAndGradient withGradient(Tensor logp, List<? extends Tensor> wrt) {
        var gradient = Gradient.asWritten(logp, wrt, Gradient.Disconnected.RAISE);
        var all = Stream.concat(Stream.of(logp), gradient.stream()).map(x -> reshape(x, 1));
        return compiled(concatenate(0, all.toArray(Tensor[]::new)), RuleSet.standard());
    }

    private static ValueAndGradient compiled(Tensor output, RuleSet rules) {
        var leaves =
                GraphWalk.leaves(List.of(output)).stream().filter(Input.class::isInstance).toList();
        var random = new Random(1);
        var shapes = leaves.stream().map(Tensor::shape).toList();
        var values = new Object[leaves.size()];
        Arrays.setAll(values, i -> random.doubles(shapes.get(i).size(), 0.5, 1.5).toArray());
        var f = function(leaves, output, CompileOptions.standard().withRules(rules));
        var program = f.program(shapes);
        var executable = program.newExecutable();
        var outputs =
                Stream.of(output).map(y -> new double[Shape.of(y.shape().dims()).size()]).toArray();
        return (_, _) -> {
            executable.execute(values, outputs);
            return ((double[]) outputs[0])[0];
        };
    }
}
