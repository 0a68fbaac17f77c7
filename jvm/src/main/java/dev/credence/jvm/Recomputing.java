package dev.credence.jvm;

import dev.credence.graph.Elementwise;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Computes cheap results again where later loops need them, rather than write long arrays and read
/// them back: a residual from the data takes less than its way through memory.
final class Recomputing {
    /// Shorter arrays stay in the innermost cache.
    private static final int LONG = 1024;

    /// Operations that are done again.
    private static final int MOST = 3;

    private static final Set<Elementwise> CHEAP =
            EnumSet.of(
                    Elementwise.ADD,
                    Elementwise.SUBTRACT,
                    Elementwise.MULTIPLY,
                    Elementwise.NEGATE,
                    Elementwise.SQUARE);

    private final Map<Step, Integer> groupOf = new IdentityHashMap<>();
    private final Map<Value, Step.Map> writers = new HashMap<>();
    private final Map<Value, List<Use>> uses = new HashMap<>();
    private final Map<Value, Integer> costs = new HashMap<>();
    private final List<Value> values;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Copy, Value> copies = new HashMap<>();

    private record Use(Step step, Strided read) {}

    /// A value for one later group.
    private record Copy(Value value, int group) {}

    private Recomputing(Resolution program, List<Group> groups) {
        this.values = new ArrayList<>(program.values());
        for (int g = 0; g < groups.size(); g++)
            if (groups.get(g) instanceof Group.Nest n)
                for (var step : n.steps()) groupOf.put(step, g);
        for (var step : program.steps()) {
            if (step instanceof Step.Map m && groupOf.containsKey(m))
                writers.put(m.output().root(), m);
            for (var read : step.reads())
                uses.computeIfAbsent(read.root(), _ -> new ArrayList<>()).add(new Use(step, read));
        }
    }

    /// The program with such results computed again, or the program itself if there are none.
    static Resolution of(Resolution program, List<Group> groups) {
        var recomputing = new Recomputing(program, groups);
        for (var step : program.steps()) recomputing.add(step);
        return recomputing.copies.isEmpty()
                ? program
                : program.with(recomputing.values, recomputing.needed());
    }

    private void add(Step step) {
        var group = groupOf.get(step);
        steps.add(
                group == null
                        ? step
                        : switch (step) {
                            case Step.Map m ->
                                    new Step.Map(
                                            m.function(),
                                            m.inputs().stream().map(x -> read(x, group)).toList(),
                                            m.output());
                            case Step.Reduce r ->
                                    new Step.Reduce(
                                            r.kind(), r.axes(), read(r.input(), group), r.output());
                            case Step.Copy _,
                                    Step.Gather _,
                                    Step.Scatter _,
                                    Step.Guard _,
                                    Step.Library _,
                                    Step.Perform _ ->
                                    step;
                        });
    }

    private Strided read(Strided x, int group) {
        var writer = writers.get(x.root());
        if (writer == null || groupOf.get(writer) == group || !isChosen(x.root())) return x;
        var key = new Copy(x.root(), group);
        var known = copies.get(key);
        var copy = known == null ? copy(x.root()) : known;
        copies.put(key, copy);
        return new Strided(copy, x.offset(), x.dims(), x.strides());
    }

    private Value copy(Value value) {
        var writer = writers.get(value);
        var inputs = new ArrayList<Strided>();
        for (var x : writer.inputs())
            inputs.add(
                    x.root().isBetween() && !x.isRepeated()
                            ? new Strided(copy(x.root()), x.offset(), x.dims(), x.strides())
                            : x);
        var copy = new Value(values.size(), value.dtype(), value.size(), value.origin());
        values.add(copy);
        var to = writer.output();
        steps.add(
                new Step.Map(
                        writer.function(),
                        inputs,
                        new Strided(copy, to.offset(), to.dims(), to.strides())));
        return copy;
    }

    /// Whether a value is cheap and only read element by element, so that no array of it is left.
    private boolean isChosen(Value value) {
        return value.isBetween()
                && value.size() >= LONG
                && cost(value) <= MOST
                && uses.get(value).stream().allMatch(this::isOwnElement);
    }

    private boolean isOwnElement(Use use) {
        return groupOf.containsKey(use.step())
                && (use.step() instanceof Step.Map || use.step() instanceof Step.Reduce)
                && use.read().isWhole();
    }

    /// How many operations make a value from at most one array that is there anyway.
    private int cost(Value value) {
        var known = costs.get(value);
        if (known != null) return known;
        var writer = writers.get(value);
        int cost = MOST + 1;
        if (writer != null
                && writer.output().isWhole()
                && writer.function() instanceof MapFunction.Core c
                && CHEAP.contains(c.function())) {
            cost = 1;
            int arrays = 0;
            for (var x : writer.inputs()) {
                if (x.isRepeated()) continue;
                arrays++;
                if (x.root().isBetween()) cost += x.isWhole() ? cost(x.root()) : MOST;
            }
            if (arrays > 1) cost = MOST + 1;
        }
        costs.put(value, cost);
        return cost;
    }

    /// The steps without those whose results nobody reads any more.
    private List<Step> needed() {
        var read = new boolean[values.size()];
        var kept = new ArrayList<Step>();
        for (var step : steps.reversed()) {
            boolean dead =
                    step instanceof Step.Map m
                            && m.output().root().isBetween()
                            && m.output().isWhole()
                            && !read[m.output().root().id()];
            if (dead) continue;
            kept.add(step);
            for (var x : step.reads()) read[x.root().id()] = true;
        }
        return kept.reversed();
    }
}
