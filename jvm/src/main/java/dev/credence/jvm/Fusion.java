package dev.credence.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Puts steps into groups: straight-line code, loop nests over a common shape, and calls.
///
/// Groups run in the order of the list. A step joins the first group of its kind and shape at or
/// after the point where all it reads is there, so no cycle can arise.
final class Fusion {
    /// Bytecode size, by a coarse estimate, at which a loop nest takes no more steps.
    static final int NEST_BYTES = 4500;

    private final Explosion explosion;
    private final List<Open> groups = new ArrayList<>();
    private final TreeMap<Integer, Open> straight = new TreeMap<>();
    private final Map<List<Integer>, TreeMap<Integer, Open>> nests = new HashMap<>();
    private final Ready[] ready;

    /// A group that takes steps.
    private static final class Open {
        final int number;
        final List<Integer> space;
        final List<Step> steps = new ArrayList<>();
        int bytes;

        Open(int number, List<Integer> space) {
            this.number = number;
            this.space = space;
        }
    }

    /// When a value is there.
    ///
    /// @param group the group of its last writer
    /// @param elementwise whether a step of the same loop nest may read its own element at once
    private record Ready(int group, boolean elementwise, List<Integer> space) {}

    private Fusion(int values, Explosion explosion) {
        this.ready = new Ready[values];
        this.explosion = explosion;
    }

    static List<Group> of(Resolution program, Explosion explosion, Homes homes) {
        var fusion = new Fusion(program.values().size(), explosion);
        for (var step : program.steps()) {
            if (step instanceof Step.Copy c && homes.isShared(c)) fusion.assemble(c);
            else fusion.place(step);
        }
        return fusion.groups.stream().map(g -> fusion.close(g)).toList();
    }

    private Group close(Open g) {
        if (g.space == null) return new Group.Straight(List.copyOf(g.steps));
        boolean single =
                g.steps.getFirst() instanceof Step.Library
                        || g.steps.getFirst() instanceof Step.Perform;
        return single
                ? new Group.Single(g.steps.getFirst())
                : new Group.Nest(g.space, List.copyOf(g.steps));
    }

    /// A copy that needs no code: the source is computed in its place.
    private void assemble(Step.Copy c) {
        int source = ready[c.input().root().id()].group();
        written(c.output().root(), source, false, List.of());
    }

    private void place(Step step) {
        boolean scalar = explosion.isScalar(step);
        var space = scalar ? null : spaceOf(step);
        int earliest = 0;
        for (var read : step.reads()) earliest = Math.max(earliest, from(read, space, step));
        if (step instanceof Step.Copy c && c.order() == Step.Order.LATER
                || step instanceof Step.Scatter) {
            for (var written : step.writes()) {
                var before = ready[written.id()];
                if (before != null)
                    earliest = Math.max(earliest, before.group() + (scalar ? 0 : 1));
            }
        }
        var group = scalar ? straight(earliest) : nest(space, earliest, step);
        group.steps.add(step);
        for (var v : step.writes())
            written(
                    v,
                    group.number,
                    step instanceof Step.Map || step instanceof Step.Gather,
                    space);
    }

    private void written(Value v, int group, boolean elementwise, List<Integer> space) {
        var before = ready[v.id()];
        if (before == null) ready[v.id()] = new Ready(group, elementwise, space);
        else ready[v.id()] = new Ready(Math.max(group, before.group()), false, space);
    }

    /// The first group in which `read` can be read by a step of that shape.
    private int from(Strided read, List<Integer> space, Step step) {
        var r = ready[read.root().id()];
        if (r == null) return 0;
        if (space == null) return r.space() == null ? r.group() : r.group() + 1;
        boolean ownElement =
                r.elementwise()
                        && space.equals(r.space())
                        && shapeOf(read.dims()).equals(space)
                        && readsOwnElement(step, read);
        return ownElement ? r.group() : r.group() + 1;
    }

    /// Whether each iteration of a loop over all of `read` needs its own element only.
    static boolean readsOwnElement(Step step, Strided read) {
        return read.isWhole()
                && switch (step) {
                    case Step.Gather g -> g.x() != read;
                    case Step.Map _, Step.Copy _, Step.Scatter _, Step.Reduce _ -> true;
                    case Step.Guard _, Step.Library _, Step.Perform _ -> false;
                };
    }

    /// The bytecode that steps become in a loop, by a coarse estimate.
    static int bytes(List<Step> steps) {
        return steps.stream().mapToInt(Fusion::bytes).sum();
    }

    private static int bytes(Step step) {
        return 24 * (2 + step.reads().size());
    }

    private Open straight(int earliest) {
        var found = straight.ceilingEntry(earliest);
        if (found != null) return found.getValue();
        var made = open(null);
        straight.put(made.number, made);
        return made;
    }

    private Open nest(List<Integer> space, int earliest, Step step) {
        if (step instanceof Step.Library || step instanceof Step.Perform) return open(space);
        var same = nests.computeIfAbsent(space, s -> new TreeMap<>());
        var found = same.ceilingEntry(earliest);
        var group = found == null ? open(space) : found.getValue();
        if (found == null) same.put(group.number, group);
        group.bytes += bytes(step);
        if (group.bytes > NEST_BYTES) same.remove(group.number);
        return group;
    }

    private Open open(List<Integer> space) {
        var made = new Open(groups.size(), space);
        groups.add(made);
        return made;
    }

    private static List<Integer> spaceOf(Step step) {
        return switch (step) {
            case Step.Map m -> shapeOf(m.output().dims());
            case Step.Copy c -> shapeOf(c.output().dims());
            case Step.Gather g -> shapeOf(g.output().dims());
            case Step.Scatter s -> shapeOf(s.values().dims());
            case Step.Reduce r -> shapeOf(r.input().dims());
            case Step.Guard _, Step.Library _, Step.Perform _ -> List.of();
        };
    }

    static List<Integer> shapeOf(int... dims) {
        return Arrays.stream(dims).filter(d -> d != 1).boxed().toList();
    }
}
