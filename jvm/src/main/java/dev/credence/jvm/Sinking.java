package dev.credence.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Moves steps from a group into the later group that uses them, where that saves writing a result
/// to memory or lets loops become one.
///
/// [Fusion] puts steps as early as it can; a step that only waits for its use is better done there.
final class Sinking {
    private final List<Group> groups;
    private final Explosion explosion;
    private final Homes homes;
    private final List<List<Step>> staying = new ArrayList<>();
    private final List<List<Step>> coming = new ArrayList<>();
    private final int[] bytes;
    private final Map<Step, Integer> groupOf = new IdentityHashMap<>();
    private final Map<Value, Integer> writtenIn = new HashMap<>();
    private final Map<Value, List<Use>> uses = new HashMap<>();

    /// The first group that writes into what is there already.
    private final Map<Value, Integer> overwrittenIn = new HashMap<>();

    private record Use(Step step, Strided read) {}

    private Sinking(List<Group> groups, Explosion explosion, Homes homes) {
        this.groups = groups;
        this.explosion = explosion;
        this.homes = homes;
        this.bytes = groups.stream().mapToInt(g -> Fusion.bytes(g.steps())).toArray();
        for (int g = 0; g < groups.size(); g++) {
            staying.add(new ArrayList<>());
            coming.add(new ArrayList<>());
            for (var step : groups.get(g).steps()) {
                groupOf.put(step, g);
                for (var v : step.writes()) {
                    writtenIn.put(v, g);
                    if (overwrites(step)) overwrittenIn.merge(v, g, Math::min);
                }
                for (var read : step.reads())
                    if (read.root().isBetween())
                        uses.computeIfAbsent(read.root(), _ -> new ArrayList<>())
                                .add(new Use(step, read));
            }
        }
    }

    private static boolean overwrites(Step step) {
        return step instanceof Step.Scatter
                || step instanceof Step.Copy c && c.order() == Step.Order.LATER;
    }

    static List<Group> of(List<Group> groups, Explosion explosion, Homes homes) {
        var sinking = new Sinking(groups, explosion, homes);
        for (int g = groups.size() - 1; g >= 0; g--) sinking.sink(g);
        var kept = new ArrayList<Group>();
        for (int g = 0; g < groups.size(); g++) {
            var steps = new ArrayList<>(sinking.coming.get(g).reversed());
            steps.addAll(sinking.staying.get(g).reversed());
            if (steps.isEmpty()) continue;
            kept.add(
                    switch (groups.get(g)) {
                        case Group.Straight _ -> new Group.Straight(steps);
                        case Group.Nest n -> new Group.Nest(n.space(), steps);
                        case Group.Single s -> s;
                        case Group.RowBlocks r -> r;
                    });
        }
        return kept;
    }

    /// Decides on the steps of a group, last first; groups after it are decided on already.
    private void sink(int from) {
        for (var step : groups.get(from).steps().reversed()) {
            int to =
                    switch (groups.get(from)) {
                        case Group.Straight _ -> isMovable(step) ? lastStraight(step, from) : from;
                        case Group.Nest n -> laterNest(step, n, from);
                        case Group.Single _, Group.RowBlocks _ -> from;
                    };
            if (to > from) move(step, to);
            else staying.get(from).add(step);
        }
    }

    private int laterNest(Step step, Group.Nest nest, int from) {
        return switch (step) {
            case Step.Map _, Step.Gather _ -> nestOfUse(step, nest, from);
            case Step.Reduce _ -> nestForFold(step, nest, from);
            case Step.Copy _, Step.Scatter _, Step.Guard _, Step.Library _, Step.Perform _ -> from;
        };
    }

    private static boolean isMovable(Step step) {
        return switch (step) {
            case Step.Map _, Step.Gather _, Step.Reduce _ -> true;
            case Step.Copy c -> c.order() == Step.Order.ALONE;
            case Step.Guard _, Step.Scatter _, Step.Library _, Step.Perform _ -> false;
        };
    }

    /// The last straight-line code before the first use; locals wait at no cost.
    private int lastStraight(Step step, int from) {
        int use = Math.min(firstUse(step.writes().getFirst()), groups.size() - 1);
        for (int g = use; g > from; g--) if (groups.get(g) instanceof Group.Straight) return g;
        return from;
    }

    /// The nest that uses an elementwise step first, if it can compute it as well.
    private int nestOfUse(Step step, Group.Nest nest, int from) {
        var value = step.writes().getFirst();
        int to = firstUse(value);
        boolean fits =
                to < groups.size()
                        && homes.host(value).equals(value)
                        && !overwrittenIn.containsKey(value)
                        && isOpen(to, nest)
                        && usesOwnElement(value, to)
                        && step.reads().stream().allMatch(r -> isFree(r, step, from));
        return fits ? to : from;
    }

    /// A later nest that reads what is folded here and by no other step.
    private int nestForFold(Step step, Group.Nest nest, int from) {
        var read = step.reads().getFirst();
        if (!isFree(read, step, from)) {
            int to = firstUse(step.writes().getFirst());
            for (var use : uses.get(read.root()))
                if (use.step() != step) to = Math.min(to, groupOf.get(use.step()));
            boolean fits =
                    to > from
                            && to < firstUse(step.writes().getFirst())
                            && isOpen(to, nest)
                            && usesOwnElement(read.root(), to);
            return fits ? to : from;
        }
        return from;
    }

    private boolean isOpen(int group, Group.Nest like) {
        return groups.get(group) instanceof Group.Nest n
                && n.space().equals(like.space())
                && bytes[group] < Fusion.NEST_BYTES;
    }

    /// The first group that reads a value or what it is part of, or writes into it.
    private int firstUse(Value value) {
        int first = Integer.MAX_VALUE;
        for (var v : homes.chain(value)) {
            first = Math.min(first, overwrittenIn.getOrDefault(v, Integer.MAX_VALUE));
            for (var use : uses.getOrDefault(v, List.of()))
                first = Math.min(first, groupOf.get(use.step()));
        }
        return first;
    }

    private boolean usesOwnElement(Value value, int group) {
        return uses.get(value).stream()
                .filter(u -> groupOf.get(u.step()) == group)
                .allMatch(u -> Fusion.readsOwnElement(u.step(), u.read()));
    }

    /// Whether reading from another group costs nothing more than reading from this one.
    private boolean isFree(Strided read, Step step, int group) {
        var root = read.root();
        boolean local =
                root.isBetween()
                        && !explosion.inLocals(root)
                        && writtenIn.getOrDefault(root, -1) == group;
        return !local || uses.get(root).stream().allMatch(u -> u.step() == step);
    }

    private void move(Step step, int to) {
        coming.get(to).add(step);
        bytes[to] += Fusion.bytes(List.of(step));
        groupOf.put(step, to);
        writtenIn.put(step.writes().getFirst(), to);
    }
}
