package dev.credence.graph;

import dev.credence.array.NdArray;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Functions that look at graphs: walks, searches and prints; import them with those of [Tensors].
///
/// What a tensor was computed by is [Tensor#owner], and from what, [Apply#inputs].
public class InspectionFunctions extends SolverFunctions {
    protected InspectionFunctions() {}

    // walks

    /// The tensors and all that they depend on, breadth first, each once.
    public static List<Tensor> walk(Collection<? extends Tensor> outputs) {
        return GraphWalk.breadthFirst(outputs);
    }

    /// The tensors and all that they depend on, depth first, each once.
    public static List<Tensor> ancestors(Collection<? extends Tensor> outputs) {
        return ancestors(outputs, List.of());
    }

    /// As [#ancestors(Collection)], not looking behind the tensors in `blockers`.
    public static List<Tensor> ancestors(
            Collection<? extends Tensor> outputs, Collection<? extends Tensor> blockers) {
        var found = new ArrayList<Tensor>();
        var seen = identitySet(List.of());
        var blocked = identitySet(blockers);
        var stack = new ArrayList<Tensor>(List.copyOf(outputs).reversed());
        while (!stack.isEmpty()) {
            var x = stack.removeLast();
            if (!seen.add(x)) continue;
            found.add(x);
            if (x instanceof Output o && !blocked.contains(x))
                stack.addAll(o.apply().inputs().reversed());
        }
        return found;
    }

    /// The nodes that the tensors depend on, depth first, each once.
    public static List<Apply> applyAncestors(Collection<? extends Tensor> outputs) {
        return ancestors(outputs).stream().flatMap(x -> x.owner().stream()).distinct().toList();
    }

    /// The nodes that the tensors depend on, each after those it depends on itself.
    public static List<Apply> toposort(Collection<? extends Tensor> outputs) {
        return GraphWalk.topological(outputs);
    }

    /// The leaves that the tensors depend on: inputs, shared variables and constants.
    public static List<Tensor> graphInputs(Collection<? extends Tensor> outputs) {
        return GraphWalk.leaves(outputs);
    }

    /// The inputs that the tensors depend on: what a function of them has to be given.
    public static List<Input> explicitInputs(Collection<? extends Tensor> outputs) {
        return GraphWalk.leaves(outputs).stream()
                .filter(Input.class::isInstance)
                .map(Input.class::cast)
                .toList();
    }

    /// The tensors on the paths that lead down from `outputs` and end at `inputs`, with both ends
    /// and with the leaves that such paths meet.
    public static List<Tensor> varsBetween(
            Collection<? extends Tensor> inputs, Collection<? extends Tensor> outputs) {
        return ancestors(outputs, inputs);
    }

    /// The leaves that `outputs` need besides `inputs`.
    public static List<Tensor> orphansBetween(
            Collection<? extends Tensor> inputs, Collection<? extends Tensor> outputs) {
        var given = identitySet(inputs);
        return ancestors(outputs, inputs).stream()
                .filter(x -> !(x instanceof Output) && !given.contains(x))
                .toList();
    }

    /// The leaves, and those of `stops`, that a walk down from `outputs` ends at when it does not
    /// look behind `stops`: what a function that is given these has to be given besides.
    public static List<Tensor> truncatedInputs(
            Collection<? extends Tensor> outputs, Collection<? extends Tensor> stops) {
        var given = identitySet(stops);
        return ancestors(outputs, stops).stream()
                .filter(x -> !(x instanceof Output) || given.contains(x))
                .toList();
    }

    /// The one tensor of that name among those and all that they depend on.
    ///
    /// @throws GraphException if there is none, or more than one
    public static Tensor variableByName(Collection<? extends Tensor> outputs, String name) {
        var all = GraphWalk.breadthFirst(outputs);
        var found = all.stream().filter(x -> x.name().equals(name)).toList();
        if (found.size() == 1) return found.getFirst();
        throw new GraphException(
                        found.isEmpty()
                                ? "no tensor is named '%s'; there are %s"
                                        .formatted(name, names(all))
                                : "%d tensors are named '%s'; names need not be unique, but this one must to be found by it"
                                        .formatted(found.size(), name))
                .at(SourceLine.here());
    }

