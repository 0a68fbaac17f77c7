package dev.credence.bench.fuzz;

import dev.credence.graph.Check;
import dev.credence.graph.CoreOp;
import dev.credence.graph.CustomOp;
import dev.credence.graph.Draw;
import dev.credence.graph.Elementwise;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.IfElse;
import dev.credence.graph.Indexing;
import dev.credence.graph.LinearAlgebra;
import dev.credence.graph.Op;
import dev.credence.graph.Reduction;
import dev.credence.graph.Scan;
import dev.credence.graph.View;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Checks one random graph after the other, and shrinks what fails.
public final class Campaign {
    private static final int ATTEMPTS = 2_000;

    private final Differential differential;
    private final Map<String, Long> nodes = new TreeMap<>();
    private final List<Failure> failures = new ArrayList<>();

    /// A graph that is computed wrongly in some way.
    ///
    /// @param graph the seed of the graph
    /// @param way which way to compute it differs
    /// @param message how the shrunk graph differs
    /// @param source a Java program that reproduces it
    public record Failure(long graph, String way, String message, String source) {}

    public Campaign(Differential differential) {
        this.differential = differential;
    }

    /// Checks the graph of a seed.
    public Optional<Failure> check(long seed) {
        Sample sample;
        try {
            sample = RandomSample.of(seed);
        } catch (ArithmeticException | IllegalStateException | IndexOutOfBoundsException e) {
            var failure =
                    new Failure(
                            seed,
                            "interpreter",
                            "making the graph fails with " + e,
                            "RandomSample.of(%dL)".formatted(seed));
            failures.add(failure);
            return Optional.of(failure);
        }
        for (var node : GraphWalk.topological(sample.outputs()))
            nodes.merge(family(node.op()), 1L, Long::sum);
        var failure = differential.check(sample).map(f -> shrunk(seed, f));
        failure.ifPresent(failures::add);
        return failure;
    }

    private Failure shrunk(long seed, Differential.Finding finding) {
        var small =
                Shrinking.of(finding.sample(), s -> again(s, finding.way()).isPresent(), ATTEMPTS);
        var message = again(small, finding.way()).orElse(finding).message();
        var source = JavaSource.of(small, "Graph%d".formatted(seed));
        return new Failure(seed, finding.way(), message, source);
    }

    private Optional<Differential.Finding> again(Sample sample, String way) {
        return differential.check(sample).filter(f -> f.way().equals(way));
    }

    /// How many nodes of each family the graphs had.
    public Map<String, Long> nodes() {
        return nodes;
    }

    public List<Failure> failures() {
        return failures;
    }

    private static String family(Op op) {
        return switch (op) {
            case CustomOp _ -> "custom";
            case CoreOp core ->
                    switch (core) {
                        case Elementwise _ -> "elementwise";
                        case Reduction _ -> "reduction";
                        case View _ -> "view";
                        case Indexing _ -> "indexing";
                        case LinearAlgebra _ -> "linear_algebra";
                        case Draw _ -> "draw";
                        case Scan _ -> "scan";
                        case IfElse _ -> "choice";
                        case Check _ -> "check";
                    };
        };
    }
}
