package dev.credence.graph;

/// What a graph printed as a tree shows; start from [#standard].
///
/// @param types whether the dtype and shape of each node are shown
/// @param numbers whether the order of execution is shown, where it is not shown anyway
/// @param depth how many levels are shown below the top
/// @param innerGraphs whether the graphs inside of loops and choices are listed below
/// @param stopAtNames whether what lies below a named node is left out
public record PrintOptions(
        boolean types, boolean numbers, int depth, boolean innerGraphs, boolean stopAtNames) {
    /// Levels deeper than this are left out in any case, since the indentation would fill the
    /// memory.
    private static final int DEEPEST = 200;

    /// @throws GraphException if the depth is negative
    public PrintOptions {
        if (depth < 0) {
            throw new GraphException("a graph cannot be printed to depth %d".formatted(depth));
        }
        depth = Math.min(depth, DEEPEST);
    }

    /// Ops and names to any depth, with inner graphs.
    public static PrintOptions standard() {
        return new PrintOptions(false, false, DEEPEST, true, false);
    }

    public PrintOptions withTypes() {
        return new PrintOptions(true, numbers, depth, innerGraphs, stopAtNames);
    }

    public PrintOptions withNumbers() {
        return new PrintOptions(types, true, depth, innerGraphs, stopAtNames);
    }

    public PrintOptions withDepth(int levels) {
        return new PrintOptions(types, numbers, levels, innerGraphs, stopAtNames);
    }

    public PrintOptions withoutInnerGraphs() {
        return new PrintOptions(types, numbers, depth, false, stopAtNames);
    }

    /// With what lies below a named node left out, the tensors that are printed excepted.
    public PrintOptions withStopAtNames() {
        return new PrintOptions(types, numbers, depth, innerGraphs, true);
    }
}
