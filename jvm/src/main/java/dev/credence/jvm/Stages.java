package dev.credence.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The order of work in a block: stage by stage, first a loop with all arithmetic that is possible,
/// then the passes and folds that wait for it.
final class Stages {
    /// One stage.
    ///
    /// @param ending the values that no later stage reads
    record Stage(List<Nest.Work> arithmetic, List<Nest.Work> passes, Set<Value> ending) {}

    private final Map<Value, Nest.Work> producers = new HashMap<>();
    private final Map<Nest.Work, Integer> numbers = new IdentityHashMap<>();
    private final Map<Value, Integer> firstUse = new HashMap<>();
    private final Map<Value, Integer> uses = new HashMap<>();
    private final Set<Value> buffered = new HashSet<>();
    private final List<Stage> stages = new ArrayList<>();

    Stages(List<Nest.Work> works) {
        for (var work : works) place(work);
        for (var work : works.reversed()) delay(work);
        int count = 1 + numbers.values().stream().mapToInt(n -> n).max().orElse(0);
        for (int n = 0; n < count; n++)
            stages.add(new Stage(new ArrayList<>(), new ArrayList<>(), new HashSet<>()));
        Map<Value, Integer> lastUse = new HashMap<>();
        for (var work : works) {
            var stage = stages.get(numbers.get(work));
            (Passes.isArithmetic(work) ? stage.arithmetic() : stage.passes()).add(work);
            note(work, lastUse);
        }
        lastUse.forEach((value, n) -> stages.get(n).ending().add(value));
    }

    private void place(Nest.Work work) {
        int number = 0;
        for (var p : producersOf(work)) {
            boolean waits = Passes.isArithmetic(work) && !Passes.isArithmetic(p);
            number = Math.max(number, numbers.get(p) + (waits ? 1 : 0));
        }
        numbers.put(work, number);
        work.result().ifPresent(v -> producers.put(v, work));
    }

    /// Arithmetic on what is in memory anyway happens where it is used, so that it needs no buffer.
    private void delay(Nest.Work work) {
        boolean free =
                Passes.isArithmetic(work)
                        && producersOf(work).stream().noneMatch(Passes::isArithmetic);
        if (free && work.result().isPresent())
            numbers.merge(work, firstUse.getOrDefault(work.result().get(), 0), Math::max);
        for (var p : producersOf(work))
            firstUse.merge(p.result().orElseThrow(), numbers.get(work), Math::min);
    }

    private void note(Nest.Work work, Map<Value, Integer> lastUse) {
        int number = numbers.get(work);
        work.result().ifPresent(v -> lastUse.put(v, number));
        for (var p : producersOf(work)) {
            var value = p.result().orElseThrow();
            uses.merge(value, 1, Integer::sum);
            lastUse.merge(value, number, Math::max);
            boolean direct =
                    Passes.isArithmetic(work) && Passes.isArithmetic(p) && numbers.get(p) == number;
            if (!direct) buffered.add(value);
        }
    }

    private List<Nest.Work> producersOf(Nest.Work work) {
        var found = new ArrayList<Nest.Work>();
        for (var o : work.operands())
            if (o instanceof Nest.Own own) found.add(producers.get(own.value()));
        return found;
    }

    List<Stage> stages() {
        return stages;
    }

    /// Whether a value is needed beyond the loop that computes it.
    boolean isBuffered(Value value) {
        return buffered.contains(value);
    }

    /// Whether a value has a single reader.
    boolean isReadOnce(Value value) {
        return uses.getOrDefault(value, 0) == 1;
    }
}
