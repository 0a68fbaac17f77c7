package dev.credence.jvm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a program became, in words.
record Report(String text) {
    static Report of(Resolution program, List<Group> groups) {
        var text = new StringBuilder("jvm: %d steps".formatted(program.steps().size()));
        describe(text, "by registered lowering", program.lowered());
        describe(text, "by expansion", program.expanded());
        describe(text, "by reference evaluation", program.performed());
        for (var group : groups) text.append("\n  ").append(kind(group));
        return new Report(text.toString());
    }

    private static String kind(Group group) {
        return switch (group) {
            case Group.Straight s -> "straight-line code of %d steps".formatted(s.steps().size());
            case Group.Nest n -> "loops over %s of %d steps".formatted(n.space(), n.steps().size());
            case Group.RowBlocks r ->
                    "blocks of rows of %d + %d products and %s of %d steps"
                            .formatted(
                                    r.before().size(),
                                    r.after().size(),
                                    r.nest().space(),
                                    r.nest().steps().size());
            case Group.Single s -> "call of " + called(s.step());
        };
    }

    /// What a group does, with the functions it computes.
    static String describe(Group group) {
        if (group instanceof Group.Single) return kind(group);
        var counts = new LinkedHashMap<String, Integer>();
        for (var step : group.steps()) counts.merge(name(step), 1, Integer::sum);
        return counts.entrySet().stream()
                .map(e -> e.getValue() == 1 ? e.getKey() : e.getKey() + " x " + e.getValue())
                .collect(Collectors.joining(", ", kind(group) + ": ", ""));
    }

    private static String name(Step step) {
        return switch (step) {
            case Step.Map m ->
                    switch (m.function()) {
                        case MapFunction.Core c -> c.function().toString();
                        case MapFunction.Given _ -> "given function";
                    };
            case Step.Reduce r -> r.kind().name().toLowerCase(Locale.ROOT);
            case Step.Copy _,
                    Step.Gather _,
                    Step.Scatter _,
                    Step.Guard _,
                    Step.Library _,
                    Step.Perform _ ->
                    step.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        };
    }

    private static void describe(StringBuilder text, String how, Map<String, Integer> ops) {
        if (ops.isEmpty()) return;
        text.append(
                ops.entrySet().stream()
                        .map(e -> "%s x %d".formatted(e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", ", "; " + how + ": ", "")));
    }

    private static String called(Step step) {
        return switch (step) {
            case Step.Library l -> l.routine().name();
            case Step.Perform p when PerformCall.isCompiled(p.node().op()) ->
                    p.node().op().toString();
            case Step.Perform p -> "the reference evaluation of " + p.node().op();
            case Step.Map _,
                    Step.Copy _,
                    Step.Gather _,
                    Step.Scatter _,
                    Step.Reduce _,
                    Step.Guard _ ->
                    step.getClass().getSimpleName();
        };
    }
}
