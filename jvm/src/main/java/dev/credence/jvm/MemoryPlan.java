package dev.credence.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives every value that must be in memory its place; scratch arrays are used again once nothing
/// needs their old contents.
final class MemoryPlan {
    private final Explosion explosion;
    private final Homes homes;
    private final Memory memory;
    private final Optional<Moving> moving;
    private final boolean[] stored;
    private final Map<Value, Slot> slots = new HashMap<>();

    /// Where a view lies: an array, its first element and the stride of each axis.
    record Place(Slot slot, int offset, int[] strides) {
        /// The array among the inputs, outputs and memory of a call.
        Object array(Object[][] tables) {
            return tables[slot.table().ordinal()][slot.index()];
        }
    }

    private record Buffer(Slot slot, int length) {}

    private MemoryPlan(
            int values, Explosion explosion, Homes homes, Memory memory, Optional<Moving> moving) {
        this.moving = moving;
        this.explosion = explosion;
        this.homes = homes;
        this.memory = memory;
        this.stored = new boolean[values];
    }

    static MemoryPlan of(
            Resolution program,
            List<Group> groups,
            Explosion explosion,
            Homes homes,
            Memory memory,
            Optional<Moving> moving) {
        var plan = new MemoryPlan(program.values().size(), explosion, homes, memory, moving);
        plan.findStored(groups, program.values().size());
        plan.allocate(groups, program.values().size());
        return plan;
    }

    /// A value computed element by element stays in a loop's locals unless another group reads it.
    private void findStored(List<Group> groups, int values) {
        var writer = new int[values];
        for (int g = 0; g < groups.size(); g++) {
            for (var step : groups.get(g).steps()) {
                boolean elementwise = step instanceof Step.Map || step instanceof Step.Gather;
                for (var v : step.writes()) {
                    writer[v.id()] = g;
                    if (explosion.inLocals(v)) stored[v.id()] = homes.isAddressed(v);
                    else stored[v.id()] |= !elementwise || homes.host(v) != v;
                }
            }
        }
        for (int g = 0; g < groups.size(); g++) {
            for (var step : groups.get(g).steps()) {
                for (var read : step.reads()) {
                    var v = read.root();
                    boolean elsewhere = writer[v.id()] != g || step instanceof Step.Library;
                    if (v.isBetween() && !explosion.inLocals(v) && elsewhere) stored[v.id()] = true;
                }
            }
        }
    }

    private void allocate(List<Group> groups, int values) {
        var last = new int[values];
        for (int g = 0; g < groups.size(); g++) {
            for (var step : groups.get(g).steps()) {
                for (var read : step.reads()) last[homes.host(read.root()).id()] = g;
                for (var v : step.writes()) last[homes.host(v).id()] = g;
            }
        }
        List<List<Value>> ending = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) ending.add(new ArrayList<>());
        var free = new ArrayList<Buffer>();
        Map<Value, Buffer> held = new HashMap<>();
        for (int g = 0; g < groups.size(); g++) {
            for (var step : groups.get(g).steps()) {
                for (var v : step.writes()) {
                    var host = homes.host(v);
                    if (!stored[v.id()] || !host.isBetween() || held.containsKey(host)) continue;
                    held.put(host, take(host, free));
                    slots.put(host, held.get(host).slot());
                    ending.get(last[host.id()]).add(host);
                }
            }
            for (var host : ending.get(g)) free.add(held.get(host));
        }
    }

    private Buffer take(Value v, List<Buffer> free) {
        var kind = Kind.of(v.dtype());
        Buffer best = null;
        for (var b : free) {
            boolean fits =
                    b.slot().kind() == kind && b.length() >= v.size() && b.length() / 2 <= v.size();
            if (fits && (best == null || b.length() < best.length())) best = b;
        }
        if (best == null) return new Buffer(memory.scratch(kind, v.size()), v.size());
        free.remove(best);
        return best;
    }

    /// Whether the value is written to memory when it is computed.
    boolean isStored(Value value) {
        return stored[value.id()];
    }

    /// Where a view of a value in memory lies.
    Place place(Strided view) {
        var host = homes.host(view.root());
        return new Place(slot(host), homes.offset(view.root()) + view.offset(), view.strides());
    }

    private Slot slot(Value host) {
        var kind = Kind.of(host.dtype());
        return switch (host.origin()) {
            case Value.Origin.Given g ->
                    new Slot(
                            Slot.Table.INPUTS,
                            g.index(),
                            kind,
                            moving.flatMap(m -> m.input(g.index())));
            case Value.Origin.Asked a ->
                    new Slot(
                            Slot.Table.OUTPUTS,
                            a.index(),
                            kind,
                            moving.flatMap(m -> m.output(a.index())));
            case Value.Origin.Fixed f ->
                    slots.computeIfAbsent(host, h -> memory.constant(f.array()));
            case Value.Origin.Between _ -> {
                var slot = slots.get(host);
                if (slot == null) throw new AssertionError("no memory for " + host);
                yield slot;
            }
        };
    }
}