    private static List<String> names(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::name).filter(n -> !n.isEmpty()).distinct().toList();
    }

    private static Set<Tensor> identitySet(Collection<? extends Tensor> tensors) {
        Set<Tensor> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(tensors);
        return set;
    }

    // prints

    /// The graphs of tensors as trees, one node a line; see [DebugPrint].
    public static String dprint(Tensor... tensors) {
        return DebugPrint.text(tensors);
    }

    /// As [#dprint(Tensor...)] with options.
    public static String dprint(PrintOptions options, Tensor... tensors) {
        return DebugPrint.text(List.of(tensors), options);
    }

    /// The tree of what a function computes after rewriting, in order of execution.
    public static String dprint(CompiledFunction function) {
        return DebugPrint.text(function);
    }

    /// As [#dprint(CompiledFunction)] with options.
    public static String dprint(PrintOptions options, CompiledFunction function) {
        return DebugPrint.text(function.graph(), options);
    }

    /// Writes the trees of tensors to a stream, a writer or a builder.
    ///
    /// @throws UncheckedIOException if it cannot be written to
    public static void dprint(Appendable target, PrintOptions options, Tensor... tensors) {
        try {
            target.append(dprint(options, tensors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A tensor as one line of mathematics, for example `log(x + y)`.
    public static String pprint(Tensor x) {
        return MathText.of(x);
    }

    /// A tensor as LaTeX mathematics; named tensors below the top are written by their names.
    public static String latex(Tensor x) {
        return LatexText.of(x);
    }

    /// The graphs of tensors in the language of Graphviz: leaves are ellipses, nodes are boxes, and
    /// arrows go from what is used to what uses it.
    public static String graphviz(Tensor... tensors) {
        return GraphvizText.of(List.of(tensors));
    }

    /// The graphs of tensors as a page for a browser, in which what a node is computed from opens
    /// and closes at a click.
    public static String graphPage(Tensor... tensors) {
        return GraphPage.of(List.of(tensors));
    }

    /// The ops and leaves of a tensor, one a line, named ones by letter and name alone: just enough
    /// to tell graphs apart.
    public static String minInformative(Tensor x) {
        return GraphOutline.of(x);
    }

    /// `x`, of which each value is told to a listener while a function runs: for example
    /// `printing(x, "x", IO::println)`. It slows the function down and keeps rewrites from seeing
    /// what is below.
    public static Tensor printing(Tensor x, String message, Consumer<String> listener) {
        return new Apply(new PrintValue(message, listener), List.of(x)).output();
    }

    /// `x`, but while a function runs a visitor is shown its value wherever a condition holds for
    /// any element: set a breakpoint of the Java debugger in it, or look at the value there.
    ///
    /// ```java
    /// var seen = breakpoint(sigma, sigma.lt(1e-6), value -> IO.println(value));
    /// ```
    ///
    /// @param condition a bool tensor
    public static Tensor breakpoint(Tensor x, Tensor condition, Consumer<NdArray> visitor) {
        return breakpoint(List.of(x), condition, values -> visitor.accept(values.getFirst()))
                .getFirst();
    }

    /// As [#breakpoint(Tensor, Tensor, Consumer)] for several tensors, which are shown together.
    public static List<Tensor> breakpoint(
            List<? extends Tensor> tensors, Tensor condition, Consumer<List<NdArray>> visitor) {
        var inputs = new ArrayList<>(List.of(Tensors.any(condition)));
        inputs.addAll(tensors);
        return new Apply(new Breakpoint(visitor), inputs).outputs();
    }
}
