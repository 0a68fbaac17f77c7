package dev.credence.jvm;

import dev.credence.graph.Elementwise;

import java.util.List;

/// Decides what is small enough to become straight-line code on local variables, one for each
/// element.
///
/// @param limit the largest number of elements of such a value
/// @param values by value: whether its elements live in locals
record Explosion(int limit, boolean[] values) {
    private static final int[] LIMITS = {16, 8, 4, 1};

    /// More scalar operations than these in straight lines would outgrow the JIT and the
    /// instruction cache.
    static final int BUDGET = 4000;

    static Explosion of(Resolution program, int budget) {
        int limit = LIMITS[LIMITS.length - 1];
        for (int candidate : LIMITS) {
            if (work(program.steps(), candidate) <= budget) {
                limit = candidate;
                break;
            }
        }
        var inLocals = new boolean[program.values().size()];
        for (var v : program.values()) inLocals[v.id()] = v.isBetween() && v.size() <= limit;
        for (var step : program.steps()) {
            if (isScalar(step, limit) || isFullReduction(step)) continue;
            for (var v : step.writes()) inLocals[v.id()] = false;
        }
        return new Explosion(limit, inLocals);
    }

    /// Whether the step becomes straight-line code.
    boolean isScalar(Step step) {
        return isScalar(step, limit);
    }

    /// Whether the value's elements live in locals.
    boolean inLocals(Value value) {
        return values[value.id()];
    }

    private static boolean isFullReduction(Step step) {
        return step instanceof Step.Reduce r && r.output().size() == 1;
    }

    private static boolean isScalar(Step step, int limit) {
        return switch (step) {
            case Step.Map m -> m.output().size() <= limit && !isPass(m);
            case Step.Copy c -> c.output().size() <= limit;
            case Step.Gather g -> g.output().size() <= limit;
            case Step.Reduce r -> r.input().size() <= limit && r.output().size() <= limit;
            case Step.Guard _ -> true;
            case Step.Scatter _, Step.Library _, Step.Perform _ -> false;
        };
    }

    /// Whether an array pass is quicker than calls of a function for each element.
    private static boolean isPass(Step.Map m) {
        return m.output().size() >= NestLowering.LONG_FOR_FUNCTIONS
                && Passes.of(m.function()).isPresent();
    }

    private static long work(List<Step> steps, int limit) {
        long work = 0;
        for (var step : steps) {
            if (!isScalar(step, limit)) continue;
            work +=
                    switch (step) {
                        case Step.Map m -> m.output().size() * cost(m.function());
                        case Step.Gather g -> g.output().size();
                        case Step.Reduce r -> r.input().size();
                        case Step.Copy _,
                                Step.Guard _,
                                Step.Scatter _,
                                Step.Library _,
                                Step.Perform _ ->
                                0;
                    };
        }
        return work;
    }

    private static int cost(MapFunction f) {
        boolean branches =
                f instanceof MapFunction.Core c
                        && c.function().typing() == Elementwise.Typing.COMPARISON;
        return branches ? 3 : 1;
    }
}
