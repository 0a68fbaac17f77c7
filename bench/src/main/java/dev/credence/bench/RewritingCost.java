package dev.credence.bench;

import static dev.credence.Credence.*;

import dev.credence.graph.Graph;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.Rewriting;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;

/// Times what rewriting does to graphs of growing size: the cost of a node must not grow with their
/// number. The speed workloads follow, as whole models. Times are of this thread's processor.
@Command(
        name = "rewriting",
        description = "Time rewriting of graphs of 1,000 to 100,000 nodes, and of the workloads.",
        mixinStandardHelpOptions = true)
final class RewritingCost implements Callable<Integer> {
    private static final int[] SIZES = {1_000, 10_000, 100_000};
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
    private static final int RUNS = 9;
    private static final int WARM_UP_NODES = 600_000;
    private static final int WARM_UP_MODELS = 20;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all rows there.")
    private Optional<Path> json;

    /// @param walkUsPerNode of one walk over the graph, for comparison: what it costs a node grows
    ///   with the graph because larger graphs are farther away in memory
    private record Row(
            String graph, int nodes, double ms, double usPerNode, double walkUsPerNode) {}

    private record Shape(String name, IntFunction<Graph> of) {}

    @Override
    public Integer call() {
        var rows = new ArrayList<Row>();
        var shapes =
                List.of(
                        new Shape("chain", RewritingCost::chain),
                        new Shape("chain of sums", RewritingCost::sums),
                        new Shape("wide sum", RewritingCost::wideSum),
                        new Shape("like a model", RewritingCost::model),
                        new Shape("gradient", RewritingCost::gradient));
        System.out.printf(
                "%-24s %8s %10s %10s %14s%n", "", "nodes", "ms", "us/node", "walk us/node");
        for (var shape : shapes) {
            for (int size : SIZES) rows.add(measure(shape, size));
        }
        for (var name : Workload.names()) rows.add(measure(Workload.of(name)));
        json.ifPresent(file -> Results.write(file, rows));
        return 0;
    }

    private static Row measure(Shape shape, int size) {
        for (int nodes = 0; nodes < WARM_UP_NODES; nodes += size)
            Rewriting.optimize(shape.of.apply(size));
        var times = new double[RUNS];
        var walks = new double[RUNS];
        int nodes = 0;
        for (int i = 0; i < RUNS; i++) {
            var graph = shape.of.apply(size);
            nodes = graph.nodes().size();
            times[i] = ms(() -> Rewriting.optimize(graph));
            walks[i] = ms(() -> GraphWalk.topological(graph.outputs()));
        }
        return row(shape.name, nodes, Results.median(times), Results.median(walks));
    }

    private static double ms(Runnable work) {
        long began = THREAD.getCurrentThreadCpuTime();
        work.run();
        return (THREAD.getCurrentThreadCpuTime() - began) / 1e6;
    }

    /// A model from its variables to what is compiled, the compiling of code included.
    private static Row measure(Workload workload) {
        for (int i = 0; i < WARM_UP_MODELS; i++) workload.model().get().density();
        var times = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            var model = workload.model().get();
            times[i] = ms(model::density);
        }
        return row(workload.name() + " to compiled code", 0, Results.median(times), 0);
    }

    private static Row row(String name, int nodes, double ms, double walk) {
        double each = nodes == 0 ? 0 : 1e3 / nodes;
        var row = new Row(name, nodes, ms, each * ms, each * walk);
        System.out.printf(
                Locale.ROOT,
                "%-24s %8d %10.3f %10.3f %14.3f%n",
                name,
                nodes,
                ms,
                row.usPerNode(),
                row.walkUsPerNode());
        return row;
    }

    private static Graph graph(Input input, Tensor output) {
        return Graph.of(List.of(input), List.of(output));
    }

    private static Graph chain(int nodes) {
        var x = scalar("x");
        Tensor y = x;
        for (int i = 0; i < nodes / 4; i++) y = tanh(exp(y.times(0.5)).plus(1));
        return graph(x, y);
    }

    /// Each term is added to the sum of those before it, as a loop of the user's would.
    private static Graph sums(int nodes) {
        var x = tensor("x", TensorType.float64(8));
        Tensor y = sum(x);
        for (int i = 0; i < nodes / 4; i++) y = y.plus(sum(square(x.minus(i))).times(-0.5));
        return graph(x, y);
    }

    private static Graph wideSum(int nodes) {
        var x = tensor("x", TensorType.float64(nodes / 4));
        var terms = new Tensor[nodes / 4];
        for (int i = 0; i < terms.length; i++) terms[i] = log(exp(x.get(i).times(i + 1)));
        return graph(x, sum(stack(terms)));
    }

    /// Normal densities of scalars, each scaled by its neighbour.
    private static Tensor density(Tensor x, int count) {
        Tensor logp = constant(0);
        Tensor scale = constant(1);
        for (int i = 0; i < count; i++) {
            var z = x.get(i).div(scale);
            logp = logp.plus(square(z).times(-0.5).minus(log(scale)).minus(0.9189));
            scale = exp(x.get(i));
        }
        return logp;
    }

    private static Graph model(int nodes) {
        int count = nodes / 11;
        var x = tensor("x", TensorType.float64(count));
        return graph(x, density(x, count));
    }

    private static Graph gradient(int nodes) {
        int count = nodes / 40;
        var x = tensor("x", TensorType.float64(count));
        return graph(x, grad(density(x, count), x));
    }
}
