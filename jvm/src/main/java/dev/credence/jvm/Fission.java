package dev.credence.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Cuts the arithmetic of a block into loops that write one array each.
///
/// The JIT of JDK 25 does not turn a loop into vector code if it writes an array and then reads
/// another that might be the same one in the next round; with one write, at the end, that cannot
/// be. What several loops need is kept in a buffer, unless it is cheap to do again.
final class Fission {
    /// Operations that are done again rather than kept.
    private static final int CHEAP = 2;

    /// What a division costs in additions.
    private static final int DIVISION = 8;

    private final List<Nest.Work> works;
    private final Map<Value, Integer> producers = new HashMap<>();
    private final List<Set<Integer>> owners = new ArrayList<>();
    private final int[] costs;

    private Fission(List<Nest.Work> works) {
        this.works = new ArrayList<>(works);
        this.costs = new int[works.size()];
        for (int i = 0; i < works.size(); i++) {
            int producer = i;
            works.get(i).result().ifPresent(v -> producers.put(v, producer));
            owners.add(new HashSet<>());
        }
    }

    /// The loops, in order.
    ///
    /// @param keep gives a work a buffer for its result
    static List<List<Nest.Work>> of(List<Nest.Work> works, UnaryOperator<Nest.Work> keep) {
        if (works.stream().filter(w -> !w.target().isEmpty()).count() < 2) return List.of(works);
        var fission = new Fission(works);
        for (int i = 0; i < works.size(); i++) fission.costs[i] = fission.cost(i);
        for (int i = works.size() - 1; i >= 0; i--) fission.assign(i, keep);
        return fission.loops();
    }

    private int cost(int i) {
        int cost =
                works.get(i).step() instanceof Step.Map(MapFunction.Core f, _, _)
                        ? switch (f.function()) {
                            case DIVIDE, RECIPROCAL, SQRT, FLOOR_DIVIDE, MODULO -> DIVISION;
                            default -> 1;
                        }
                        : 0;
        for (int p : producersOf(i)) if (works.get(p).target().isEmpty()) cost += costs[p];
        return Math.min(cost, DIVISION);
    }

    private List<Integer> producersOf(int i) {
        var found = new ArrayList<Integer>();
        for (var o : works.get(i).operands())
            if (o instanceof Nest.Own own && producers.containsKey(own.value()))
                found.add(producers.get(own.value()));
        return found;
    }

    private void assign(int i, UnaryOperator<Nest.Work> keep) {
        boolean shared = owners.get(i).size() > 1 && costs[i] > CHEAP;
        if (works.get(i).target().isEmpty() && shared) works.set(i, keep.apply(works.get(i)));
        if (!works.get(i).target().isEmpty()) owners.set(i, Set.of(i));
        for (int p : producersOf(i))
            if (works.get(p).target().isEmpty()) owners.get(p).addAll(owners.get(i));
    }

    private List<List<Nest.Work>> loops() {
        var loops = new ArrayList<List<Nest.Work>>();
        for (int sink = 0; sink < works.size(); sink++) {
            if (works.get(sink).target().isEmpty()) continue;
            var loop = new ArrayList<Nest.Work>();
            for (int i = 0; i <= sink; i++)
                if (owners.get(i).contains(sink)) loop.add(works.get(i));
            loops.add(loop);
        }
        return loops;
    }
}
